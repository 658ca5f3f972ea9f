package dev.firebreak.formats.csaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.RandomAdvisories;
import dev.firebreak.formats.Warnings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CsafDraftTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2023-03-30T10:15:30.123Z"), ZoneOffset.UTC);

    private static Advisory read(String text) {
        return Warnings.read("test", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatever_was_understood_becomes_a_valid_document() {
        long seed = 20230330;
        System.out.println("CsafDraftTest seed " + seed);
        Random random = new Random(seed);
        RandomAdvisories advisories = new RandomAdvisories(random);
        for (int round = 0; round < 400; round++) {
            List<Advisory> list = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                list.add(advisories.next());
            }
            String draft = CsafDraft.write(list, CLOCK);
            CsafValidator.Result result = CsafValidator.validate(draft);
            assertThat(result.errors()).as("round %s%n%s", round, draft).isEmpty();
            assertThat(result.warnings())
                    .extracting(CsafValidator.Finding::test)
                    .doesNotContain("6.2.1", "6.2.13", "6.2.18");
        }
    }

    @Test
    void statements_survive_the_way_into_the_draft_and_back() {
        Advisory first =
                read(
                        """
                        Hersteller;Produkt;Version;Plattform;Status
                        Beispiel;Desktop App;18.12.407, 18.12.416;Windows;betroffen
                        Beispiel;Desktop App;>= 18.11, < 18.12.416;macOS;betroffen
                        Beispiel;Desktop App;18.12.425;macOS;behoben
                        Beispiel;Server;alle Versionen;Linux;nicht betroffen
                        """);
        Advisory second = read(CsafDraft.write(List.of(first), CLOCK));
        assertThat(second.format()).isEqualTo("csaf-2.0");
        assertThat(facts(second)).isEqualTo(facts(first));
    }

    private static Set<String> facts(Advisory advisory) {
        return advisory.statements().stream().map(CsafDraftTest::words).collect(Collectors.toSet());
    }

    private static String words(ProductStatement s) {
        return s.product().vendor()
                + " "
                + s.product().name()
                + " "
                + s.platform()
                + " "
                + s.status()
                + " "
                + s.versions()
                + s.ranges();
    }

    @Test
    void indicators_stand_in_a_note_defanged_and_are_found_again() {
        Advisory first =
                read(
                        "evil.example.net\n203.0.113.7\nhttps://bad.example.org/stage2\nwho@bad.example.org\n");
        String draft = CsafDraft.write(List.of(first), CLOCK);
        assertThat(draft)
                .contains("evil[.]example[.]net", "hxxps://bad[.]example[.]org/stage2")
                .doesNotContain("evil.example.net");
        Advisory second = read(draft);
        assertThat(second.indicators())
                .extracting(Indicator::type, Indicator::value)
                .containsExactlyInAnyOrderElementsOf(
                        first.indicators().stream()
                                .map(i -> org.assertj.core.groups.Tuple.tuple(i.type(), i.value()))
                                .toList());
        assertThat(second.indicators())
                .extracting(Indicator::certainty)
                .doesNotContain(Certainty.STATED);
    }

    @Test
    void no_label_is_red_and_white_stays_white() {
        Advisory plain = read("evil.example.net\n");
        assertThat(CsafDraft.write(List.of(plain), CLOCK)).contains("\"label\": \"RED\"");
        Advisory labelled = read("# TLP:CLEAR\nevil.example.net\n");
        assertThat(labelled.tlp()).isEqualTo(Tlp.CLEAR);
        assertThat(CsafDraft.write(List.of(labelled), CLOCK)).contains("\"label\": \"WHITE\"");
        assertThat(CsafDraft.write(List.of(labelled, plain), CLOCK)).contains("\"label\": \"RED\"");
        assertThat(CsafDraft.write(List.of(read("# TLP:AMBER+STRICT\nevil.example.net\n")), CLOCK))
                .contains("\"label\": \"RED\"", "AMBER+STRICT");
    }

    @Test
    void two_sources_that_disagree_become_affected_with_a_note() {
        Advisory one = read("Produkt;Version;Plattform;Status\nApp;1.0;Windows;betroffen\n");
        Advisory two = read("Produkt;Version;Plattform;Status\nApp;1.0;Windows;nicht betroffen\n");
        String draft = CsafDraft.write(List.of(two, one), CLOCK);
        assertThat(draft)
                .contains(
                        "App 1.0 (Windows): one statement says not affected, another affected; written as affected");
        assertThat(read(draft).statements())
                .singleElement()
                .satisfies(
                        s -> {
                            assertThat(s.status()).isEqualTo(Status.AFFECTED);
                            assertThat(s.platform()).isEqualTo(Platform.WINDOWS);
                        });
    }

    @Test
    void the_clock_gives_the_dates_and_the_options_the_publisher() {
        String draft =
                CsafDraft.write(
                        List.of(read("evil.example.net\n")),
                        new CsafDraft.Options(
                                "Beispiel-CERT",
                                "https://cert.example",
                                "coordinator",
                                "BC-2023-7"),
                        CLOCK);
        assertThat(draft)
                .contains("\"2023-03-30T10:15:30Z\"", "Beispiel-CERT", "\"BC-2023-7\"")
                .doesNotContain("PLACEHOLDER");
        assertThatThrownBy(
                        () ->
                                new CsafDraft.Options(
                                        "", "https://cert.example", "coordinator", null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
