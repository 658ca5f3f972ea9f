package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.core.answer.TooManyMeetingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Hits in arrays say what hits as objects say.
class HitsTest {
    /// The held way: all rows of a hit, put together when it is asked.
    private record Seen(String thing, boolean url, SightingRow row) {}

    private static String told(List<Seen> rows) {
        Seen head = rows.getFirst();
        long last = SightingRow.NO_TIME;
        Map<String, long[]> byThing = new TreeMap<>();
        long urls = 0;
        long count = 0;
        long paired = 0;
        for (Seen s : rows) {
            SightingRow r = s.row();
            SightingRow h = head.row();
            boolean timed = r.first != SightingRow.NO_TIME;
            boolean earlier =
                    timed
                            && (h.first == SightingRow.NO_TIME
                                    || r.first < h.first
                                    || r.first == h.first
                                            && (r.source < h.source
                                                    || r.source == h.source
                                                            && r.offset < h.offset));
            head = earlier ? s : head;
            last = timed ? Math.max(last, r.last) : last;
            if (s.url()) {
                urls += r.count - r.paired;
            } else {
                byThing.computeIfAbsent(s.thing(), _ -> new long[1])[0] += r.count;
                count += r.count;
                paired += r.paired;
            }
        }
        long most = byThing.values().stream().mapToLong(c -> c[0]).max().orElse(0);
        long others = byThing.size() <= 1 ? count : Math.max(most, count - paired);
        if (byThing.isEmpty()) {
            urls = rows.stream().mapToLong(s -> s.row().count).sum();
        }
        return "%s %d %d %d %d %d"
                .formatted(
                        head.thing(),
                        head.row().first,
                        last,
                        head.row().source,
                        head.row().offset,
                        Math.max(1, others + urls));
    }

    private static SightingRow row(SplittableRandom random, int hosts) {
        SightingRow r = new SightingRow();
        r.host = random.nextInt(hosts);
        boolean timed = random.nextInt(5) > 0;
        r.first = timed ? 1000 + random.nextInt(50) : SightingRow.NO_TIME;
        r.last = timed ? r.first + random.nextInt(9) : SightingRow.NO_TIME;
        r.count = 1 + random.nextInt(5);
        r.paired = random.nextInt((int) r.count);
        r.source = random.nextInt(3);
        r.offset = random.nextInt(1000);
        return r;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void hits_of_one_thing_or_of_several_are_those_of_the_held_way(long seed) {
        System.out.println("HitsTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int things = seed % 2 == 0 ? 1 : 12;
        Hits hits = new Hits(things == 1);
        Map<List<Integer>, List<Seen>> held =
                new TreeMap<>(
                        (a, b) -> {
                            for (int i = 0; i < 3; i++) {
                                int c = Integer.compare(a.get(i), b.get(i));
                                if (c != 0) {
                                    return c;
                                }
                            }
                            return 0;
                        });
        for (int t = 0; t < things; t++) {
            boolean url = things > 1 && t % 4 == 3;
            String thing = "thing " + t;
            hits.begin(thing, url);
            for (int i = 0; i < 3000; i++) {
                SightingRow r = row(random, 400);
                int group = random.nextInt(4) - 1;
                int indicator = random.nextInt(3);
                hits.add(indicator, group, r, Long.MAX_VALUE);
                held.computeIfAbsent(List.of(indicator, r.host, group), _ -> new ArrayList<>())
                        .add(new Seen(thing, url, r));
            }
            hits.end();
        }
        hits.sort();
        assertThat(hits.size()).isEqualTo(held.size());
        int i = 0;
        for (Map.Entry<List<Integer>, List<Seen>> e : held.entrySet()) {
            assertThat(List.of(hits.indicator(i), hits.host(i), hits.group(i)))
                    .isEqualTo(e.getKey());
            assertThat(
                            "%s %d %d %d %d %d"
                                    .formatted(
                                            hits.value(i),
                                            hits.first(i),
                                            hits.last(i),
                                            hits.source(i),
                                            hits.offset(i),
                                            hits.lines(i)))
                    .as(e.getKey().toString())
                    .isEqualTo(told(e.getValue()));
            i++;
        }
    }

    @Test
    void more_hits_than_there_is_room_for_are_refused_in_words() {
        SplittableRandom random = new SplittableRandom(1);
        Hits hits = new Hits(true, 100);
        hits.begin("thing", false);
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 1000; i++) {
                                hits.add(0, i, row(random, 400), Long.MAX_VALUE);
                            }
                        })
                .isInstanceOf(TooManyMeetingsException.class)
                .hasMessageContaining("100");
    }
}
