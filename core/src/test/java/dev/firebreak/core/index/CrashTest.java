package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Power fails at random points of import, merge, retention and start. What was acknowledged must be there afterwards, and
/// when everything was taken in at last, nothing may count twice.
class CrashTest {
    private static final int RUNS = 130;

    private static final class Run {
        final World world;
        final Random random;
        final SimDisk disk;
        final String what;
        final List<Object> todo = new ArrayList<>();
        final List<World.Log> acknowledgedLogs = new ArrayList<>();
        final List<World.Inventory> acknowledgedInventories = new ArrayList<>();
        final List<Object> inFlight = new ArrayList<>();
        final List<Object> attempted = new ArrayList<>();
        int failures;

        Run(long seed) {
            world = new World(seed, 14);
            random = new Random(seed * 31);
            disk = new SimDisk(seed);
            what = "seed " + seed;
            todo.addAll(world.logs);
            todo.addAll(world.inventories);
            Collections.shuffle(todo, random);
        }

        void go() throws IOException {
            while (true) {
                disk.failAfter(
                        failures < 6
                                ? random.nextInt(failures % 2 == 0 ? 60 : 400)
                                : Long.MAX_VALUE);
                try {
                    work();
                    return;
                } catch (SimDisk.PowerFailure _) {
                    failures++;
                    disk.restart();
                    check();
                }
            }
        }

        private void work() throws IOException {
            Index index = Index.open(disk, IndexTest.SETTINGS);
            try (IndexWriter writer = index.writer()) {
                List<Object> again =
                        new ArrayList<>(
                                acknowledgedLogs.subList(0, Math.min(1, acknowledgedLogs.size())));
                again.addAll(todo);
                for (Object o : again) {
                    writer.limitRows(2 + random.nextInt(20));
                    inFlight.add(o);
                    switch (o) {
                        case World.Log log -> World.take(writer, log, IndexTest.SETTINGS);
                        case World.Inventory i -> World.take(writer, i);
                        default -> throw new AssertionError();
                    }
                    if (random.nextInt(3) == 0) {
                        acknowledge(writer);
                    }
                    switch (random.nextInt(8)) {
                        case 0 -> writer.compact(true);
                        case 1 ->
                                writer.forgetBefore(
                                        Instant.ofEpochSecond(World.START / 1_000_000 - 1_000_000));
                        default -> {}
                    }
                }
                acknowledge(writer);
            }
        }

        private void acknowledge(IndexWriter writer) throws IOException {
            writer.commit();
            for (Object o : inFlight) {
                todo.remove(o);
                switch (o) {
                    case World.Log log -> acknowledgedLogs.add(log);
                    case World.Inventory i -> acknowledgedInventories.add(i);
                    default -> throw new AssertionError();
                }
            }
            inFlight.clear();
        }

        /// What a reader sees right after the power came back.
        private void check() throws IOException {
            IndexView view = Index.open(disk, IndexTest.SETTINGS).view();
            attempted.addAll(inFlight);
            boolean inventories =
                    todo.stream()
                            .anyMatch(o -> o instanceof World.Inventory && attempted.contains(o));
            for (String organisation : World.ORGANISATIONS) {
                TreeMap<String, String> seen = Asked.sightings(view, organisation);
                TreeMap<String, String> most = NaiveMemory.sightings(world.logs, organisation);
                NaiveMemory.sightings(distinct(), organisation)
                        .forEach(
                                (key, value) -> {
                                    assertThat(seen).as("acknowledged, %s", what).containsKey(key);
                                    assertThat(count(seen.get(key)))
                                            .as("%s, %s", key, what)
                                            .isGreaterThanOrEqualTo(count(value));
                                });
                seen.forEach(
                        (key, value) ->
                                assertThat(count(value))
                                        .as("%s, %s", key, what)
                                        .isLessThanOrEqualTo(count(most.get(key))));
                if (!inventories) {
                    assertThat(Asked.holdings(view, organisation))
                            .as("holdings, %s", what)
                            .isEqualTo(NaiveMemory.holdings(acknowledgedInventories, organisation));
                }
            }
            inFlight.clear();
        }

        private List<World.Log> distinct() {
            return acknowledgedLogs.stream().distinct().toList();
        }

        private static int count(@org.jspecify.annotations.Nullable String value) {
            return value == null
                    ? 0
                    : Integer.parseInt(value.substring(value.lastIndexOf(' ') + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothing_acknowledged_is_lost_and_nothing_counts_twice(long seed) throws IOException {
        System.out.println("CrashTest seed " + seed);
        int failures = 0;
        for (int i = 0; i < RUNS; i++) {
            Run run = new Run(seed * 100_000 + i);
            run.go();
            failures += run.failures;
            IndexTest.check(run.world, Index.open(run.disk, IndexTest.SETTINGS).view(), run.what);
        }
        assertThat(failures).as("runs that lost power").isGreaterThan(RUNS);
    }

    @Test
    void a_full_disk_stops_the_import_with_a_clear_word_and_keeps_what_was_acknowledged()
            throws IOException {
        for (int i = 0; i < 40; i++) {
            World world = new World(500 + i, 30);
            SimDisk disk = new SimDisk(i);
            Index index = Index.open(disk, IndexTest.SETTINGS);
            int taken = 0;
            try (IndexWriter writer = index.writer()) {
                World.take(writer, world.logs.getFirst(), IndexTest.SETTINGS);
                writer.commit();
                taken = 1;
                disk.capacity(disk.used() + WrittenState.RESERVE + (i % 2 == 0 ? 0 : 700_000));
                if (i % 2 == 1) {
                    disk.capacityWithoutWarning(disk.used() + 100 + i * 40);
                }
                for (World.Log log : world.logs.subList(1, world.logs.size())) {
                    World.take(writer, log, IndexTest.SETTINGS);
                    writer.commit();
                    taken++;
                }
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?s).*(no room on the disk|No space left).*");
            }
            disk.capacity(Long.MAX_VALUE);
            IndexView view = Index.open(disk, IndexTest.SETTINGS).view();
            for (String organisation : World.ORGANISATIONS) {
                assertThat(Asked.sightings(view, organisation))
                        .isEqualTo(
                                NaiveMemory.sightings(world.logs.subList(0, taken), organisation));
            }
            try (IndexWriter writer = Index.open(disk, IndexTest.SETTINGS).writer()) {
                for (World.Log log : world.logs) {
                    World.take(writer, log, IndexTest.SETTINGS);
                }
                for (World.Inventory inventory : world.inventories) {
                    World.take(writer, inventory);
                }
                writer.commit();
            }
            IndexTest.check(world, Index.open(disk, IndexTest.SETTINGS).view(), "full disk " + i);
        }
    }

    @Test
    void what_a_full_disk_cut_off_is_deleted_and_the_same_import_fits_once_there_is_room()
            throws IOException {
        for (int i = 0; i < 30; i++) {
            World world = new World(900 + i, 40);
            SimDisk disk = new SimDisk(i);
            Index index = Index.open(disk, IndexTest.SETTINGS);
            take(index, world.logs.subList(0, 1));
            java.util.Map<String, Integer> before = disk.sizes();
            disk.capacityWithoutWarning(disk.used() + 10 + i * 30);
            boolean full = false;
            try {
                take(index, world.logs);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left");
                full = true;
            }
            if (full) {
                assertThat(disk.sizes()).as("files, seed " + i).isEqualTo(before);
            }
            disk.capacity(disk.used() + WrittenState.RESERVE + 1_000_000);
            take(index, world.logs); // little is needed, so it is not refused
            for (String organisation : World.ORGANISATIONS) {
                assertThat(Asked.sightings(index.view(), organisation))
                        .as("seed " + i)
                        .isEqualTo(NaiveMemory.sightings(world.logs, organisation));
            }
        }
    }

    private static void take(Index index, java.util.List<World.Log> logs) throws IOException {
        try (IndexWriter writer = index.writer()) {
            for (World.Log log : logs) {
                World.take(writer, log, IndexTest.SETTINGS);
            }
            writer.commit();
        }
    }
}
