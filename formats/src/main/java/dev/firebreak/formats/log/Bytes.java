package dev.firebreak.formats.log;

import java.nio.charset.StandardCharsets;

/// Searching in the bytes of a line.
final class Bytes {
    private static final long SPACES = Swar.pattern(' ');
    private static final long TABS = Swar.pattern('\t');

    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static int indexOf(byte[] a, int from, int to, byte wanted) {
        long pattern = Swar.pattern(wanted);
        int words = Math.min(to, a.length - 7);
        int i = from;
        for (; i < words; i += 8) {
            long found = Swar.mark(Swar.load(a, i), pattern);
            if (found != 0) {
                // The lowest mark is always right.
                int at = i + (Long.numberOfTrailingZeros(found) >>> 3);
                return at < to ? at : -1;
            }
        }
        for (; i < to; i++) {
            if (a[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Looks for the first and the last byte at eight places together; where both fit, the bytes between them are compared.
    static int indexOf(byte[] a, int from, int to, byte[] wanted) {
        int span = wanted.length - 1;
        int last = to - wanted.length;
        long head = Swar.pattern(wanted[0]);
        long tail = Swar.pattern(wanted[span]);
        int words = Math.min(last, a.length - 8 - span);
        int i = from;
        for (; i <= words; i += 8) {
            long found = Swar.mark(Swar.load(a, i), head) & Swar.mark(Swar.load(a, i + span), tail);
            for (; found != 0; found &= found - 1) {
                int at = i + (Long.numberOfTrailingZeros(found) >>> 3);
                if (at <= last && startsWith(a, at, to, wanted)) {
                    return at;
                }
            }
        }
        for (; i <= last; i++) {
            if (a[i] == wanted[0] && startsWith(a, i, to, wanted)) {
                return i;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] a, int from, int to, byte[] wanted) {
        if (to - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (a[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean equal(byte[] a, int from, int to, byte[] wanted) {
        return to - from == wanted.length && startsWith(a, from, to, wanted);
    }

    /// The first place that is no space.
    static int skipSpaces(byte[] a, int from, int to) {
        int i = from;
        while (i < to && (a[i] == ' ' || a[i] == '\t')) {
            i++;
        }
        return i;
    }

    /// Behind the token that starts here.
    static int tokenEnd(byte[] a, int from, int to) {
        int words = Math.min(to, a.length - 7);
        int i = from;
        for (; i < words; i += 8) {
            long word = Swar.load(a, i);
            long found = Swar.mark(word, SPACES) | Swar.mark(word, TABS);
            if (found != 0) {
                return Math.min(to, i + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        while (i < to && a[i] != ' ' && a[i] != '\t') {
            i++;
        }
        // The last word may have reached behind the end.
        return from < to ? Math.min(i, to) : from;
    }
}
