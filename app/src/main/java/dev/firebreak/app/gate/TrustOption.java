package dev.firebreak.app.gate;

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
        return file == null ? TrustRoot.pinned() : TrustRoot.read(file);
    }
}
