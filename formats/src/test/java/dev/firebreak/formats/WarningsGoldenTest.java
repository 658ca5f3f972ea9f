package dev.firebreak.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each folder under `golden/<format>/<case>` holds a warning and what is to be understood of it. Run with
/// `-Dfirebreak.golden.update=true` to write what is understood now, and read the difference before committing it.
class WarningsGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final List<String> FORMATS =
            List.of("csaf", "cve", "osv", "stix", "misp", "list", "vex");

    @TestFactory
    Stream<DynamicTest> understands_each_case_as_expected() throws IOException {
        List<Path> cases;
        try (Stream<Path> walk = Files.walk(GOLDEN, 2)) {
            cases =
                    walk.filter(p -> GOLDEN.relativize(p).getNameCount() == 2)
                            .filter(
                                    p ->
                                            FORMATS.contains(
                                                    GOLDEN.relativize(p).getName(0).toString()))
                            .sorted()
                            .toList();
        }
        assertThat(cases).hasSizeGreaterThan(10);
        return cases.stream()
                .map(p -> DynamicTest.dynamicTest(GOLDEN.relativize(p).toString(), () -> check(p)));
    }

    private static void check(Path folder) throws IOException {
        Path input;
        try (Stream<Path> files = Files.list(folder)) {
            input =
                    files.filter(f -> f.getFileName().toString().startsWith("input."))
                            .findFirst()
                            .orElseThrow();
        }
        List<Advisory> read =
                Warnings.readAll(input.getFileName().toString(), Files.readAllBytes(input));
        String actual = JsonWriter.pretty(read.stream().map(WarningsGoldenTest::json).toList());
        Path expected = folder.resolve("expected.json");
        if (Boolean.getBoolean("firebreak.golden.update")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static Map<String, @Nullable Object> json(Advisory a) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", a.format());
        json.put("id", a.id());
        json.put("revision", a.revision());
        json.put("title", a.title());
        json.put("publisher", a.publisher());
        json.put("language", a.language());
        json.put("tlp", text(a.tlp()));
        json.put("published", text(a.published()));
        json.put("statements", a.statements().stream().map(WarningsGoldenTest::statement).toList());
        json.put("indicators", a.indicators().stream().map(WarningsGoldenTest::indicator).toList());
        json.put("facts", a.facts().stream().map(WarningsGoldenTest::fact).toList());
        json.put("questions", a.questions().stream().map(WarningsGoldenTest::question).toList());
        json.put("problems", a.problems().stream().map(WarningsGoldenTest::problem).toList());
        return json;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Map<String, @Nullable Object> statement(ProductStatement s) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("status", s.status().name());
        json.put("vendor", s.product().vendor());
        json.put("product", s.product().name());
        json.put("platform", s.platform().json());
        json.put("versions", s.versions());
        json.put("ranges", s.ranges().stream().map(r -> r.vers(s.scheme())).toList());
        json.put("certainty", s.certainty().json());
        json.put(
                "identifiers",
                s.product().identifiers().stream().map(i -> i.type() + " " + i.value()).toList());
        json.put("aliases", s.product().aliases());
        json.put("spans", s.spans().stream().map(WarningsGoldenTest::span).toList());
        return json;
    }

    private static String span(Span span) {
        return span.where() + " = " + span.text();
    }

    private static String indicator(Indicator i) {
        String valid =
                i.validFrom() == null && i.validUntil() == null
                        ? ""
                        : " [" + i.validFrom() + " .. " + i.validUntil() + "]";
        return i.type().json()
                + " "
                + i.value()
                + " "
                + i.certainty().json()
                + valid
                + " '"
                + i.description()
                + "' "
                + i.spans().stream().map(Span::where).toList();
    }

    private static String fact(Fact f) {
        return f.type().json()
                + " "
                + f.value()
                + " "
                + f.certainty().json()
                + " "
                + f.span().where();
    }

    private static String question(Question q) {
        return q.code() + ": " + q.english() + " | " + q.german();
    }

    private static String problem(Problem p) {
        return p.severity() + " " + p.where() + ": " + p.reason();
    }
}
