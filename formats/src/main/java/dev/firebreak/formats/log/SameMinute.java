package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservationSink;
import java.util.Arrays;

/// Reads a time that differs from the one before it in its second and its fraction only, as most in a log do.
///
/// All other bytes are compared, so whatever was found out about them (zone, year, order) holds again.
final class SameMinute {
    private static final long NO_TIME = ObservationSink.NO_TIME;

    /// Longer texts are not kept, in bytes; a time may be given with what follows it on the line.
    private static final int MAX_LENGTH = 96;

    private final byte[] text = new byte[MAX_LENGTH];
    private int length = -1;
    private int secondAt;
    private int fractionAt;
    private int fractionEnd;
    private long minute;

    /// Keeps a time that was read the long way, if its second has two digits and is none that was inserted.
    ///
    /// @param second where its second begins in `a`
    /// @param fraction where its fraction begins, or -1
    /// @param micros what it means, in microseconds
    void keep(byte[] a, int start, int end, int second, int fraction, long micros) {
        length = -1;
        if (end - start > MAX_LENGTH || second + 2 > end) {
            return;
        }
        System.arraycopy(a, start, text, 0, end - start);
        secondAt = second - start;
        fractionAt = fraction < 0 ? secondAt + 2 : fraction - start;
        fractionEnd = fractionAt;
        if (fraction >= 0) {
            while (fractionEnd < end - start && isDigit(text[fractionEnd])) {
                fractionEnd++;
            }
        }
        long within = within(text, 0);
        if (within >= 0) {
            minute = micros - within;
            length = end - start;
        }
    }

    /// @return microseconds, or [ObservationSink#NO_TIME] if the text differs in more
    long parse(byte[] a, int start, int end) {
        if (end - start != length
                || !Arrays.equals(text, 0, secondAt, a, start, start + secondAt)
                || !Arrays.equals(
                        text, secondAt + 2, fractionAt, a, start + secondAt + 2, start + fractionAt)
                || !Arrays.equals(text, fractionEnd, length, a, start + fractionEnd, end)) {
            return NO_TIME;
        }
        long within = within(a, start);
        return within < 0 ? NO_TIME : minute + within;
    }

    /// Microseconds since the minute began, or -1 if there are no digits where they should be.
    private long within(byte[] a, int start) {
        byte tens = a[start + secondAt];
        byte ones = a[start + secondAt + 1];
        if (!isDigit(tens) || !isDigit(ones) || tens > '5') {
            return -1;
        }
        long micros = ((tens - '0') * 10 + ones - '0') * 1_000_000L;
        long unit = 100_000;
        for (int i = start + fractionAt; i < start + fractionEnd; i++) {
            if (!isDigit(a[i])) {
                return -1;
            }
            micros += (a[i] - '0') * unit;
            unit /= 10;
        }
        return micros;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
