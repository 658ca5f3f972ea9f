package dev.firebreak.formats.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProseReaderTest {
    private static final String RECORD =
            "3CX DesktopApp through 18.12.416 has embedded malicious code, as exploited in the wild in March 2023. This affects versions 18.12.407 and"
                    + " 18.12.416 of the 3CX DesktopApp Electron Windows application shipped in Update 7, and versions 18.11.1213, 18.12.402, 18.12.407, and"
                    + " 18.12.416 of the 3CX DesktopApp Electron macOS application.";

    @Test
    void a_record_whose_structured_part_is_empty_still_tells_versions_per_platform() {
        Advisory a = ProseReader.readText("cve.json", RECORD);
        assertThat(a.statements())
                .allMatch(
                        s ->
                                s.status() == Status.AFFECTED
                                        && s.product().name().equals("3CX DesktopApp"));
        assertThat(a.statements())
                .filteredOn(s -> s.platform() == Platform.WINDOWS)
                .singleElement()
                .satisfies(s -> assertThat(s.versions()).containsExactly("18.12.407", "18.12.416"));
        assertThat(a.statements())
                .filteredOn(s -> s.platform() == Platform.MACOS)
                .singleElement()
                .satisfies(
                        s ->
                                assertThat(s.versions())
                                        .containsExactly(
                                                "18.11.1213",
                                                "18.12.402",
                                                "18.12.407",
                                                "18.12.416"));
    }

    static List<Span> spans(Advisory a) {
        List<Span> all = new ArrayList<>();
        a.statements().forEach(s -> all.addAll(s.spans()));
        a.indicators().forEach(i -> all.addAll(i.spans()));
        a.facts().forEach(f -> all.add(f.span()));
        a.questions().forEach(q -> all.addAll(q.spans()));
        return all;
    }

    @Test
    void random_changes_to_a_warning_never_break_the_reader_and_spans_hold() {
        long seed = 20230330;
        Random random = new Random(seed);
        String[] pieces = {
            " bis ",
            " 3.4",
            "\n- ",
            "|",
            " vor ",
            "\n\n",
            ":",
            "(",
            ")",
            " Windows ",
            " nicht betroffen ",
            "7.x",
            " through ",
            ",",
            " und ",
            "\t",
            "[.]",
            "\u0000",
            "\ud83d",
            "<",
            "Update 7",
            " behoben in ",
            "  ",
            "„",
            "1er-Reihe",
            "@"
        };
        for (int round = 0; round < 600; round++) {
            StringBuilder text = new StringBuilder(RECORD);
            int changes = 1 + random.nextInt(25);
            for (int i = 0; i < changes; i++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, pieces[random.nextInt(pieces.length)]);
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
                    default ->
                            text.insert(
                                    at,
                                    text.substring(
                                            at, Math.min(text.length(), at + random.nextInt(30))));
                }
                if (text.isEmpty()) {
                    text.append('x');
                }
            }
            Advisory a = ProseReader.readText("seed " + seed + " round " + round, text.toString());
            for (Span s : spans(a)) {
                assertThat(a.text().substring(s.start(), s.end()))
                        .as(a.source())
                        .isEqualTo(s.text());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.",
                "bis ",
                "Version 1.2, ",
                "alle Versionen ",
                "A ",
                "a-",
                "- x\n",
                "| a ",
                "1.2 bis ",
                "nicht betroffen ",
                "Foo 1.2 ist betroffen. ",
                "x:\n",
                "CVSS ",
                "§ 1 Abs. ",
                "Windows und ",
                "(",
                "<p>",
                "1 Januar ",
                "\n#",
                "a  b\n",
                "vor "
            })
    void repeated_pieces_are_read_in_bounded_time(String piece) {
        String text = piece.repeat(24_000 / piece.length());
        assertThat(ProseReader.readText("long", text).text()).hasSize(text.length());
    }

    @org.junit.jupiter.api.Test
    void more_products_than_are_kept_are_asked_and_not_joined() {
        for (String record :
                List.of(
                        "Product: Foo%1$d Viewer\nAffected versions: 1.2.%1$d\n\n",
                        "## Foo%1$d Viewer\n\nAffected: 1.2.%1$d\n\n")) {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= 300; i++) {
                text.append(String.format(java.util.Locale.ROOT, record, i));
            }
            Advisory a = ProseReader.readText("many", text.toString());
            a.statements()
                    .forEach(
                            s ->
                                    assertThat(s.versions())
                                            .as(s.product().name())
                                            .isSubsetOf(
                                                    s.product()
                                                            .name()
                                                            .replaceAll("\\D*(\\d+).*", "1.2.$1")));
            assertThat(a.questions()).hasSizeGreaterThanOrEqualTo(300 - a.statements().size());
        }
    }

    @Test
    void versions_of_the_last_name_are_unsure_for_the_names_before_it() {
        Advisory a =
                ProseReader.readText(
                        "row", "Nicht betroffen sind Map Server und Map Viewer ab Version 3.2");
        assertThat(a.statements())
                .filteredOn(s -> s.product().name().equals("Map Server"))
                .singleElement()
                .satisfies(
                        s -> {
                            assertThat(s.ranges()).noneMatch(VersionRange::isAll);
                            assertThat(s.certainty()).isEqualTo(Certainty.UNSURE);
                        });
    }

    @Test
    void the_status_of_a_ticket_is_no_status_of_versions() {
        Advisory a =
                ProseReader.readText(
                        "ticket",
                        "Status: geschlossen\n\nBeispiel Server Version 3.2 ist im Einsatz.");
        assertThat(a.statements()).noneMatch(s -> s.status() == Status.FIXED);
        assertThat(a.questions()).anyMatch(q -> q.code().equals("status-undecided"));
    }

    @Test
    void a_cell_of_one_word_repeated_is_read() {
        String words = "Switch ".repeat(10_000);
        for (String row : List.of(words + "| 3.2", "Beispiel | " + words + "3.2")) {
            String text = "| Produkt | Version |\n|---|---|\n| " + row + " |\n";
            assertThat(ProseReader.readText("cell", text).text()).contains("3.2");
        }
    }

    @Test
    void a_long_cell_loses_no_version() {
        StringBuilder text =
                new StringBuilder(
                        "| Produkt | Betroffene Versionen |\n|---|---|\n| Beispiel | 1.0");
        for (int i = 1; i < 700; i++) {
            text.append(", 1.").append(i);
        }
        Advisory a = ProseReader.readText("cell", text.append(" |\n").toString());
        assertThat(a.statements())
                .singleElement()
                .satisfies(s -> assertThat(s.versions()).hasSize(700));
    }
}
