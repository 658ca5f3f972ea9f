package dev.firebreak.formats.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Advisory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Products whose names are made of general words, in lists, lines, tables, blocks, headings and sentences.
class GeneratedWarningTest {
    private static final int WARNINGS = 1_000;

    @Test
    void no_version_goes_to_another_product_and_none_is_lost_without_a_question() {
        for (long seed = 1; seed <= WARNINGS; seed++) {
            GeneratedWarning w = GeneratedWarning.of(seed);
            Advisory a = ProseReader.readText("generated", w.text());
            List<String> found = new ArrayList<>();
            a.statements()
                    .forEach(
                            s ->
                                    found.add(
                                            s.product().name()
                                                    + " "
                                                    + s.versions()
                                                    + " "
                                                    + s.ranges()));
            List<String> expected = new ArrayList<>();
            w.affected().forEach((name, said) -> expected.add(name + " " + said));
            assertThat(expected).as("seed " + seed + "\n" + w.text()).containsAll(found);
            int asked = a.questions().size();
            assertThat(found.size() + asked)
                    .as("seed " + seed + "\n" + w.text())
                    .isGreaterThanOrEqualTo(expected.size());
        }
    }

    @Test
    void hardly_anything_is_asked() {
        int asked = 0;
        for (long seed = 1; seed <= WARNINGS; seed++) {
            Advisory a = ProseReader.readText("generated", GeneratedWarning.of(seed).text());
            asked += a.questions().isEmpty() ? 0 : 1;
        }
        assertThat(asked).as("warnings with a question of " + WARNINGS).isLessThan(WARNINGS / 100);
    }
}
