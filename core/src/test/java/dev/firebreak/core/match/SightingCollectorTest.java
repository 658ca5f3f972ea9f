package dev.firebreak.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Slice;
import dev.firebreak.core.model.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SightingCollectorTest {
    private static final Indicator EVIL =
            Indicator.of(
                    ObservableType.DOMAIN, "evil.example", Span.field("t", "", "evil.example"));

    private static Slice slice(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Slice().set(bytes, 0, bytes.length);
    }

    private static long micros(String time) {
        return Instant.parse(time).toEpochMilli() * 1000;
    }

    private static void look(
            SightingCollector collector, String name, String host, long micros, long offset) {
        collector.observation(ObservableType.DOMAIN, slice(name), slice(host), micros, offset);
    }

    @Test
    void firstAndLastFollowTimeAndNotTheOrderOfLines() {
        SightingCollector collector = new SightingCollector(IndicatorSet.of(List.of(EVIL)));
        collector.begin("a.log", "test", () -> slice("late"));
        look(collector, "evil.example", "h", micros("2023-03-29T10:00:00Z"), 0);
        collector.begin("b.log", "test", () -> slice("early"));
        look(collector, "x.evil.example", "h", micros("2023-03-28T10:00:00Z"), 100);
        Sighting sighting = collector.sightings().getFirst();
        assertThat(sighting.first()).isEqualTo("2023-03-28T10:00:00Z");
        assertThat(sighting.last()).isEqualTo("2023-03-29T10:00:00Z");
        assertThat(sighting.count()).isEqualTo(2);
        assertThat(sighting.evidence().getFirst().source()).isEqualTo("b.log");
        assertThat(sighting.evidence().getFirst().line()).isEqualTo("early");
        assertThat(collector.sources()).hasSize(2);
        assertThat(collector.sources().get(1).days().days())
                .containsExactly(LocalDate.parse("2023-03-28"));
    }

    @Test
    void aLineThatNamesAnIndicatorTwiceCountsOnce() {
        SightingCollector collector = new SightingCollector(IndicatorSet.of(List.of(EVIL)));
        collector.begin("a.log", "test", () -> slice("line"));
        look(collector, "evil.example", "h", ObservationSink.NO_TIME, 7);
        look(collector, "www.evil.example", "h", ObservationSink.NO_TIME, 7);
        look(collector, "evil.example", "h", ObservationSink.NO_TIME, 8);
        assertThat(collector.sightings().getFirst().count()).isEqualTo(2);
        assertThat(collector.sightings().getFirst().first()).isNull();
        assertThat(collector.hosts().getFirst().lines()).isEqualTo(2);
    }

    @Test
    void linesBeforeTheStatedValidityCountAndThoseAfterItsEndAreLeftOutAndSaid() {
        Indicator limited =
                new Indicator(
                        ObservableType.DOMAIN,
                        "evil.example",
                        Instant.parse("2023-03-01T00:00:00Z"),
                        Instant.parse("2023-04-01T00:00:00Z"),
                        Certainty.STATED,
                        "",
                        List.of());
        SightingCollector collector = new SightingCollector(IndicatorSet.of(List.of(limited)));
        collector.begin("a.log", "test", () -> slice("line"));
        look(collector, "evil.example", "h", micros("2023-02-28T23:59:59Z"), 1);
        look(collector, "evil.example", "h", micros("2023-03-01T00:00:00Z"), 2);
        look(collector, "evil.example", "h", micros("2023-04-01T00:00:00Z"), 3);
        assertThat(collector.sightings().getFirst().count()).isEqualTo(2);
        assertThat(collector.sightings().getFirst().first())
                .isEqualTo(Instant.parse("2023-02-28T23:59:59Z"));
        assertThat(collector.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("1 hits lie after"));
    }

    @Test
    void machinesBeyondTheBoundKeepTheirSightingsAndTheirMissingCoverageIsTold() {
        SightingCollector collector = new SightingCollector(IndicatorSet.of(List.of(EVIL)), 2);
        collector.begin("a.log", "test", () -> slice("line"));
        look(collector, "good.example", "h1", 0, 1);
        look(collector, "good.example", "h2", 0, 2);
        look(collector, "evil.example", "h3", 0, 3);
        look(collector, "evil.example", "a-host-with-a-longer-name.example", 0, 4);
        assertThat(collector.hosts()).hasSize(2);
        assertThat(collector.sightings())
                .extracting(Sighting::host)
                .containsExactly("a-host-with-a-longer-name.example", "h3");
        assertThat(collector.problems()).hasSize(1);
        assertThat(collector.problems().getFirst().reason())
                .startsWith("2 lines of machines beyond the first 2");
    }

    @Test
    void coverageOfRandomLinesIsWhatAMapFinds() {
        long seed = 4711;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        SightingCollector collector = new SightingCollector(IndicatorSet.of(List.of(EVIL)));
        collector.begin("a.log", "test", () -> slice("line"));
        Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
        Map<String, Long> lines = new TreeMap<>();
        Map<String, Long> hits = new TreeMap<>();
        long start = micros("2023-01-01T00:00:00Z");
        byte[] room = new byte[200];
        for (int i = 0; i < 200_000; i++) {
            int number = random.nextInt(3_000);
            String host =
                    switch (number % 4) {
                        case 0 -> "10.0." + number / 256 + "." + number % 256;
                        case 1 -> "h" + number;
                        case 2 -> "2001:db8:0:0:0:0:0:" + number;
                        default -> "machine-" + number + ".example.com";
                    };
            long micros = start + (long) (random.nextDouble() * 400 * 86_400_000_000.0);
            boolean evil = random.nextInt(1_000) == 0;
            byte[] name = host.getBytes(StandardCharsets.UTF_8);
            int at = random.nextBoolean() ? 200 - name.length : random.nextInt(100);
            System.arraycopy(name, 0, room, at, name.length);
            collector.observation(
                    ObservableType.DOMAIN,
                    slice(evil ? "evil.example" : "good.example"),
                    new Slice().set(room, at, at + name.length),
                    micros,
                    i);
            days.computeIfAbsent(host, _ -> new TreeSet<>())
                    .add(LocalDate.ofEpochDay(Math.floorDiv(micros, 86_400_000_000L)));
            lines.merge(host, 1L, Long::sum);
            if (evil) {
                hits.merge(host, 1L, Long::sum);
            }
        }
        Map<String, Long> foundHits = new TreeMap<>();
        collector.sightings().forEach(sighting -> foundHits.put(sighting.host(), sighting.count()));
        assertThat(foundHits).as("seed %d", seed).isEqualTo(hits);
        assertThat(collector.hosts()).hasSize(days.size());
        for (HostCoverage host : collector.hosts()) {
            assertThat(host.lines())
                    .as("seed %d %s", seed, host.host())
                    .isEqualTo(lines.get(host.host()));
            assertThat(host.days().days())
                    .isEqualTo(List.copyOf(days.getOrDefault(host.host(), new TreeSet<>())));
        }
    }

    @Test
    void aDaySetSaysHowManyDaysAreMissing() {
        SightingCollector collector = new SightingCollector(IndicatorSet.of(List.of(EVIL)));
        collector.begin("a.log", "test", () -> slice("line"));
        look(collector, "good.example", "h", micros("2023-03-01T10:00:00Z"), 1);
        look(collector, "good.example", "h", micros("2023-03-04T10:00:00Z"), 2);
        look(collector, "good.example", "h", micros("1999-12-31T23:59:59Z"), 3);
        DaySet days = collector.hosts().getFirst().days();
        assertThat(days.size()).isEqualTo(3);
        assertThat(days.missing(LocalDate.parse("2023-03-01"), LocalDate.parse("2023-03-05")))
                .isEqualTo(3);
        assertThat(days.contains(LocalDate.parse("1999-12-31"))).isTrue();
    }

    @Test
    void aLongLogWithASingleClientIsRemarkedOnce() {
        SightingCollector collector = new SightingCollector(IndicatorSet.of(List.of(EVIL)));
        collector.begin("dns.log", "test", () -> slice("line"));
        for (int i = 0; i < 10_000; i++) {
            look(collector, "good.example", "192.0.2.53", i, i);
        }
        collector.end();
        collector.begin("sysmon.json", "test", () -> slice("line"));
        for (int i = 0; i < 10_000; i++) {
            look(collector, "good.example", "pc-17", i, i);
        }
        collector.end();
        assertThat(collector.sources()).hasSize(2);
        assertThat(collector.problems()).hasSize(1);
        assertThat(collector.problems().getFirst().source()).isEqualTo("dns.log");
        assertThat(collector.problems().getFirst().reason())
                .startsWith("all lines come from 192.0.2.53; ");
    }
}
