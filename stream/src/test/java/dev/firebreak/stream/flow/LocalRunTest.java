package dev.firebreak.stream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Owner;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Question;
import dev.firebreak.stream.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRunTest {
    /// Every line of every log held against every question about a name, one by one.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void domainsAreFoundAsANaiveListFindsThem(long seed) {
        Trial trial = Trial.of(seed, Trial.Size.SMALL);
        Map<String, Question> newest = new HashMap<>();
        record Line(String log, long offset) {}
        Map<String, Long> expected = new TreeMap<>();
        for (Trial.Step step : trial.steps()) {
            if (step instanceof Trial.Ask a) {
                newest.merge(
                        a.question().id(),
                        a.question(),
                        (x, y) -> x.revision() >= y.revision() ? x : y);
            }
        }
        Set<Line> counted = new HashSet<>();
        for (Trial.Step step : trial.steps()) {
            if (!(step instanceof Trial.Batch b)) {
                continue;
            }
            LogBatch batch = b.batch();
            for (int i = 0; i < batch.size(); i++) {
                LogBatch.Thing thing = batch.things().get(batch.thing()[i]);
                if (!counted.add(new Line(batch.log(), batch.offsets()[i]))
                        || thing.type() != ObservableType.DOMAIN) {
                    continue;
                }
                String host = batch.hosts().get(batch.host()[i]);
                for (Question q : newest.values()) {
                    if (isDomain(q)
                            && !q.withdrawn()
                            && q.validUntil() == Long.MAX_VALUE
                            && lies(thing.value(), ((Question.Thing) q.subject()).value())) {
                        Owner owner = new Owner(batch.organisation(), host);
                        expected.merge(Finding.idOf(q.id(), owner), 1L, Long::sum);
                    }
                }
            }
        }
        Map<String, Long> found = new TreeMap<>();
        trial.expected()
                .forEach(
                        (id, record) -> {
                            Question q = newest.get(record.question());
                            if (q != null
                                    && isDomain(q)
                                    && q.validUntil() == Long.MAX_VALUE
                                    && record.finding().state() == Finding.State.OPEN) {
                                found.put(id, record.finding().count());
                            }
                        });
        assertThat(found).as("seed " + seed).isEqualTo(expected).isNotEmpty();
    }

    private static boolean isDomain(Question q) {
        return q.subject() instanceof Question.Thing t && t.type() == ObservableType.DOMAIN;
    }

    private static boolean lies(String seen, String pattern) {
        String s = seen.toLowerCase(java.util.Locale.ROOT);
        String p = pattern.toLowerCase(java.util.Locale.ROOT);
        return s.equals(p) || s.endsWith("." + p);
    }

    /// Logs, machines and questions in another order between them: the same findings.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theOrderInWhichLogsMachinesAndQuestionsComeDoesNotMatter(long seed) {
        Trial trial = Trial.of(seed, Trial.Size.SMALL);
        List<Trial.Step> asks = new ArrayList<>();
        List<Trial.Step> batches = new ArrayList<>();
        List<Trial.Step> reports = new ArrayList<>();
        for (Trial.Step s : trial.steps()) {
            switch (s) {
                case Trial.Ask a -> asks.add(a);
                case Trial.Batch b -> batches.add(b);
                case Trial.Report r -> reports.add(r);
            }
        }
        Collections.shuffle(batches, new Random(seed)); // batches may come in any order
        List<List<Trial.Step>> orders =
                List.of(join(asks, batches, reports), join(reports, batches, asks));
        for (List<Trial.Step> order : orders) {
            assertThat(Trial.settled(new Trial(seed, order).expected()))
                    .as("seed " + seed)
                    .isEqualTo(Trial.settled(trial.expected()))
                    .isNotEmpty();
        }
    }

    @SafeVarargs
    private static List<Trial.Step> join(List<Trial.Step>... parts) {
        List<Trial.Step> all = new ArrayList<>();
        for (List<Trial.Step> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
