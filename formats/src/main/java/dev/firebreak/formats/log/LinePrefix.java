package dev.firebreak.formats.log;

/// The time in front of a line, as syslog and its relatives write it.
final class LinePrefix {
    private final Times times;
    private final EpochTimes epochs = new EpochTimes();

    LinePrefix(Times times) {
        this.times = times;
    }

    /// After `<30>` and RFC 5424's `1 ` it starts the line; it may stand in brackets.
    ///
    /// @return microseconds since 1970, or [Output#NO_TIME]
    long time(byte[] a, int start, int end) {
        int at = start;
        if (at < end && a[at] == '<') {
            int close = Bytes.indexOf(a, at, end, (byte) '>');
            at = close < 0 ? at : close + 1;
            if (at + 2 < end && a[at] == '1' && a[at + 1] == ' ') {
                at += 2;
            }
        }
        if (at < end && a[at] == '[') {
            int close = Bytes.indexOf(a, at, end, (byte) ']');
            return close < 0 ? Output.NO_TIME : epochs.parse(a, at + 1, close);
        }
        int token = Bytes.tokenEnd(a, at, end);
        long micros = epochs.parse(a, at, token);
        return micros != Output.NO_TIME ? micros : times.parse(a, at, end);
    }
}
