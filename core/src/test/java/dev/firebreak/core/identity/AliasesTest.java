package dev.firebreak.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AliasesTest {
    @Test
    void what_is_written_is_read_again() {
        long seed = 8;
        Random random = new Random(seed);
        String letters = "abÄ ,;\"'\n\t#ß|®";
        for (int i = 0; i < 500; i++) {
            List<Alias> all = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                all.add(
                        new Alias(
                                random.nextBoolean(),
                                text(random, letters),
                                random.nextBoolean() ? null : text(random, letters),
                                text(random, letters),
                                random.nextBoolean() ? null : text(random, letters),
                                text(random, letters)));
            }
            Aliases.Read read = Aliases.read("a.csv", Aliases.of(all).toText());
            assertThat(read.problems())
                    .as("seed " + seed + "\n" + Aliases.of(all).toText())
                    .isEmpty();
            assertThat(read.aliases().all()).as("seed " + seed).isEqualTo(all);
        }
    }

    private static String text(Random random, String letters) {
        StringBuilder out = new StringBuilder("x");
        for (int i = random.nextInt(6); i > 0; i--) {
            out.append(letters.charAt(random.nextInt(letters.length())));
        }
        return out.append("y").toString();
    }

    @Test
    void files_of_german_offices_are_read() {
        String text =
                "\uFEFF# Entscheidungen\r\nEntscheidung;Name;Hersteller;Produkt;Anbieter;Bemerkung\r\n"
                        + "ja;Müller Telefon;Müller GmbH;3CX Desktop App;3CX;geprüft am 2023-04-01\r\nnein;Telefon;;3CX Desktop App;;\r\n";
        Aliases.Read read = Aliases.read("a.csv", text);
        assertThat(read.problems()).isEmpty();
        assertThat(read.aliases().all())
                .containsExactly(
                        new Alias(
                                true,
                                "Müller Telefon",
                                "Müller GmbH",
                                "3CX Desktop App",
                                "3CX",
                                "geprüft am 2023-04-01"),
                        new Alias(false, "Telefon", null, "3CX Desktop App", null, ""));
    }

    @Test
    void a_bad_line_is_a_problem_with_its_number_and_the_rest_is_kept() {
        Aliases.Read read =
                Aliases.read(
                        "a.csv",
                        "decision,name,publisher,product\nsame,A,,B\nmaybe,C,,D\nsame,,,E\nother,F,,G\n");
        assertThat(read.aliases().all()).extracting(Alias::name).containsExactly("A", "F");
        assertThat(read.problems()).extracting(Problem::where).containsExactly("line 3", "line 4");
    }

    @Test
    void a_file_without_the_columns_is_lost() {
        Aliases.Read read = Aliases.read("a.csv", "foo,bar\n1,2\n");
        assertThat(read.problems())
                .extracting(Problem::severity)
                .containsExactly(Problem.Severity.LOST);
    }

    @Test
    void no_text_breaks_the_reader() {
        long seed = 21;
        Random random = new Random(seed);
        String valid =
                "decision,name,publisher,product,vendor,note\nsame,\"A \"\"x\"\"\",P,B,V,n\n#c\nother,F,,G,,\n";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(valid);
            for (int k = random.nextInt(6); k >= 0; k--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(200));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, "\",;\n#".charAt(random.nextInt(5)));
                }
            }
            assertThat(Aliases.read("a.csv", text.toString())).as("seed " + seed).isNotNull();
        }
    }
}
