package dev.firebreak.formats.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Advisory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Single sentences with what a person reads in them, above all negations: each stands after `#` in
/// `golden/prose-sentences.txt`, with its statements and questions below.
class SentencesTest {
    private static final Path FILE = Path.of("src/test/resources/golden/prose-sentences.txt");

    static List<String> sentences() throws IOException {
        List<String> all = new ArrayList<>();
        for (String part : Files.readString(FILE).split("(?m)^# ")) {
            if (!part.isBlank()) {
                all.add(part.strip());
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void is_read_as_a_person_reads_it(String part) {
        List<String> lines = part.lines().map(String::strip).toList();
        Advisory a = ProseReader.readText("sentence", lines.getFirst());
        assertThat(found(a))
                .as(lines.getFirst())
                .containsExactlyInAnyOrderElementsOf(lines.subList(1, lines.size()));
    }

    /// Statements, indicators and questions, a line each.
    static List<String> found(Advisory a) {
        List<String> found = new ArrayList<>();
        a.statements()
                .forEach(
                        s ->
                                found.add(
                                        s.status()
                                                + " "
                                                + s.product().name()
                                                + " ["
                                                + s.platform()
                                                + "] "
                                                + s.versions()
                                                + " "
                                                + s.ranges()));
        a.indicators().forEach(i -> found.add("IND " + i.type() + " " + i.value()));
        a.questions().forEach(q -> found.add("ASK " + q.code()));
        return found;
    }
}
