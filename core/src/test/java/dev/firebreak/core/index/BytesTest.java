package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    private static byte[] some(Random random, int most, int alphabet) {
        byte[] b = new byte[random.nextInt(most)];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) random.nextInt(alphabet);
        }
        return b;
    }

    @Test
    void ascii_becomes_lower_case_and_anything_else_is_told() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] b = some(random, 40, i % 10 == 0 ? 256 : 128);
            boolean ascii = true;
            for (byte c : b) {
                ascii &= c >= 0;
            }
            ByteOut plain = new ByteOut(1);
            ByteOut reversed = new ByteOut(1);
            assertThat(plain.lower(b, 0, b.length)).isEqualTo(ascii);
            assertThat(reversed.reversedLower(b, 0, b.length)).isEqualTo(ascii);
            if (ascii) {
                String low = new String(b, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
                assertThat(new String(plain.copy(), StandardCharsets.US_ASCII)).isEqualTo(low);
                assertThat(new String(reversed.copy(), StandardCharsets.US_ASCII))
                        .isEqualTo(new StringBuilder(low).reverse().toString());
            }
        }
    }

    @Test
    void numbers_of_any_width_are_read_as_they_were_written() {
        Random random = new Random(6);
        ByteOut out = new ByteOut().u8(77);
        Bits bits = new Bits(out);
        int[] widths = new int[5000];
        long[] values = new long[widths.length];
        long total = 0;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = random.nextInt(57);
            values[i] = random.nextLong() & ((1L << widths[i]) - 1);
            total += widths[i];
            bits.write(values[i], widths[i]);
        }
        bits.fill();
        out.u8(78);
        ByteIn in = new ByteIn(out.copy(), 1, out.length);
        Bits.Reader reader = new Bits.Reader();
        reader.begin(in, total);
        for (int i = 0; i < widths.length; i++) {
            assertThat(reader.read(widths[i])).as("number %d", i).isEqualTo(values[i]);
        }
        assertThat(in.u8()).isEqualTo(78);
        assertThat(in.more()).isFalse();
    }

    @Test
    void byte_strings_keep_their_numbers_and_sort_as_bytes() {
        Random random = new Random(7);
        BytesMap map = new BytesMap();
        for (int round = 0; round < 3; round++) {
            Map<List<Byte>, Integer> known = new HashMap<>();
            for (int i = 0; i < 30_000; i++) {
                byte[] b = some(random, 12, i % 2 == 0 ? 3 : 256);
                List<Byte> boxed = new java.util.ArrayList<>();
                for (byte c : b) {
                    boxed.add(c);
                }
                long hash = BytesMap.hash(b, 0, b.length, 7);
                map.warm(hash);
                Integer number = known.get(boxed);
                assertThat(map.find(b, 0, b.length, hash)).isEqualTo(number == null ? -1 : number);
                int given = map.put(b, 0, b.length, hash);
                assertThat(given).isEqualTo(number == null ? known.size() : number);
                known.put(boxed, given);
            }
            assertThat(map.size()).isEqualTo(known.size());
            int[] order = map.sorted();
            for (int i = 1; i < order.length; i++) {
                assertThat(Arrays.compareUnsigned(map.copy(order[i - 1]), map.copy(order[i])))
                        .isLessThan(0);
            }
            map.clear();
        }
    }
}
