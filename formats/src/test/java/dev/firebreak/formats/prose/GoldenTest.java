package dev.firebreak.formats.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads every folder of `golden/prose` and compares it with what a person wrote down. With
/// `-Dfirebreak.golden.update=true` the expectation is rewritten: then read the difference before you keep it.
class GoldenTest {
    private static final Path ROOT = Path.of("src/test/resources/golden/prose");

    static List<Path> folders() {
        return GoldenCase.all(ROOT);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void is_read_as_a_person_reads_it(Path folder) throws IOException {
        Advisory a = GoldenCase.read(folder);
        for (Span s : ProseReaderTest.spans(a)) {
            assertThat(a.text().substring(s.start(), s.end())).isEqualTo(s.text());
        }
        ObjectNode actual = GoldenCase.render(a);
        Path file = folder.resolve("expected.json");
        ObjectNode expected = (ObjectNode) GoldenCase.JSON.readTree(Files.readString(file));
        if (Boolean.getBoolean("firebreak.golden.update")) {
            expected.propertyNames().forEach(name -> expected.set(name, actual.get(name)));
            Files.writeString(file, expected.toPrettyString() + "\n");
            return;
        }
        for (String name : expected.propertyNames()) {
            JsonNode want = GoldenCase.sorted(expected.get(name));
            JsonNode have = GoldenCase.sorted(actual.get(name));
            assertThat(have.toPrettyString())
                    .as(folder.getFileName() + " " + name)
                    .isEqualTo(want.toPrettyString());
        }
        assertThat(expected.propertyNames()).containsAll(GoldenCase.COMPARED);
    }
}
