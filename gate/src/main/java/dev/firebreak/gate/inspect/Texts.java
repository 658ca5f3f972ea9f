package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;

/// Small questions about texts.
final class Texts {
    private Texts() {}

    /// UTF-16 with a byte order mark becomes UTF-8; anything else stays.
    static byte[] utf8(byte[] bytes) {
        if (bytes.length >= 2
                && (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe
                        || bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)) {
            return new String(bytes, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    /// Python runs lines of a path file that start with `import` (documentation of `site`).
    static boolean hasImportLine(byte[] bytes) {
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            if (line.startsWith("import ") || line.startsWith("import\t")) {
                return true;
            }
        }
        return false;
    }

    static String firstLine(byte[] bytes) {
        String text =
                new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8).strip();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /// Starts as some picture format does; text formats like SVG and XPM count.
    static boolean pictureMark(Content c) {
        try {
            long be = c.u32be(0);
            return Pictures.end(c) >= 0
                    || be == 0x49492a00L
                    || be == 0x4d4d002aL
                    || be == 0x3c737667L
                    || be == 0x3c3f786dL
                    || be >>> 16 == 0xff0a
                    || c.size() > 12 && (c.startsWith(4, "ftyp") || c.startsWith(4, "jP"))
                    || be == 0x0000000cL
                    || c.startsWith(0, "/* XPM")
                    || be >>> 8 == 0x000001
                    || be >>> 8 == 0x000002
                    || be == 0x00000200L
                    || be == 0x76657273L
                    || Kinds.looksLikeText(c) && be >>> 24 == '<';
        } catch (EOFException e) {
            return true; // too short to say
        }
    }
}
