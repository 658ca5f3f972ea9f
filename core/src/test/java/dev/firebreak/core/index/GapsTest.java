package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GapsTest {
    @Test
    void lists_come_back_and_the_input_stands_after_them() {
        Random random = new Random(17);
        for (int round = 0; round < 20_000; round++) {
            TreeSet<Integer> set = new TreeSet<>();
            int range = 1 << random.nextInt(31);
            int n = 1 + random.nextInt(40);
            for (int i = 0; i < n; i++) {
                set.add(
                        random.nextInt(10) == 0
                                ? random.nextInt(Integer.MAX_VALUE)
                                : random.nextInt(range));
            }
            int[] numbers = set.stream().mapToInt(Integer::intValue).toArray();
            ByteOut out = new ByteOut();
            Gaps.write(numbers, numbers.length, out);
            out.u8(0xab).u8(0xff).u8(0xff);
            ByteIn in = new ByteIn(out.array, 0, out.length);
            Gaps.Reader reader = new Gaps.Reader();
            reader.begin(in);
            for (int number : numbers) {
                assertThat(reader.next()).as("round %d of %s", round, set).isEqualTo(number);
            }
            reader.end();
            assertThat(in.u8()).as("round %d", round).isEqualTo(0xab);
            ByteIn again = new ByteIn(out.copy(), 0, out.length);
            int[] all = new int[numbers.length];
            Gaps.read(again, all.length, all);
            assertThat(all).as("round %d", round).isEqualTo(numbers);
            assertThat(again.u8()).as("round %d", round).isEqualTo(0xab);
        }
    }

    @Test
    void neighbours_cost_a_bit_each() {
        int[] numbers = new int[8000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        ByteOut out = new ByteOut();
        Gaps.write(numbers, numbers.length, out);
        assertThat(out.length).isEqualTo(1 + 1000);
    }
}
