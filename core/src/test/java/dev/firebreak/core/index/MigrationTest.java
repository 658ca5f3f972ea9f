package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationTest {
    @Test
    void a_memory_of_format_1_is_read_as_it_is_and_migrated_by_the_next_writer()
            throws IOException {
        World world = new World(41, 60);
        SimDisk disk = new SimDisk(41);
        fill(world, disk);
        toFormat1(disk);
        Index index = Index.open(disk, IndexTest.SETTINGS);
        IndexTest.check(world, index.view(), "format 1");
        assertThat(index.verify()).isTrue();
        assertThat(index.damages()).isEmpty();
        index.writer().close();
        Index migrated = Index.open(disk, IndexTest.SETTINGS);
        IndexTest.check(world, migrated.view(), "migrated");
        assertThat(migrated.verify()).isTrue();
        assertThat(migrated.view().snapshot().manifest().runs()).allMatch(r -> r.parity() >= 0);
        assertThat(new String(disk.content(newest(disk)), StandardCharsets.UTF_8))
                .startsWith("firebreak-memory 3\n");
    }

    @Test
    void a_memory_of_format_2_is_read_as_it_is_and_goes_on_in_the_current_format()
            throws IOException {
        for (int seed = 50; seed < 60; seed++) {
            World world = new World(seed, 60);
            SimDisk disk = new SimDisk(seed);
            fill(world, disk);
            toFormat(disk, 2);
            Index index = Index.open(disk, IndexTest.SETTINGS);
            IndexTest.check(world, index.view(), "format 2, seed " + seed);
            assertThat(index.verify()).isTrue();
            assertThat(index.damages()).isEmpty();
            try (IndexWriter w = index.writer()) {
                for (World.Log log :
                        world.logs) { // told again under another name: the old ledger knows it
                    World.take(w, renamed(log), IndexTest.SETTINGS);
                }
                w.commit();
                IndexTest.check(world, Index.open(disk, IndexTest.SETTINGS).view(), "repeated");
                w.compact(true);
            }
            IndexTest.check(world, Index.open(disk, IndexTest.SETTINGS).view(), "merged");
            assertThat(new String(disk.content(newest(disk)), StandardCharsets.UTF_8))
                    .startsWith("firebreak-memory 3\n");
        }
    }

    /// The lines of a log that have a time, as another file with another beginning.
    private static World.Log renamed(World.Log log) {
        World.Log other = new World.Log(log.organisation, "again " + log.name);
        for (World.Line l : log.lines.reversed()) {
            if (l.micros() != dev.firebreak.core.model.ObservationSink.NO_TIME) {
                other.add(l.things(), l.host(), l.micros());
            }
        }
        return other;
    }

    @Test
    void a_migration_that_loses_power_leaves_the_old_or_the_new_memory() throws IOException {
        for (int i = 0; i < 60; i++) {
            World world = new World(42, 20);
            SimDisk disk = new SimDisk(i);
            fill(world, disk);
            toFormat1(disk);
            disk.failAfter(i * 2);
            try {
                Index.open(disk, IndexTest.SETTINGS).writer().close();
            } catch (SimDisk.PowerFailure _) {
                disk.restart();
            }
            IndexTest.check(world, Index.open(disk, IndexTest.SETTINGS).view(), "round " + i);
            Index.open(disk, IndexTest.SETTINGS).writer().close();
            IndexTest.check(world, Index.open(disk, IndexTest.SETTINGS).view(), "round " + i);
        }
    }

    @Test
    void a_newer_format_is_refused_in_words() throws IOException {
        SimDisk disk = new SimDisk(1);
        byte[] bytes = Manifest.EMPTY.encode(9);
        disk.replace("manifest-0000000000000001.a", bytes);
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> Index.open(disk, IndexTest.SETTINGS)))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("format 9");
    }

    private static void fill(World world, SimDisk disk) throws IOException {
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
    }

    private static String newest(SimDisk disk) {
        return disk.list().stream()
                .filter(f -> f.startsWith("manifest-"))
                .max(String::compareTo)
                .orElseThrow();
    }

    private static void toFormat1(SimDisk disk) throws IOException {
        toFormat(disk, Migration.OLDEST);
    }

    /// Writes every run anew as an older format had it: format 1 without parity, both with other parts of sightings and
    /// ledgers.
    private static void toFormat(SimDisk disk, int version) throws IOException {
        Store.Snapshot now = Index.open(disk, IndexTest.SETTINGS).view().snapshot();
        List<RunInfo> runs = new ArrayList<>();
        for (RunInfo r : now.manifest().runs()) {
            String file = r.file() + ".old";
            RunWriter w = new RunWriter(disk, file, r.table(), version);
            OldParts.copy(now.run(r), w);
            RunInfo written = w.finish();
            disk.replace(r.file(), disk.content(file));
            disk.delete(file);
            runs.add(
                    new RunInfo(
                            r.file(),
                            r.table(),
                            r.era(),
                            r.sequence(),
                            written.bytes(),
                            r.entries(),
                            r.rows(),
                            written.root(),
                            written.height(),
                            written.parity()));
        }
        Manifest m = now.manifest();
        Manifest old =
                new Manifest(
                        m.generation(),
                        m.nextFile(),
                        m.hosts(),
                        m.stations(),
                        m.components(),
                        m.sources(),
                        m.organisations(),
                        m.scopes(),
                        runs);
        for (String f : disk.list()) {
            if (f.startsWith("manifest-")) {
                disk.replace(f, old.encode(version));
            }
        }
        disk.syncFolder();
    }
}
