package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    private static final long SEED = 20_260_101;
    private static final String[] PATTERNS = {
        "query[", "client ", " from ", ": ", "a", "aa", "abab", "DHCPACK"
    };

    /// Few different bytes, so that near misses abound; also such as differ in one bit or carry into the next byte.
    private static final byte[] ALPHABET = {
        'a', 'b', ' ', '\t', '!', '\b', 'q', '[', (byte) 0x80, (byte) 0xa0, 0, 1, (byte) 0xff
    };

    private static byte[] text(Random random) {
        byte[] text = new byte[random.nextInt(60)];
        for (int i = 0; i < text.length; i++) {
            text[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        if (random.nextBoolean() && text.length > 8) {
            byte[] wanted = Bytes.of(PATTERNS[random.nextInt(PATTERNS.length)]);
            System.arraycopy(
                    wanted,
                    0,
                    text,
                    random.nextInt(text.length - wanted.length + 1),
                    wanted.length);
        }
        return text;
    }

    @Test
    void searchesFindWhatASearchByteByByteFinds() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        int found = 0;
        for (int round = 0; round < 300_000; round++) {
            byte[] a = text(random);
            int from = random.nextInt(a.length + 1);
            int to = from + random.nextInt(a.length - from + 1);
            byte one = ALPHABET[random.nextInt(ALPHABET.length)];
            assertThat(Bytes.indexOf(a, from, to, one)).isEqualTo(naive(a, from, to, one));
            byte[] wanted = Bytes.of(PATTERNS[random.nextInt(PATTERNS.length)]);
            int at = naive(a, from, to, wanted);
            assertThat(Bytes.indexOf(a, from, to, wanted)).isEqualTo(at);
            found += at >= 0 ? 1 : 0;
            int end = from;
            while (end < to && a[end] != ' ' && a[end] != '\t') {
                end++;
            }
            assertThat(Bytes.tokenEnd(a, from, to)).isEqualTo(end);
        }
        assertThat(found).isGreaterThan(10_000);
    }

    @Test
    void aTokenThatBeginsBehindTheEndIsEmpty() {
        assertThat(Bytes.tokenEnd(Bytes.of("abc def ghi"), 8, 3)).isEqualTo(8);
    }

    private static int naive(byte[] a, int from, int to, byte... wanted) {
        for (int i = from; i + wanted.length <= to; i++) {
            int same = 0;
            while (same < wanted.length && a[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
