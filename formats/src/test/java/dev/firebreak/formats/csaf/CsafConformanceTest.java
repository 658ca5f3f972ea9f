package dev.firebreak.formats.csaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.formats.Warnings;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The OASIS test documents of CSAF 2.0: each says itself which test it is for and whether it is valid.
class CsafConformanceTest {
    private static final Path DATA =
            Path.of(System.getProperty("firebreak.shared", "shared"), "data/csaf-tests/2.0/data");

    /// They need the network or a dictionary.
    private static final Set<String> NOT_CHECKED = Set.of("6.3.6", "6.3.7", "6.3.8");

    /// Two documents for optional tests list one hash algorithm twice, which mandatory test 6.1.25 forbids, and are marked
    /// valid all the same.
    private static final Set<String> CONTRADICT_6_1_25 =
            Set.of(
                    "optional/oasis_csaf_tc-csaf_2_0-2021-6-2-08-02.json",
                    "optional/oasis_csaf_tc-csaf_2_0-2021-6-2-09-02.json");

    private record Case(String test, String file, boolean valid, boolean found) {}

    private static List<Case> cases() throws IOException {
        assumeTrue(Files.exists(DATA), "the OASIS test documents are not at " + DATA);
        Json root =
                JsonReader.read("testcases", Files.readString(DATA.resolve("testcases.json")))
                        .roots()
                        .getFirst();
        List<Case> cases = new ArrayList<>();
        for (Json test : root.get("tests").items()) {
            for (String kind : List.of("failures", "valid")) {
                for (Json file : test.get(kind).items()) {
                    cases.add(
                            new Case(
                                    test.get("id").text(),
                                    file.get("name").text(),
                                    file.get("valid").isTrue(),
                                    kind.equals("failures")));
                }
            }
        }
        return cases;
    }

    @Test
    void every_document_gets_the_verdict_it_states() throws IOException {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (Case one : cases()) {
            if (NOT_CHECKED.contains(one.test())) {
                continue;
            }
            CsafValidator.Result result =
                    CsafValidator.validate(Files.readString(DATA.resolve(one.file())));
            Set<String> found = new HashSet<>();
            List.of(result.errors(), result.warnings(), result.notes())
                    .forEach(list -> list.forEach(f -> found.add(f.test())));
            boolean valid = result.isValid() || CONTRADICT_6_1_25.contains(one.file());
            if (found.contains(one.test()) != one.found() || valid != one.valid()) {
                wrong.add(one + " " + result.errors());
            }
            checked++;
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThan(200);
    }

    @Test
    void every_document_is_read_whole() throws IOException {
        for (Case one : cases()) {
            Advisory advisory =
                    Warnings.read(one.file(), Files.readAllBytes(DATA.resolve(one.file())));
            assertThat(advisory.format()).isEqualTo("csaf-2.0");
            assertThat(advisory.id()).isNotNull();
            assertThat(advisory.problems()).noneMatch(p -> p.severity().name().equals("LOST"));
        }
    }
}
