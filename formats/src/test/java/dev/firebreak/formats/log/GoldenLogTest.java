package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.formats.table.ColumnMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Each folder of `golden/log` holds a log and what it says; `-Dfirebreak.golden.update=true` writes the latter anew.
class GoldenLogTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Stream<String> cases() throws IOException, URISyntaxException {
        try (Stream<Path> folders =
                Files.list(Path.of(GoldenLogTest.class.getResource("/golden/log").toURI()))) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aLogSaysWhatItsGoldenFileSays(String name) throws IOException {
        Path folder = Path.of("src/test/resources/golden/log", name);
        Path input;
        try (Stream<Path> files = Files.list(folder)) {
            input =
                    files.filter(file -> file.getFileName().toString().startsWith("input."))
                            .findFirst()
                            .orElseThrow();
        }
        RecordingSink sink = new RecordingSink();
        LogResult result;
        try (InputStream in = Files.newInputStream(input)) {
            result = Logs.readStream(input.getFileName().toString(), in, options(folder), sink);
        }
        String actual = JSON.writeValueAsString(said(result, sink)) + "\n";
        Path expected = folder.resolve("expected.json");
        if (Boolean.getBoolean("firebreak.golden.update")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static LogOptions options(Path folder) throws IOException {
        LogOptions options = LogOptions.defaults(Instant.parse("2023-06-01T00:00:00Z"));
        Path file = folder.resolve("options.properties");
        if (Files.exists(file)) {
            Properties given = new Properties();
            given.load(new StringReader(Files.readString(file)));
            if (given.getProperty("zone") != null) {
                options = options.withZone(ZoneId.of(given.getProperty("zone")));
            }
            if (given.getProperty("map") != null) {
                options = options.withMap(ColumnMap.parse(given.getProperty("map")));
            }
        }
        return options;
    }

    private static Map<String, Object> said(LogResult result, RecordingSink sink) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("kind", result.kind().map(LogKind::word).orElse(""));
        said.put("lines", result.lines());
        said.put("first", RecordingSink.time(result.firstMicros()));
        said.put("last", RecordingSink.time(result.lastMicros()));
        said.put("observations", sink.observations);
        said.put("seen", sink.seen);
        said.put("names", sink.names);
        List<String> problems = new ArrayList<>();
        result.problems()
                .forEach(p -> problems.add(p.severity() + " " + p.where() + ": " + p.reason()));
        said.put("problems", problems);
        assertThat(result.problems()).isEqualTo(sink.problems);
        return said;
    }
}
