package dev.firebreak.app.gate;

import dev.firebreak.app.text.ErrorText;
import dev.firebreak.gate.attest.TrustRoot;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whom attestations are believed from.
final class TrustOption {
    @Option(
            names = "--trust-root",
            paramLabel = "FILE",
            description =
                    "A trusted_root.json of Sigstore instead of the one that is pinned in this program.")
    @Nullable Path file;

    TrustRoot root() throws IOException {
        Path own = file;
        if (own == null) {
            return TrustRoot.pinned();
        }
        try {
            return TrustRoot.read(own);
        } catch (IOException e) {
            // the first line says it; a parser adds where in its own memory it was
            throw new IOException(
                    own + ": " + ErrorText.reason(e).lines().findFirst().orElse(""), e);
        }
    }
}
