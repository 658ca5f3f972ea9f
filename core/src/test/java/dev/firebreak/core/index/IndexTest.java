package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTest {
    static final Settings SETTINGS = Settings.defaults().withClock(() -> World.START);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void logs_and_inventories_in_any_order_in_pieces_and_twice_give_the_answers_of_a_naive_list(
            long seed) throws IOException {
        System.out.println("IndexTest seed " + seed);
        for (int round = 0; round < 25; round++) {
            World world = new World(seed * 1000 + round, 60);
            Random random = world.random;
            SimDisk disk = new SimDisk(seed);
            List<Object> todo = new ArrayList<>();
            for (World.Log log : world.logs) {
                todo.add(log);
                todo.add(log);
                todo.add(log.prefix(random.nextInt(log.lines.size() + 1)));
            }
            todo.addAll(world.inventories);
            todo.addAll(world.inventories);
            Collections.shuffle(todo, random);
            prefixesFirst(todo);
            Index index = Index.open(disk, SETTINGS);
            IndexWriter writer = index.writer();
            for (Object o : todo) {
                writer.limitRows(3 + random.nextInt(60));
                switch (o) {
                    case World.Log log -> World.take(writer, log, SETTINGS);
                    case World.Inventory i -> World.take(writer, i);
                    default -> throw new AssertionError();
                }
                if (random.nextInt(3) == 0) {
                    writer.commit();
                }
                if (random.nextInt(6) == 0) {
                    writer.commit();
                    writer.close();
                    index = random.nextBoolean() ? index : Index.open(disk, SETTINGS);
                    writer = index.writer();
                }
                if (random.nextInt(8) == 0) {
                    writer.compact(true);
                }
            }
            writer.commit();
            writer.close();
            check(world, index.view(), "seed " + seed + " round " + round);
            assertThat(index.verify()).isTrue();
            assertThat(index.damages()).isEmpty();
        }
    }

    /// An older copy of a log that comes after the log itself is told apart line by line, which lines without a time are not.
    private static void prefixesFirst(List<Object> todo) {
        for (int i = 0; i < todo.size(); i++) {
            for (int j = i + 1; j < todo.size(); j++) {
                if (todo.get(i) instanceof World.Log a
                        && todo.get(j) instanceof World.Log b
                        && a.name.equals(b.name)
                        && a.lines.size() > b.lines.size()
                        && a.lines.stream().anyMatch(l -> l.micros() == Long.MIN_VALUE)) {
                    Collections.swap(todo, i, j);
                }
            }
        }
    }

    static void check(World world, IndexView view, String what) throws IOException {
        check(world, view, what, true);
    }

    static void check(World world, IndexView view, String what, boolean inventories)
            throws IOException {
        for (String organisation : World.ORGANISATIONS) {
            assertThat(Asked.sightings(view, organisation))
                    .as("sightings of %s, %s", organisation, what)
                    .isEqualTo(NaiveMemory.sightings(world.logs, organisation));
            if (!inventories) {
                continue;
            }
            assertThat(Asked.holdings(view, organisation))
                    .as("holdings of %s, %s", organisation, what)
                    .isEqualTo(NaiveMemory.holdings(world.inventories, organisation));
        }
    }
}
