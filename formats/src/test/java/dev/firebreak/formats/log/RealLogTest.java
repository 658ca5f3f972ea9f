package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real traffic that Zeek logged as TSV and as JSON says the same, and what a plain reader finds.
class RealLogTest {
    private static final Path LOGS =
            Path.of(System.getProperty("firebreak.shared", "absent"), "data", "logs");
    private static final LogOptions OPTIONS =
            LogOptions.defaults(Instant.parse("2026-01-01T00:00:00Z"));

    /// What was observed, without the place in the file.
    private static final class Gathering implements ObservationSink {
        final List<String> all = new ArrayList<>();
        final List<Problem> problems = new ArrayList<>();

        @Override
        public void observation(
                ObservableType type, Slice value, Slice host, long epochMicros, long offset) {
            all.add(type + " " + value + " " + host + " " + epochMicros);
        }

        @Override
        public void hostName(Slice address, Slice name, long epochMicros) {}

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }
    }

    private static Gathering read(String file) {
        Path path = LOGS.resolve(file);
        assumeThat(path).as("needs the folder of public logs, %s", LOGS).exists();
        Gathering sink = new Gathering();
        Logs.read(path, OPTIONS, sink);
        return sink;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns", "ssl", "software"})
    void theTwoFormsOfALogSayTheSame(String name) {
        Gathering tsv = read("zeek-tsv/" + name + ".log.gz");
        Gathering json = read("zeek-json/" + name + ".json.gz");
        assertThat(json.all).hasSameSizeAs(tsv.all);
        for (int i = 0; i < tsv.all.size(); i++) {
            assertThat(json.all.get(i)).as("observation %d", i).isEqualTo(tsv.all.get(i));
        }
        assertThat(tsv.problems).isEmpty();
        assertThat(json.problems).isEmpty();
    }

    @Test
    void theDnsLogSaysWhatSplittingItsLinesFinds() throws IOException {
        Gathering found = read("zeek-tsv/dns.log.gz");
        Map<String, Integer> expected = new TreeMap<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Files.newInputStream(LOGS.resolve("zeek-tsv/dns.log.gz"))),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.split("\t", -1);
                if (!line.startsWith("#")
                        && !columns[9].equals("-")
                        && !columns[9].equals("(empty)")) {
                    long micros = Long.parseLong(columns[0].replace(".", ""));
                    expected.merge(
                            "DOMAIN " + columns[9] + " " + columns[2] + " " + micros,
                            1,
                            Integer::sum);
                }
            }
        }
        Map<String, Integer> actual = new TreeMap<>();
        found.all.forEach(one -> actual.merge(one, 1, Integer::sum));
        expected.forEach((one, count) -> assertThat(actual.remove(one)).as(one).isEqualTo(count));
        assertThat(actual).isEmpty();
    }
}
