package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.java.tuple.Tuple2;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// State that an earlier version wrote.
class EvolutionTest {
    private static final Path ALL = Path.of("src/test/resources");

    /// The first version's indicators and findings lacked the component, and its logs the days they cover; an operator of
    /// it is gone since. The second did not know what had no room.
    @ParameterizedTest
    @CsvSource({"savepoint-1,21,1,true", "savepoint-1,21,3,true", "savepoint-2,22,2,false"})
    void theJobGoesOnFromASavepointOfAVersionBefore(
            String name, long seed, int parallelism, boolean dropping) throws Exception {
        Path from = ALL.resolve(name);
        List<Trial.Step> steps =
                Fixture.read(from.resolve("steps")).stream().map(Fixture::step).toList();
        Map<String, FindingRecord> found = new TreeMap<>();
        List<Tuple2<String, byte[]>> records =
                new ArrayList<>(Fixture.read(from.resolve("findings")));
        int before = records.size();
        Path savepoint;
        try (Stream<Path> all = Files.list(from.resolve("state"))) {
            savepoint = all.findFirst().orElseThrow();
        }
        records.addAll(
                SavepointRun.run(
                        "evolution",
                        steps.subList(steps.size() / 2, steps.size()),
                        savepoint,
                        null,
                        parallelism,
                        dropping));
        assertThat(records).hasSizeGreaterThan(before);
        for (Tuple2<String, byte[]> r : records) {
            found.put(r.f0, FindingRecord.decode(r.f1));
        }
        assertThat(comparable(found))
                .isEqualTo(comparable(new Trial(seed, steps).expected()))
                .isNotEmpty();
    }

    /// Findings of products that the first version told and that did not change since have the product's name as their
    /// value; now it is the component's id.
    private static Map<String, String> comparable(Map<String, FindingRecord> findings) {
        Map<String, String> texts = new TreeMap<>();
        Trial.settled(findings)
                .forEach(
                        (id, f) ->
                                texts.put(
                                        id,
                                        f.indicator().contains("#")
                                                ? f.toString().replace("value=" + f.value(), "")
                                                : f.toString()));
        return texts;
    }
}
