package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The counts that are kept beside a large memory are those that counting gives, or are not used.
class CountFileTest {
    private static final int ALWAYS = 0;
    private static final int NEVER = Integer.MAX_VALUE;

    private static IndexStatus counted(Index index, SimDisk disk) throws IOException {
        return IndexStatus.of(disk, index.view().snapshot(), NEVER, _ -> {});
    }

    private static IndexStatus kept(Index index, SimDisk disk) throws IOException {
        return IndexStatus.of(disk, index.view().snapshot(), ALWAYS, _ -> {});
    }

    private static List<CountsTrouble.Kind> troubles(Index index, SimDisk disk) throws IOException {
        List<CountsTrouble.Kind> troubles = new ArrayList<>();
        IndexStatus.of(disk, index.view().snapshot(), ALWAYS, t -> troubles.add(t.kind()));
        return troubles;
    }

    private static List<String> files(SimDisk disk) {
        return disk.list().stream().filter(f -> f.startsWith(CountFile.PREFIX)).toList();
    }

    private static String current(Index index) throws IOException {
        return CountFile.name(index.view().generation());
    }

    private static Index filled(SimDisk disk, World world) throws IOException {
        Index index = Index.open(disk, IndexTest.SETTINGS);
        try (IndexWriter writer = index.writer()) {
            for (World.Log log : world.logs) {
                World.take(writer, log, IndexTest.SETTINGS);
            }
            for (World.Inventory i : world.inventories) {
                World.take(writer, i);
            }
            writer.commit();
        }
        return index;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void after_every_commit_merge_and_forgetting_the_kept_counts_are_those_of_counting(long seed)
            throws IOException {
        System.out.println("CountFileTest seed " + seed);
        World world = new World(seed, 80);
        SimDisk disk = new SimDisk(seed);
        Index index = Index.open(disk, IndexTest.SETTINGS);
        try (IndexWriter writer = index.writer()) {
            for (World.Log log : world.logs) {
                World.take(writer, log, IndexTest.SETTINGS);
                writer.commit();
                assertSame(index, disk);
            }
            for (World.Inventory i : world.inventories) {
                World.take(writer, i);
                writer.commit();
                assertSame(index, disk);
            }
            writer.compact(true);
            assertSame(index, disk);
            writer.forgetOrganisation(World.ORGANISATIONS.get(0));
            assertThat(files(disk)).isEmpty(); // nothing that counted the forgotten is left
            assertSame(index, disk);
        }
    }

    private static void assertSame(Index index, SimDisk disk) throws IOException {
        IndexStatus counted = counted(index, disk);
        assertThat(kept(index, disk)).isEqualTo(counted);
        assertThat(files(disk)).containsExactly(current(index));
        assertThat(kept(index, disk)).as("read again").isEqualTo(counted);
    }

    @Test
    void what_is_kept_is_used_again() throws IOException {
        SimDisk disk = new SimDisk(7);
        Index index = filled(disk, new World(7, 60));
        IndexStatus first = kept(index, disk);
        long operations = disk.operations;
        assertThat(kept(index, disk)).isEqualTo(first);
        assertThat(disk.operations).as("nothing is written").isEqualTo(operations);
        assertThat(CountFile.read(disk, index.view().snapshot().manifest(), _ -> {})).isPresent();
    }

    @Test
    void every_damaged_byte_and_every_shorter_file_is_found_and_counted_anew() throws IOException {
        SimDisk disk = new SimDisk(8);
        Index index = filled(disk, new World(8, 60));
        IndexStatus right = kept(index, disk);
        Manifest manifest = index.view().snapshot().manifest();
        byte[] good = disk.content(current(index)).clone();
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i] ^= (byte) (1 << (i & 7));
            disk.replace(current(index), damaged);
            assertThat(CountFile.read(disk, manifest, _ -> {})).as("byte " + i).isEmpty();
            disk.replace(current(index), java.util.Arrays.copyOf(good, i));
            assertThat(CountFile.read(disk, manifest, _ -> {})).as("length " + i).isEmpty();
        }
        assertThat(kept(index, disk)).isEqualTo(right);
        assertThat(disk.content(current(index))).as("written anew").isEqualTo(good);
    }

    @Test
    void counts_of_another_memory_with_the_same_generation_are_not_used() throws IOException {
        SimDisk one = new SimDisk(9);
        Index first = filled(one, new World(9, 60));
        kept(first, one);
        SimDisk other = new SimDisk(10);
        Index second = filled(other, new World(10, 60));
        other.replace(current(second), one.content(current(first)));
        assertThat(kept(second, other)).isEqualTo(counted(second, other));
    }

    @Test
    void a_full_disk_only_means_counting_again() throws IOException {
        SimDisk disk = new SimDisk(11);
        Index index = filled(disk, new World(11, 60));
        disk.capacity(disk.used() + 10);
        assertThat(kept(index, disk)).isEqualTo(counted(index, disk));
        assertThat(files(disk)).isEmpty();
    }

    @Test
    void counts_that_are_of_no_use_or_cannot_be_kept_are_told() throws IOException {
        SimDisk disk = new SimDisk(12);
        Index index = filled(disk, new World(12, 60));
        assertThat(troubles(index, disk)).as("the first to count").isEmpty();
        assertThat(troubles(index, disk)).as("kept").isEmpty();
        byte[] damaged = disk.content(current(index)).clone();
        damaged[damaged.length / 2] ^= 1;
        disk.replace(current(index), damaged);
        assertThat(troubles(index, disk)).containsExactly(CountsTrouble.Kind.DAMAGED);
        assertThat(troubles(index, disk)).as("kept anew").isEmpty();

        SimDisk other = new SimDisk(13);
        Index second = filled(other, new World(13, 60));
        kept(second, other);
        disk.replace(current(index), other.content(current(second)));
        assertThat(troubles(index, disk)).containsExactly(CountsTrouble.Kind.FOREIGN);

        SimDisk full = new SimDisk(14);
        Index third = filled(full, new World(14, 60));
        full.capacity(full.used() + 10);
        assertThat(troubles(third, full)).containsExactly(CountsTrouble.Kind.NOT_WRITTEN);
    }
}
