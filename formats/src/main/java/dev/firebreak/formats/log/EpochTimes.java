package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservationSink;

/// Reads times that are numbers since 1970: `1521911720.865716`, milli-, micro- or nanoseconds, which their size tells.
///
/// Neighbouring lines share most digits: the first eight of a ten-digit number are kept with their value, so that one
/// comparison replaces eight steps.
final class EpochTimes {
    private static final long NO_TIME = ObservationSink.NO_TIME;
    private long knownDigits;
    private long knownSeconds;

    /// @return microseconds, or [ObservationSink#NO_TIME] if the bytes are no such number
    long parse(byte[] a, int start, int end) {
        if (end - start == 17 && a[start + 10] == '.') {
            long digits = Swar.load(a, start);
            if (digits == knownDigits) {
                int d8 = a[start + 8] - '0';
                int d9 = a[start + 9] - '0';
                int f0 = a[start + 11] - '0';
                int f1 = a[start + 12] - '0';
                int f2 = a[start + 13] - '0';
                int f3 = a[start + 14] - '0';
                int f4 = a[start + 15] - '0';
                int f5 = a[start + 16] - '0';
                if ((d8 | d9 | f0 | f1 | f2 | f3 | f4 | f5 | 9 - d8 | 9 - d9 | 9 - f0 | 9 - f1
                                | 9 - f2 | 9 - f3 | 9 - f4 | 9 - f5)
                        >= 0) {
                    long seconds = knownSeconds + d8 * 10 + d9;
                    return seconds * 1_000_000
                            + (f0 * 100_000 + f1 * 10_000 + f2 * 1_000 + f3 * 100 + f4 * 10 + f5);
                }
            }
        }
        return parseSlowly(a, start, end);
    }

    private long parseSlowly(byte[] a, int start, int end) {
        int at = start;
        long whole = 0;
        while (at < end && a[at] >= '0' && a[at] <= '9' && at - start < 19) {
            whole = whole * 10 + a[at] - '0';
            at++;
        }
        int digits = at - start;
        if (digits == 0 || whole < 0) {
            return NO_TIME;
        }
        long fraction = 0;
        if (at < end && a[at] == '.') {
            at++;
            long unit = 100_000;
            while (at < end && a[at] >= '0' && a[at] <= '9') {
                fraction += (a[at] - '0') * unit;
                unit /= 10;
                at++;
            }
        }
        if (at != end) {
            return NO_TIME;
        }
        if (digits == 10) {
            knownDigits = end - start >= 8 ? Swar.load(a, start) : 0;
            knownSeconds = whole / 100 * 100;
        }
        // Up to eleven digits are seconds (until the year 5138), then milli-, micro- and
        // nanoseconds.
        if (digits <= 11) {
            return whole * 1_000_000 + fraction;
        }
        if (digits <= 14) {
            return whole * 1_000 + fraction / 1_000;
        }
        return digits <= 17 ? whole : whole / 1_000;
    }
}
