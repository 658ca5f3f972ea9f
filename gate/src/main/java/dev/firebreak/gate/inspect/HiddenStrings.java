package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
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

    /// The first two differences of each mark, as a set of bits: small enough for the first cache.
    private static final long[] BEGINS = new long[1024];

    private static final int SHOWN = 60;

    static {
        for (int m = 0; m < MARKS.length; m++) {
            PLAIN[m] = MARKS[m].getBytes(StandardCharsets.US_ASCII);
            FIRST[PLAIN[m][0] ^ PLAIN[m][1]] |= 1 << m;
            int both = (PLAIN[m][0] ^ PLAIN[m][1]) << 8 | PLAIN[m][1] ^ PLAIN[m][2];
            BEGINS[both >>> 6] |= 1L << both;
        }
    }

    private HiddenStrings() {}

    static void scan(byte[] t, int end, long base, Signals out) {
        for (int i = 0; i + 20 < end; i++) {
            int one = (t[i] ^ t[i + 1]) & 0xff;
            int both = one << 8 | (t[i + 1] ^ t[i + 2]) & 0xff;
            if ((BEGINS[both >>> 6] >>> both & 1) != 0) {
                candidates(t, i, end, base, FIRST[one], out);
            }
            if ((t[i] ^ t[i + 2]) == ('h' ^ 't') && (t[i + 1] ^ t[i + 3]) == ('t' ^ 'p')) {
                url(t, i, 2, end, base, out);
            }
            if ((t[i] ^ t[i + 4]) == ('h' ^ 's') && (t[i + 1] ^ t[i + 5]) == ('t' ^ ':')
                    || (t[i] ^ t[i + 4]) == ('h' ^ ':') && (t[i + 1] ^ t[i + 5]) == ('t' ^ '/')) {
                url(t, i, 4, end, base, out);
            }
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
