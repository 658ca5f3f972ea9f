package dev.firebreak.formats.log;

import java.util.Optional;

/// Tells by its first lines what kind of log something is.
final class Recogniser {
    /// Lines looked at.
    private static final int MAX_LINES = 50;

    private Recogniser() {}

    static Optional<LogKind> recognise(byte[] head) {
        String text =
                new String(
                        head,
                        0,
                        Math.min(head.length, LineFeed.CHUNK),
                        java.nio.charset.StandardCharsets.ISO_8859_1);
        int[] votes = new int[LogKind.values().length];
        int from = 0;
        for (int n = 0; n < MAX_LINES && from < text.length(); n++) {
            int newline = text.indexOf('\n', from);
            int to = newline < 0 ? text.length() : newline;
            String line = text.substring(from, to).stripTrailing();
            Optional<LogKind> header = byHeader(line);
            if (header.isPresent()) {
                return header;
            }
            byLine(line).ifPresent(kind -> votes[kind.ordinal()]++);
            from = to + 1;
        }
        LogKind best = null;
        for (LogKind kind : LogKind.values()) {
            if (votes[kind.ordinal()] > (best == null ? 0 : votes[best.ordinal()])) {
                best = kind;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<LogKind> byHeader(String line) {
        if (line.startsWith("#separator ")
                || line.startsWith("#fields\t")
                || line.startsWith("#path\t")) {
            return Optional.of(LogKind.ZEEK_TSV);
        }
        return Optional.empty();
    }

    private static Optional<LogKind> byLine(String line) {
        return Optional.empty();
    }
}
