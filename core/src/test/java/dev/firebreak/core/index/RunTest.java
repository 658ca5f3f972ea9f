package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    private record Entry(byte[] key, byte[] value) {}

    private static List<Entry> entries(Random random, int n, int valueBytes) {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            byte[] key = new byte[1 + random.nextInt(12)];
            for (int k = 0; k < key.length; k++) {
                key[k] = (byte) (random.nextInt(4) * 67);
            }
            byte[] value = new byte[random.nextInt(valueBytes)];
            random.nextBytes(value);
            all.add(new Entry(key, value));
        }
        all.sort((a, b) -> Arrays.compareUnsigned(a.key, b.key));
        return all;
    }

    private static RunInfo write(SimDisk disk, String file, List<Entry> entries)
            throws IOException {
        try (RunWriter w = new RunWriter(disk, file, Table.SIGHTINGS)) {
            for (Entry e : entries) {
                w.add(e.key, e.key.length, e.value, 0, e.value.length);
            }
            return w.finish();
        }
    }

    private static List<Entry> read(Run run, byte[] from) throws IOException {
        List<Entry> out = new ArrayList<>();
        RunCursor c = run.cursor();
        for (boolean more = c.seek(from); more; more = c.next()) {
            ByteIn v = c.value();
            out.add(new Entry(c.key(), v.bytes(v.end - v.at)));
        }
        return out;
    }

    private static void same(List<Entry> a, List<Entry> b) {
        assertThat(a).hasSameSizeAs(b);
        for (int i = 0; i < a.size(); i++) {
            assertThat(a.get(i).key).isEqualTo(b.get(i).key);
            assertThat(a.get(i).value).isEqualTo(b.get(i).value);
        }
    }

    /// A block of the index that holds but one such key would have no end of levels above it.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 100, 1000})
    void keys_as_long_as_may_be_are_found(int n) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            byte[] key = new byte[RunWriter.MAX_KEY];
            Arrays.fill(key, (byte) (i / 7));
            key[key.length - 1] = (byte) (i % 7);
            entries.add(new Entry(key, new byte[] {(byte) i}));
        }
        SimDisk disk = new SimDisk(1);
        RunInfo written = write(disk, "r", entries);
        assertThat(written.height()).isLessThan(12);
        Run run =
                Run.open(
                        disk,
                        written,
                        (_, _, _) -> {
                            throw new AssertionError();
                        });
        same(read(run, new byte[0]), entries);
        for (int i = 0; i < n; i += 13) {
            same(read(run, entries.get(i).key), entries.subList(i, n));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 300, 5000, 60000})
    void what_is_written_is_read_from_any_key(int n) throws IOException {
        Random random = new Random(n);
        List<Entry> entries = entries(random, n, n > 10000 ? 40 : 120);
        SimDisk disk = new SimDisk(1);
        Run run =
                Run.open(
                        disk,
                        write(disk, "r", entries),
                        (_, _, _) -> {
                            throw new AssertionError();
                        });
        same(read(run, new byte[0]), entries);
        for (int i = 0; i < 50; i++) {
            byte[] from =
                    n > 0 && random.nextBoolean()
                            ? entries.get(random.nextInt(n)).key
                            : new byte[] {(byte) random.nextInt(), 1};
            List<Entry> expected =
                    entries.stream()
                            .filter(e -> Arrays.compareUnsigned(e.key, from) >= 0)
                            .limit(5)
                            .toList();
            List<Entry> found = new ArrayList<>();
            RunCursor c = run.cursor();
            for (boolean more = c.seek(from); more && found.size() < 5; more = c.next()) {
                ByteIn v = c.value();
                found.add(new Entry(c.key(), v.bytes(v.end - v.at)));
            }
            same(found, expected);
        }
        assertThat(run.verify()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void every_damaged_byte_is_restored_or_named(long seed) throws IOException {
        System.out.println("RunTest seed " + seed);
        Random random = new Random(seed);
        List<Entry> entries = entries(random, 1500, 60);
        SimDisk disk = new SimDisk(seed);
        RunInfo info = write(disk, "r", entries);
        byte[] good = disk.content("r");
        for (int round = 0; round < 1500; round++) {
            byte[] bad = good.clone();
            int at = round < 200 ? bad.length - 1 - round : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 + random.nextInt(255));
            disk.replace("r", bad);
            List<String> named = new ArrayList<>();
            Run run = Run.open(disk, info, (f, o, r) -> named.add(f + o + r));
            same(
                    read(run, new byte[0]),
                    entries); // one damaged byte is always restored, or harmless
            named.clear();
            run.verify();
            assertThat(named).as("byte %d of %d", at, bad.length).isNotEmpty();
        }
    }

    @Test
    void neighbouring_damaged_blocks_are_restored_and_too_many_are_named() throws IOException {
        Random random = new Random(5);
        List<Entry> entries = entries(random, 3000, 120);
        SimDisk disk = new SimDisk(5);
        RunInfo info = write(disk, "r", entries);
        byte[] bad = disk.content("r").clone();
        Arrays.fill(bad, 30000, 30000 + 2 * RunWriter.BLOCK_TARGET, (byte) 7);
        disk.replace("r", bad);
        Run run = Run.open(disk, info, (_, _, restored) -> assertThat(restored).isTrue());
        same(read(run, new byte[0]), entries);
        Arrays.fill(bad, 30000, 30000 + 20 * RunWriter.BLOCK_TARGET, (byte) 7);
        disk.replace("r", bad);
        Run lost = Run.open(disk, info, (_, _, _) -> {});
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> read(lost, new byte[0])))
                .isInstanceOf(DamageException.class)
                .hasMessageContaining("r: damaged at offset");
        assertThat(lost.verify()).isFalse();
    }

    @Test
    void a_file_of_another_length_is_named() throws IOException {
        SimDisk disk = new SimDisk(5);
        RunInfo info = write(disk, "r", entries(new Random(1), 100, 10));
        disk.replace("r", Arrays.copyOf(disk.content("r"), 50));
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> Run.open(disk, info, (_, _, _) -> {})))
                .isInstanceOf(DamageException.class);
    }
}
