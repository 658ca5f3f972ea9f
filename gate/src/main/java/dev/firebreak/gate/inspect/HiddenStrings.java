package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Finds words in machine code that were made unreadable with XOR: the differences of neighbouring bytes do not depend
/// on a key of one byte, those of bytes two or four apart not on a key of that length.
final class HiddenStrings {
    private static final String[] MARKS = {
        "https://",
        "http://",
        "cmd.exe",
        "/bin/sh",
        "/bin/bash",
        "powershell",
        "User-Agent",
        "Mozilla/5",
        "kernel32",
        "WinHttp",
        "ws2_32",
        "LaunchAgents",
        "Software\\Microsoft"
    };
    private static final byte[][] PLAIN = new byte[MARKS.length][];

    /// For each difference of the first two bytes the marks that start so, as bits.
    private static final int[] FIRST = new int[256];

    /// The first four differences of each mark, hashed, as a set of bits: every mark is longer than four letters.
    private static final long[] BEGINS = new long[64];

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// The first two differences of `http` at a distance of two, of `https://` and of `http://` at one of four.
    private static final int TWO_APART = 'h' ^ 't' | ('t' ^ 'p') << 8;

    private static final long TWO_APART_ONCE = ('h' ^ 't') * 0x010101L;

    /// Starts looked at with one load of eight bytes: their four differences, and those of bytes four apart, lie in it.
    private static final int STEP = 3;

    private static final int FOUR_APART_SECURE = 'h' ^ 's' | ('t' ^ ':') << 8;
    private static final int FOUR_APART = 'h' ^ ':' | ('t' ^ '/') << 8;

    private static final int SHOWN = 60;

    static {
        for (int m = 0; m < MARKS.length; m++) {
            PLAIN[m] = MARKS[m].getBytes(StandardCharsets.US_ASCII);
            FIRST[PLAIN[m][0] ^ PLAIN[m][1]] |= 1 << m;
            int first = 0;
            for (int k = 0; k < 4; k++) {
                first |= (PLAIN[m][k] ^ PLAIN[m][k + 1]) << 8 * k;
            }
            int place = place(first);
            BEGINS[place >>> 6] |= 1L << place;
        }
    }

    private HiddenStrings() {}

    private static int place(int differences) {
        return differences * 0x9e3779b1 >>> 20;
    }

    static void scan(byte[] t, int from, int end, long base, Signals out) {
        int i = from;
        for (int last = end - 20 - STEP; i < last; ) {
            i = next(t, i, last);
            for (int until = Math.min(i + STEP, last); i < until; i++) {
                at(t, i, end, base, out);
            }
        }
        for (; i + 20 < end; i++) {
            at(t, i, end, base, out);
        }
    }

    /// The next offset at which one of three starts may be, from `from` on in steps of three. Most bytes are passed here,
    /// so nothing is called, and one load serves three starts.
    private static int next(byte[] t, int from, int last) {
        int i = from;
        for (; i < last; i += STEP) {
            long eight = (long) LONG.get(t, i);
            long one = eight ^ eight >>> 8;
            long two = (eight ^ eight >>> 16) ^ TWO_APART_ONCE;
            long four = eight ^ eight >>> 32;
            int a = (int) one;
            int b = (int) (one >>> 8);
            int c = (int) (one >>> 16);
            // A zero byte in `two`, below: the first difference of the mark. Borrows only make it
            // say too much.
            long zero = (two - 0x010101) & ~two & 0x808080;
            int far = (int) four;
            long set =
                    BEGINS[place(a) >>> 6] >>> place(a)
                            | BEGINS[place(b) >>> 6] >>> place(b)
                            | BEGINS[place(c) >>> 6] >>> place(c);
            if ((set & 1) != 0
                    || zero != 0
                    || apart(far)
                    || apart(far >>> 8)
                    || apart(far >>> 16)) {
                return i;
            }
        }
        return i;
    }

    private static boolean apart(int four) {
        return (four & 0xffff) == FOUR_APART_SECURE || (four & 0xffff) == FOUR_APART;
    }

    private static void at(byte[] t, int i, int end, long base, Signals out) {
        long eight = (long) LONG.get(t, i);
        int one = (int) (eight ^ eight >>> 8);
        int place = place(one);
        if ((BEGINS[place >>> 6] >>> place & 1) != 0) {
            candidates(t, i, end, base, FIRST[one & 0xff], out);
        }
        if (((int) (eight ^ eight >>> 16) & 0xffff) == TWO_APART) {
            url(t, i, 2, end, base, out);
        }
        if (apart((int) (eight ^ eight >>> 32))) {
            url(t, i, 4, end, base, out);
        }
    }

    private static void candidates(
            byte[] t, int i, int end, long base, int candidates, Signals out) {
        for (int bits = candidates; bits != 0; bits &= bits - 1) {
            byte[] plain = PLAIN[Integer.numberOfTrailingZeros(bits)];
            int key = (t[i] ^ plain[0]) & 0xff;
            if (key == 0 || i + plain.length > end) {
                continue;
            }
            int k = 1;
            while (k < plain.length && (t[i + k] ^ plain[k]) == (byte) key) {
                k++;
            }
            if (k == plain.length) {
                tell(
                        decode(t, i, end, new int[] {key}),
                        "key 0x" + Integer.toHexString(key),
                        base + i,
                        out);
                return;
            }
        }
    }

    private static void url(byte[] t, int i, int length, int end, long base, Signals out) {
        for (int m = 0; m < 2; m++) {
            byte[] plain = PLAIN[m];
            int[] key = new int[length];
            boolean zero = true;
            boolean same = true;
            for (int k = 0; k < length; k++) {
                key[k] = (t[i + k] ^ plain[k]) & 0xff;
                zero &= key[k] == 0;
                same &= key[k] == key[0];
            }
            int k = length;
            while (k < plain.length && ((t[i + k] ^ key[k % length]) & 0xff) == plain[k]) {
                k++;
            }
            if (k == plain.length && !zero && !same) {
                String text = decode(t, i, end, key);
                if (text.length() >= plain.length + 6 && plausible(text, plain.length)) {
                    tell(text, "a key of " + length + " bytes", base + i, out);
                }
            }
        }
    }

    /// A short key fits by chance now and then; a host name behind the mark does not.
    private static boolean plausible(String text, int from) {
        boolean dot = false;
        for (int i = from;
                i < text.length() && text.charAt(i) != '/' && text.charAt(i) != ':';
                i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-')) {
                return false;
            }
            dot |= c == '.';
        }
        return dot;
    }

    private static String decode(byte[] t, int start, int end, int[] key) {
        StringBuilder out = new StringBuilder();
        for (int k = 0; start + k < end && k < SHOWN; k++) {
            int c = (t[start + k] ^ key[k % key.length]) & 0xff;
            if (c < 32 || c > 126) {
                break;
            }
            out.append((char) c);
        }
        return out.toString();
    }

    private static void tell(String text, String key, long offset, Signals out) {
        out.add(
                SignalKind.OBFUSCATION,
                "text hidden with XOR: " + text,
                "offset " + offset + ", " + key + ": " + text);
    }
}
