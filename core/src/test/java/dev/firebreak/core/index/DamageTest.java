package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DamageTest {
    /// One byte of any file is changed: the answer is the same, or there is none and the file is named.
    @Test
    void a_damaged_byte_never_changes_an_answer() throws IOException {
        World world = new World(77, 60);
        SimDisk disk = new SimDisk(77);
        try (IndexWriter w = Index.open(disk, IndexTest.SETTINGS).writer()) {
            for (World.Log log : world.logs) {
                World.take(w, log, IndexTest.SETTINGS);
                w.commit();
            }
            for (World.Inventory i : world.inventories) {
                World.take(w, i);
            }
            w.commit();
        }
        Random random = new Random(77);
        List<String> files = disk.list();
        TreeMap<String, String> expected = NaiveMemory.sightings(world.logs, "Stadt");
        int restored = 0;
        for (int i = 0; i < 600; i++) {
            String file = files.get(random.nextInt(files.size()));
            byte[] good = disk.content(file);
            if (good.length == 0) {
                continue;
            }
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            disk.replace(file, bad);
            try {
                Index index = Index.open(disk, IndexTest.SETTINGS);
                assertThat(Asked.sightings(index.view(), "Stadt"))
                        .as("%s, round %d", file, i)
                        .isEqualTo(expected);
                assertThat(index.verify()).isTrue();
                restored += index.damages().size();
            } catch (UncheckedIOException e) {
                assertThat(e.getCause()).isInstanceOf(DamageException.class);
            } catch (DamageException e) {
                assertThat(e.getMessage()).contains("damaged at offset");
            }
            disk.replace(file, good);
        }
        assertThat(restored).isGreaterThan(300);
    }

    /// Every byte of every file of a small memory, one after the other, with one bit turned over: told, but for the version of a
    /// run, and never another answer.
    @Test
    void each_damaged_byte_of_each_file_is_told_and_changes_no_answer() throws IOException {
        World world = new World(80, 12);
        SimDisk disk = new SimDisk(80);
        try (IndexWriter w = Index.open(disk, IndexTest.SETTINGS).writer()) {
            for (World.Log log : world.logs) {
                World.take(w, log, IndexTest.SETTINGS);
            }
            for (World.Inventory i : world.inventories) {
                World.take(w, i);
            }
            w.commit();
        }
        Random random = new Random(80);
        TreeMap<String, String> expected = NaiveMemory.sightings(world.logs, "Stadt");
        int bytes = 0;
        int refused = 0;
        for (String file : disk.list()) {
            byte[] good = disk.content(file);
            for (int at = 0; at < good.length; at++, bytes++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << random.nextInt(8));
                disk.replace(file, bad);
                boolean answered = tells(disk, expected, file + " at " + at);
                assertThat(answered || !file.contains("manifest")).as(file + " at " + at).isTrue();
                refused += answered ? 0 : 1;
            }
            disk.replace(file, good);
        }
        System.out.println("DamageTest: " + bytes + " bytes, " + refused + " without an answer");
        assertThat(bytes).isGreaterThan(5_000);
        assertThat(refused).as("bytes that nothing restored").isZero();
    }

    /// @return whether everything was answered all the same
    private static boolean tells(SimDisk disk, TreeMap<String, String> expected, String where)
            throws IOException {
        try {
            Index index = Index.open(disk, IndexTest.SETTINGS);
            assertThat(Asked.sightings(index.view(), "Stadt")).as(where).isEqualTo(expected);
            assertThat(index.verify()).as(where).isTrue();
            // a bit of the version in a run's head may make it an older one, which is harmless
            boolean told = !index.damages().isEmpty();
            assertThat(told || where.endsWith(" at 7")).as(where).isTrue();
            return true;
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).as(where).isInstanceOf(DamageException.class);
        } catch (DamageException e) {
            assertThat(e.getMessage()).contains("damaged at offset");
        }
        return false;
    }

    @Test
    void repair_writes_the_damaged_file_anew() throws IOException {
        World world = new World(78, 60);
        SimDisk disk = new SimDisk(78);
        try (IndexWriter w = Index.open(disk, IndexTest.SETTINGS).writer()) {
            for (World.Log log : world.logs) {
                World.take(w, log, IndexTest.SETTINGS);
            }
            w.commit();
        }
        String file =
                disk.list().stream().filter(f -> f.endsWith("sightings")).findFirst().orElseThrow();
        byte[] bad = disk.content(file).clone();
        bad[bad.length / 3] ^= 1;
        disk.replace(file, bad);
        Index index = Index.open(disk, IndexTest.SETTINGS);
        assertThat(index.verify()).isTrue();
        assertThat(index.damages()).isNotEmpty();
        assertThat(index.repair()).isEqualTo(1);
        Index after = Index.open(disk, IndexTest.SETTINGS);
        assertThat(after.verify()).isTrue();
        assertThat(after.damages()).isEmpty();
        IndexTest.check(world, after.view(), "after repair", false);
    }

    @Test
    void one_copy_of_the_manifest_is_enough_and_none_is_told() throws IOException {
        World world = new World(79, 20);
        SimDisk disk = new SimDisk(79);
        try (IndexWriter w = Index.open(disk, IndexTest.SETTINGS).writer()) {
            World.take(w, world.logs.getFirst(), IndexTest.SETTINGS);
            w.commit();
        }
        List<String> copies = disk.list().stream().filter(f -> f.startsWith("manifest-")).toList();
        assertThat(copies).hasSize(2);
        disk.replace(copies.get(0), new byte[] {1, 2, 3});
        assertThat(Index.open(disk, IndexTest.SETTINGS).view().generation()).isGreaterThan(0);
        byte[] good = disk.content(copies.get(1));
        disk.replace(copies.get(1), new byte[] {1, 2, 3});
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> Index.open(disk, IndexTest.SETTINGS)))
                .isInstanceOf(DamageException.class)
                .hasMessageContaining("manifest");
        disk.replace(copies.get(0), good);
        Index index = Index.open(disk, IndexTest.SETTINGS);
        assertThat(index.verify()).isTrue();
        assertThat(index.damages()).containsExactly(new Index.Damage(copies.get(1), 0, true));
        assertThat(index.repair()).isEqualTo(1);
        Index after = Index.open(disk, IndexTest.SETTINGS);
        assertThat(after.verify()).isTrue();
        assertThat(after.damages()).isEmpty();
    }
}
