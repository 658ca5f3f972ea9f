package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.app.text.Language;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.core.version.VersionVerdict;
import dev.firebreak.core.version.Versions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionArgumentTest {
    private static VersionArgument read(String... texts) {
        return VersionArgument.of(List.of(texts), Language.EN);
    }

    private static VersionVerdict.Outcome judge(VersionArgument asked, String reported) {
        return Versions.judge(
                        asked.versions(),
                        asked.ranges(),
                        asked.scheme(),
                        VersionScheme.GENERIC,
                        reported)
                .outcome();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">=2 <1",
                ">=2.0,<1.0",
                ">2.0 <2.0",
                ">=2.0 <2.0",
                "2.0 - 1.0",
                "[2.0,1.0)",
                "(1.0,1.0)",
                "vers:npm/>=2.0.0|<1.0.0",
                ">=2 <1 || >=3 <4",
                "1.0; >=2 <1"
            })
    void a_range_that_ends_before_it_begins_is_refused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no version lies in this range");
    }

    @ParameterizedTest
    @ValueSource(strings = {">=2 <=2", "[1.0]", ">=1.0 <1.0.1", "<1 || >=2", "<1.0, 2.0"})
    void a_range_of_a_single_version_and_ranges_that_do_not_meet_are_taken(String text) {
        assertThat(read(text)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "1..2, # 2",
                "1.0, # 4",
                ",1.0 # 1",
                "1.0,,2.0 # 5",
                "1.0;;2.0 # 5",
                "1.0; , 2.0 # 5",
                "1..2 # 2",
                "1.0, 2..1 # 7",
                ".5 # 1",
                "-5 # 1",
                "1.0 - # 5",
                "1.0 und # 4",
                ">= # 2",
                "1.0 | # 5"
            })
    void a_list_that_lacks_a_version_is_refused_with_the_place(String text, int at) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at character " + at + " ")
                .hasMessageContaining("not understood as versions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(,1.0]", "[1.0,)", "(,1.0],[1.2,)", "1.0 || 2.0", "1.0+", "*"})
    void open_ends_and_alternatives_lack_nothing(String text) {
        assertThat(read(text)).isNotNull();
    }

    @Test
    void no_version_asks_for_every_version() {
        assertThat(read().ranges()).containsExactly(VersionRange.ALL);
        assertThat(read("*").ranges()).containsExactly(VersionRange.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18.12.407",
                "v1.2",
                "1:2.3-4ubuntu1",
                "2.36-9+deb12u4",
                "1.0.0-beta.1",
                "R2022b",
                "2019",
                "3.4 SP1",
                "18.12.407 (Update 7)",
                "^1.2",
                "~> 2.0",
                "[1.0,2.0)",
                "!=1.5"
            })
    void one_version_or_a_registry_constraint_stays_as_it_was_written(String text) {
        assertThat(read(text).versions()).containsExactly(text);
        assertThat(read(text).ranges()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "1.0,2.0 # 1.0 2.0 # 1.5 3.0",
                "18.12.407; 18.12.416 # 18.12.407 18.12.416 # 18.12.410",
                "18.12.407 und 18.12.416 # 18.12.407 18.12.416 # 18.12.410",
                ">=18.12.407 <18.12.417 # 18.12.407 18.12.416 # 18.12.406 18.12.417",
                ">=18.12.407,<18.12.417 # 18.12.407 18.12.416 # 18.12.406 18.12.417",
                "18.12.407 - 18.12.416 # 18.12.407 18.12.410 18.12.416 # 18.12.406 18.12.417",
                "18.12.407–18.12.416 # 18.12.407 18.12.410 18.12.416 # 18.12.406 18.12.417",
                "18.12.407 bis 18.12.416 # 18.12.410 # 18.12.417",
                "vor 2.0 # 1.9 # 2.0",
                "<1.0, 2.0 # 0.9 2.0 # 1.0 1.5 2.1",
                "18.12.x # 18.12.0 18.12.999 # 18.13.0",
                "vers:generic/>=1.0|<2.0 # 1.0 1.9 # 2.0",
                "[1.0,2.0) # 1.0 1.9 # 2.0",
                "=18.12.407-18.12.416 # 18.12.407-18.12.416 # 18.12.410"
            })
    void lists_and_ranges_are_taken_apart(String text, String inside, String outside) {
        VersionArgument asked = read(text);
        words(inside)
                .forEach(
                        v ->
                                assertThat(judge(asked, v))
                                        .as(v)
                                        .isEqualTo(VersionVerdict.Outcome.MATCH));
        words(outside)
                .forEach(
                        v ->
                                assertThat(judge(asked, v))
                                        .as(v)
                                        .isEqualTo(VersionVerdict.Outcome.NO_MATCH));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.strip().split(" "));
    }

    @Test
    void several_options_add_up() {
        VersionArgument asked = read("1.0", ">=3.0 <4.0");
        assertThat(judge(asked, "1.0")).isEqualTo(VersionVerdict.Outcome.MATCH);
        assertThat(judge(asked, "3.5")).isEqualTo(VersionVerdict.Outcome.MATCH);
        assertThat(judge(asked, "2.0")).isEqualTo(VersionVerdict.Outcome.NO_MATCH);
    }

    @Test
    void a_scheme_orders_all_versions_and_two_schemes_are_refused() {
        assertThat(read("vers:deb/<1.0", "2.0").scheme()).isEqualTo(VersionScheme.DEB);
        assertThatThrownBy(() -> read("vers:deb/<1.0", "vers:npm/<2.0"))
                .hasMessageContaining("of one scheme");
    }

    @Test
    void a_range_that_may_be_a_package_version_is_refused_with_both_ways_to_write_it() {
        assertThatThrownBy(() -> read("18.12.407-18.12.416"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'18.12.407 - 18.12.416'")
                .hasMessageContaining("'=18.12.407-18.12.416'");
        assertThatThrownBy(() -> VersionArgument.of(List.of("1.0..2.0"), Language.DE))
                .hasMessageContaining("Bereich")
                .hasMessageContaining("'1.0 - 2.0'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "1.0,foo", "foo,bar", "a < b", ">=", "1.0 | x"})
    void what_is_not_understood_is_refused_in_both_languages(String text) {
        assertThatThrownBy(() -> VersionArgument.of(List.of(text), Language.EN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not understood");
        assertThatThrownBy(() -> VersionArgument.of(List.of(text), Language.DE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nicht als Versionen");
    }
}
