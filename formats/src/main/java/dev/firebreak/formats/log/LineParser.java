package dev.firebreak.formats.log;

/// Reads a log line by line; for formats whose speed does not hang on finding the line's end.
abstract class LineParser implements BlockParser {
    final Output out;

    LineParser(Output out) {
        this.out = out;
    }

    @Override
    public final void block(byte[] a, int start, int end, long offset) {
        int from = start;
        while (from < end) {
            int newline = Swar.newline(a, from);
            int to = newline > from && a[newline - 1] == '\r' ? newline - 1 : newline;
            out.line(a, from, to, offset + (from - start));
            if (to > from) {
                line(a, from, to);
            }
            from = newline + 1;
        }
    }

    /// @param start of the line, `end` behind its last byte; line end not included, never empty
    abstract void line(byte[] a, int start, int end);
}
