package dev.firebreak.formats.log;

import java.nio.charset.StandardCharsets;

/// Searching in the bytes of a line.
final class Bytes {
    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static int indexOf(byte[] a, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (a[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static int indexOf(byte[] a, int from, int to, byte[] wanted) {
        int last = to - wanted.length;
        for (int i = from; i <= last; i++) {
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
        int i = from;
        while (i < to && a[i] != ' ' && a[i] != '\t') {
            i++;
        }
        return i;
    }
}
