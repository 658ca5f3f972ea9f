package dev.firebreak.gate.sign;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignatureFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Signatures inside Debian packages, as debsigs(1) and dpkg-sig write them: members `_gpgorigin`, `_gpgbuilder` and so
/// on. They are rare: Debian signs the repository's index, which names the package's digest, and not the package; from
/// a lone file that cannot be seen.
public final class DebSignature {
    private static final int MAX_SIGNATURE = 1 << 20;
    private static final int MAX_MEMBERS = 64;

    private DebSignature() {}

    /// @throws IOException if a member header is cut off
    public static List<SignatureFacts> read(Content c) throws IOException {
        List<SignatureFacts> out = new ArrayList<>();
        long at = 8;
        for (int n = 0; n < MAX_MEMBERS && c.holds(at, 60); n++) {
            String header = new String(c.bytes(at, 60), StandardCharsets.ISO_8859_1);
            String name = header.substring(0, 16).strip();
            long size;
            try {
                size = Long.parseLong(header.substring(48, 58).strip());
            } catch (NumberFormatException e) {
                throw new IOException("a member's size is no number", e);
            }
            if (name.startsWith("_gpg") && size <= MAX_SIGNATURE) {
                out.addAll(
                        OpenPgp.read(
                                "deb",
                                c.slice(at + 60, size).all(MAX_SIGNATURE),
                                "member " + name));
            }
            at += 60 + size + (size & 1);
        }
        return out;
    }
}
