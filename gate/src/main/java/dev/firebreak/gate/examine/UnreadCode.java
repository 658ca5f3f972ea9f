package dev.firebreak.gate.examine;

import dev.firebreak.gate.content.Content;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Code in forms that nothing here reads. It is said and holds, unless the last release had the same file.
final class UnreadCode {
    private UnreadCode() {}

    /// What it is, or null.
    static @Nullable String of(Content c) {
        if (c.size() < 64) {
            return null;
        }
        String head = new String(c.head(16), StandardCharsets.ISO_8859_1);
        if (head.startsWith("dex\n")) {
            return "Cannot read Android bytecode";
        }
        if (head.startsWith("\u00c6\u001f\u00bc\u0003\u00c1\u0003\u0019\u001f")) {
            return "Cannot read Hermes bytecode";
        }
        // V8's code cache: a magic number, then hashes (as bytenode writes it)
        return head.startsWith("\u00de\u00c0", 2) && head.charAt(1) < 16 && head.charAt(11) < 16
                ? "Cannot read bytecode of V8"
                : null;
    }
}
