package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.answer.AssetFacts;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredTest {
    /// A memory of several runs with machines, hosts that only logs know, and addresses that were given names.
    private static Store.Snapshot memory(long seed) throws IOException {
        World world = new World(seed, 40);
        Random random = world.random;
        Index index = Index.open(new SimDisk(seed), IndexTest.SETTINGS);
        try (IndexWriter writer = index.writer()) {
            for (World.Inventory inventory : world.inventories) {
                World.take(writer, inventory);
                if (random.nextInt(3) == 0) {
                    writer.commit();
                }
            }
            for (World.Log log : world.logs) {
                for (int i = 0; i < random.nextInt(4); i++) {
                    writer.hostName(
                            log.organisation,
                            "10.0.0." + random.nextInt(5),
                            "PC" + random.nextInt(6),
                            Instant.ofEpochSecond(
                                    World.START / 1_000_000 + random.nextInt(90_000)));
                }
                World.take(writer, log, IndexTest.SETTINGS);
                if (random.nextInt(2) == 0) {
                    writer.commit();
                }
            }
            writer.commit();
        }
        return index.view().snapshot();
    }

    private static List<String> told(Store.Snapshot snapshot, Gathered gathered)
            throws IOException {
        List<String> organisations = snapshot.manifest().organisations();
        Lookup hosts = new Lookup(snapshot, Table.HOSTS);
        List<String> out = new ArrayList<>();
        for (int i = 0; i < gathered.count(); i++) {
            out.add(
                    gathered.record(i, hosts)
                            + " "
                            + gathered.facts(i, organisations)
                            + " "
                            + List.of(gathered.logDays(i)));
        }
        for (int o = -1; o < organisations.size(); o++) {
            out.add(o + " " + gathered.days(o));
        }
        for (int host = 0; host < snapshot.manifest().hosts(); host++) {
            out.add(host + " is " + gathered.asset(host, World.START));
        }
        for (int asset : gathered.byName()) {
            out.add("by name " + asset);
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void reading_in_parts_side_by_side_tells_what_reading_in_one_part_tells(long seed)
            throws IOException {
        System.out.println("GatheredTest seed " + seed);
        int machines = 0;
        for (int round = 0; round < 25; round++) {
            Store.Snapshot snapshot = memory(seed * 1000 + round);
            int hosts = snapshot.manifest().hosts();
            List<String> one = told(snapshot, Gathered.of(snapshot, Parts.of(hosts, 1, 1)));
            machines += one.size();
            for (int parts = 2; parts < 6; parts++) {
                assertThat(told(snapshot, Gathered.of(snapshot, Parts.of(hosts, parts, 1))))
                        .as("seed %d, round %d, %d parts", seed, round, parts)
                        .isEqualTo(one);
            }
        }
        assertThat(machines).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void machines_that_are_alike_are_counted_as_they_are_one_by_one(long seed) throws IOException {
        System.out.println("GatheredTest seed " + seed);
        for (int round = 0; round < 25; round++) {
            Store.Snapshot snapshot = memory(seed * 2000 + round);
            List<String> organisations = snapshot.manifest().organisations();
            Gathered gathered = Gathered.of(snapshot);
            Instant notBefore =
                    Instant.ofEpochSecond(World.START / 1_000_000 + 2 * 86_400, round % 2);
            int skipped = round % 3;
            IntPredicate wanted = i -> i % 3 != skipped;
            Map<String, Long> expected = new TreeMap<>();
            Map<String, Instant> oldest = new TreeMap<>();
            Map<String, Instant> newest = new TreeMap<>();
            for (int i = 0; i < gathered.count(); i++) {
                if (wanted.test(i)) {
                    AssetFacts facts = gathered.facts(i, organisations);
                    String kind = kind(facts, notBefore);
                    expected.merge(kind, 1L, Long::sum);
                    if (facts.inventoryAsOf() != null) {
                        oldest.merge(kind, facts.inventoryAsOf(), (a, b) -> a.isBefore(b) ? a : b);
                        newest.merge(kind, facts.inventoryAsOf(), (a, b) -> a.isAfter(b) ? a : b);
                    }
                }
            }
            Map<String, Long> counted = new TreeMap<>();
            gathered.alike(
                    null,
                    gathered.count(),
                    notBefore,
                    wanted,
                    organisations,
                    (first, last, n) -> {
                        String kind = kind(first, notBefore);
                        assertThat(kind(last, notBefore)).isEqualTo(kind);
                        assertThat(first.inventoryAsOf()).isEqualTo(oldest.get(kind));
                        assertThat(last.inventoryAsOf()).isEqualTo(newest.get(kind));
                        counted.merge(kind, n, Long::sum);
                    });
            assertThat(counted).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    private static String kind(AssetFacts facts, Instant notBefore) {
        Instant asOf = facts.inventoryAsOf();
        return Objects.requireNonNullElse(facts.organisation(), "")
                + facts.hasInventory()
                + facts.inLogs()
                + (asOf != null && asOf.isBefore(notBefore));
    }

    @Test
    void parts_cover_every_number_once() {
        for (int numbers : new int[] {0, 1, 7, 100, 1 << 20, CoverageBuffer.MAX_HOSTS}) {
            for (int most = 1; most < 40; most += 3) {
                int next = 0;
                for (Parts.Part part : Parts.of(numbers, most, 10).all()) {
                    assertThat(part.from()).isEqualTo(next);
                    assertThat(part.until()).isGreaterThanOrEqualTo(next);
                    next = part.until();
                }
                assertThat(next).isEqualTo(numbers);
            }
        }
    }
}
