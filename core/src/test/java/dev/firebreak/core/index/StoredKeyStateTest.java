package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.FindingSink;
import dev.firebreak.core.join.HeapKeyState;
import dev.firebreak.core.join.Join;
import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.KeyedObservation;
import dev.firebreak.core.join.Keys;
import dev.firebreak.core.join.Owner;
import dev.firebreak.core.join.ValueMatcher;
import dev.firebreak.core.model.ObservableType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StoredKeyStateTest {
    private static final Map<ObservableType, String> ASKED =
            Map.of(
                    ObservableType.DOMAIN, "x1.good2.example",
                    ObservableType.IPV4, "203.0.113.4/30",
                    ObservableType.URL, "https://h0.bad.example/a1",
                    ObservableType.MD5, "0123456789abcdef0123456789abcde1");

    @Test
    void the_join_finds_over_segments_what_it_finds_over_the_heap() throws IOException {
        Join join = new Join(new ValueMatcher());
        for (int seed = 300; seed < 320; seed++) {
            World world = new World(seed, 60);
            SimDisk disk = new SimDisk(seed);
            Index index = Index.open(disk, IndexTest.SETTINGS.withLedger(false));
            try (IndexWriter w = index.writer()) {
                for (World.Log log : world.logs) {
                    World.take(w, log, IndexTest.SETTINGS);
                    w.commit();
                }
            }
            for (var asked : ASKED.entrySet()) {
                JoinKey key = Keys.ofIndicator(asked.getKey(), asked.getValue()).getFirst();
                KeyedIndicator indicator = KeyedIndicator.of("i", key, asked.getValue());
                Found heap = new Found();
                HeapKeyState state = new HeapKeyState();
                long mark = 0;
                for (World.Log log : world.logs) {
                    for (World.Line line : log.lines) {
                        for (World.Thing t : new java.util.LinkedHashSet<>(line.things())) {
                            if (Keys.ofObservation(t.type(), t.value()).contains(key)) {
                                String value = Terms.text(term(t), term(t).length);
                                join.observation(
                                        state,
                                        new KeyedObservation(
                                                key,
                                                value,
                                                new Owner(log.organisation, line.host()),
                                                line.micros(),
                                                line.micros(),
                                                1,
                                                false,
                                                log.name,
                                                line.offset(),
                                                mark++),
                                        heap);
                            }
                        }
                    }
                }
                join.indicator(state, indicator, heap);
                Found stored = new Found();
                join.indicator(StoredKeyState.of(index.view().snapshot(), key), indicator, stored);
                assertThat(new TreeMap<>(stored.findings))
                        .as("seed %d %s", seed, asked)
                        .isEqualTo(new TreeMap<>(heap.findings));
            }
        }
    }

    private static byte[] term(World.Thing t) {
        byte[] b = t.value().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        ByteOut out = new ByteOut();
        assertThat(Terms.append(t.type(), b, 0, b.length, out)).isTrue();
        return out.copy();
    }

    private static final class Found implements FindingSink {
        final Map<String, String> findings = new HashMap<>();

        @Override
        public void changed(Finding finding) {
            // which of two equal lines of two logs is shown may differ
            findings.put(
                    finding.id(),
                    finding.owner()
                            + " "
                            + finding.first()
                            + " "
                            + finding.last()
                            + " "
                            + finding.count()
                            + " "
                            + finding.sure());
        }

        @Override
        public void refused(JoinKey key, String reason) {
            throw new AssertionError(reason);
        }
    }
}
