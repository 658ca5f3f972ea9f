package dev.firebreak.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.estate.EstateBuilder;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import dev.firebreak.core.model.VersionScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerBuilderTest {
    private static final Instant NOW = Instant.parse("2023-03-30T12:00:00Z");
    private static final Instant FRESH = Instant.parse("2023-03-29T06:00:00Z");
    private static final Instant OLD = Instant.parse("2022-11-02T06:00:00Z");
    private static final Span SPAN = Span.text("w.txt", 0, 3, "App");
    private static final Indicator EVIL = Indicator.of(ObservableType.DOMAIN, "evil.example", SPAN);

    private final EstateBuilder estate = new EstateBuilder();

    @Test
    void aMachineWithAnAffectedVersionIsAffected() {
        inventory("PC1", FRESH, "1.0");
        Answer answer = answer(software("1.0"), List.of(), Verdict.AFFECTED);
        assertThat(verdicts(answer)).containsEntry("PC1", "[AFFECTED]");
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    @Test
    void aMachineWhoseCurrentInventoryDoesNotListTheProductIsNotAffected() {
        inventory("PC1", FRESH, null);
        Answer answer = answer(software("1.0"), List.of(), null);
        assertThat(verdicts(answer)).containsEntry("PC1", "[NOT_AFFECTED]");
        assertThat(reasons(answer, "PC1")).contains("not-installed");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void anOldInventoryIsNeverClean() {
        inventory("PC1", OLD, null);
        Answer answer = answer(software("1.0"), List.of(), null);
        assertThat(verdicts(answer)).containsEntry("PC1", "[UNKNOWN]");
        assertThat(reasons(answer, "PC1")).contains("inventory-stale");
        assertThat(answer.exitCode()).isEqualTo(3);
    }

    @Test
    void anAffectedMachineWithAnOldInventoryStaysAffectedAndTheAgeIsSaid() {
        inventory("PC1", OLD, "1.0");
        Answer answer = answer(software("1.0"), List.of(), Verdict.AFFECTED);
        assertThat(verdicts(answer)).containsEntry("PC1", "[AFFECTED]");
        assertThat(reasons(answer, "PC1")).contains("inventory-stale");
    }

    @Test
    void aMachineThatOnlyLogsKnowIsContactedAndOtherwiseUnknown() {
        logs(LogDays.of(19_445), "10.0.0.9");
        Answer answer = answer(software("1.0"), List.of(EVIL), null);
        assertThat(verdicts(answer)).containsEntry("10.0.0.9", "[CONTACTED, UNKNOWN]");
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    @Test
    void aWarningOfIndicatorsOnlyAsksNothingAboutSoftware() {
        logs(LogDays.of(19_445), "10.0.0.9");
        estate.logs(List.of(), Map.of("10.0.0.10", LogDays.of(19_445)), span(LogDays.of(19_445)));
        Answer answer = answer(advisory(List.of(), List.of(EVIL)), List.of(EVIL), null);
        assertThat(verdicts(answer))
                .containsEntry("10.0.0.9", "[CONTACTED]")
                .containsEntry("10.0.0.10", "[NOT_AFFECTED]");
        assertThat(answer.coverage().notes()).extracting(Reason::code).contains("no-products");
    }

    @Test
    void ofContactsAloneNothingIsKnownOfAMachineThatNoLogNames() {
        inventory("PC1", FRESH, null);
        estate.logs(List.of(), Map.of("10.0.0.10", LogDays.of(19_445)), span(LogDays.of(19_445)));
        Answer answer = answer(advisory(List.of(), List.of(EVIL)), List.of(EVIL), null);
        assertThat(verdicts(answer))
                .containsEntry("PC1", "[UNKNOWN]")
                .containsEntry("10.0.0.10", "[NOT_AFFECTED]");
        assertThat(reasons(answer, "PC1")).containsExactly("not-in-logs");
        assertThat(answer.exitCode()).isEqualTo(3);
    }

    @Test
    void aMachineThatNoLogNamesKeepsWhatItsInventorySaysOfTheProduct() {
        inventory("PC1", FRESH, null);
        estate.logs(List.of(), Map.of("PC1x", LogDays.of(19_445)), span(LogDays.of(19_445)));
        Answer answer = answer(software("1.0"), List.of(EVIL), null);
        assertThat(verdicts(answer)).containsEntry("PC1", "[NOT_AFFECTED]");
        assertThat(reasons(answer, "PC1")).contains("not-in-logs");
    }

    @Test
    void contactWithSomethingThatMayNotBeAnIndicatorIsUnknown() {
        Indicator unsure =
                new Indicator(
                        ObservableType.DOMAIN,
                        "maybe.example",
                        null,
                        null,
                        Certainty.UNSURE,
                        "",
                        List.of(SPAN));
        estate.logs(
                List.of(
                        new Sighting(
                                unsure, "10.0.0.9", "maybe.example", FRESH, FRESH, 1, List.of())),
                Map.of("10.0.0.9", LogDays.of(19_445)),
                span(LogDays.of(19_445)));
        Answer answer = answer(advisory(List.of(), List.of(unsure)), List.of(unsure), null);
        assertThat(verdicts(answer)).containsEntry("10.0.0.9", "[UNKNOWN]");
        assertThat(answer.exitCode()).isEqualTo(3);
    }

    @Test
    void aContactBeforeTheStatedValidityCountsAndThatIsSaid() {
        Indicator later =
                new Indicator(
                        ObservableType.DOMAIN,
                        "evil.example",
                        NOW,
                        null,
                        Certainty.STATED,
                        "",
                        List.of(SPAN));
        estate.logs(
                List.of(
                        new Sighting(
                                later, "10.0.0.9", "evil.example", FRESH, FRESH, 1, List.of())),
                Map.of("10.0.0.9", LogDays.of(19_445)),
                span(LogDays.of(19_445)));
        Answer answer = answer(advisory(List.of(), List.of(later)), List.of(later), null);
        assertThat(verdicts(answer)).containsEntry("10.0.0.9", "[CONTACTED]");
        assertThat(reasons(answer, "10.0.0.9")).contains("before-validity");
    }

    @Test
    void aStatedPeriodThatTheLogsDoNotCoverMakesUnknown() {
        inventory("PC1", FRESH, null);
        estate.logs(List.of(), Map.of(), span(LogDays.of(19_443, 19_445)));
        AnswerOptions options =
                new AnswerOptions(
                        NOW, Duration.ofDays(30), Instant.parse("2023-03-27T00:00:00Z"), NOW);
        Answer answer =
                AnswerBuilder.build(
                        List.of(software("1.0")),
                        estate.build(),
                        List.of(),
                        List.of(EVIL),
                        List.of(),
                        List.of(),
                        List.of(),
                        options);
        assertThat(verdicts(answer)).containsEntry("PC1", "[UNKNOWN]");
        assertThat(reasons(answer, "PC1")).contains("log-partial");
        assertThat(answer.coverage().missingDays()).hasSize(2);
    }

    @Test
    void gapsInsideTheLogsAreNamedWithoutAStatedPeriod() {
        inventory("PC1", FRESH, null);
        estate.logs(List.of(), Map.of(), span(LogDays.of(19_440, 19_442)));
        Answer answer = answer(software("1.0"), List.of(EVIL), null);
        assertThat(verdicts(answer)).containsEntry("PC1", "[NOT_AFFECTED]");
        assertThat(answer.coverage().missingDays()).hasSize(1);
    }

    @Test
    void aWarningThatNamesNothingLeavesEverythingUnknown() {
        inventory("PC1", FRESH, null);
        Answer answer = answer(advisory(List.of(), List.of()), List.of(), null);
        assertThat(verdicts(answer)).containsEntry("PC1", "[UNKNOWN]");
        assertThat(answer.exitCode()).isEqualTo(3);
    }

    @Test
    void versionsOfAProductThatWasNotUnderstoodLeaveEachMachineUnknown() {
        inventory("PC1", FRESH, null);
        estate.logs(List.of(), Map.of("PC1", LogDays.of(19_445)), span(LogDays.of(19_445)));
        Question which =
                new Question(
                        "product-missing",
                        "Which product?",
                        "Welches Produkt?",
                        List.of(),
                        List.of());
        Answer answer =
                answer(
                        advisory("w.txt", List.of(), List.of(EVIL), List.of(which)),
                        List.of(EVIL),
                        null);
        assertThat(verdicts(answer)).containsEntry("PC1", "[UNKNOWN]");
        assertThat(reasons(answer, "PC1")).contains("product-open");
        assertThat(answer.exitCode()).isEqualTo(3);
    }

    @Test
    void aQuestionBesideAnUnderstoodProductLeavesItsAnswer() {
        inventory("PC1", FRESH, null);
        Question which =
                new Question(
                        "product-missing",
                        "Which product?",
                        "Welches Produkt?",
                        List.of(),
                        List.of());
        Answer answer =
                answer(
                        advisory("w.txt", software("1.0").statements(), List.of(), List.of(which)),
                        List.of(),
                        null);
        assertThat(verdicts(answer)).containsEntry("PC1", "[NOT_AFFECTED]");
    }

    @Test
    void withoutAnyMachineNothingIsKnown() {
        Answer answer = answer(software("1.0"), List.of(), null);
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.coverage().notes()).extracting(Reason::code).contains("no-assets");
    }

    @Test
    void inputThatWasLeftOutMeansThatNotEverythingIsKnown() {
        inventory("PC1", FRESH, null);
        Problem broken = new Problem("a.csv", "line 3", "is broken", Problem.Severity.PARTIAL);
        AnswerOptions options = new AnswerOptions(NOW, Duration.ofDays(30), null, null);
        Answer answer =
                AnswerBuilder.build(
                        List.of(software("1.0")),
                        estate.build(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(broken),
                        options);
        assertThat(answer.exitCode()).isEqualTo(3);
    }

    @Test
    void twoWarningsThatNameDifferentVersionsDisagreeAndThatIsSaid() {
        inventory("PC1", FRESH, null);
        AnswerOptions options = new AnswerOptions(NOW, Duration.ofDays(30), null, null);
        Answer answer =
                AnswerBuilder.build(
                        List.of(
                                software("a.txt", "App One", "1.0"),
                                software("b.txt", "AppOne", "1.1")),
                        estate.build(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        options);
        assertThat(answer.disagreements())
                .singleElement()
                .satisfies(
                        reason ->
                                assertThat(reason.english())
                                        .contains("a.txt: 1.0")
                                        .contains("b.txt: 1.1")
                                        .contains("union"));
    }

    @Test
    void theSameFindingHasTheSameIdInEveryRunAndAnotherIdOnAnotherMachine() {
        inventory("PC1", FRESH, "1.0");
        inventory("PC2", FRESH, "1.0");
        Answer first = answer(software("1.0"), List.of(), Verdict.AFFECTED);
        Answer second = answer(software("1.0"), List.of(), Verdict.AFFECTED);
        assertThat(first.findings()).extracting(Finding::id).doesNotHaveDuplicates().hasSize(2);
        assertThat(second.findings())
                .extracting(Finding::id)
                .isEqualTo(first.findings().stream().map(Finding::id).toList());
    }

    private void inventory(String asset, Instant collected, @Nullable String version) {
        InventorySink sink = estate.inventory(asset + ".json", NOW);
        Asset of = new Asset(asset, null, Platform.WINDOWS, List.of());
        sink.begin(of, InventorySink.Kind.SNAPSHOT, "programs", collected, 1);
        if (version != null) {
            sink.component(
                    new Component(
                            "App",
                            null,
                            version,
                            VersionScheme.GENERIC,
                            Platform.WINDOWS,
                            List.of()),
                    InventorySink.Change.PRESENT,
                    2);
        }
        sink.end();
    }

    private void logs(LogDays days, String host) {
        estate.logs(
                List.of(new Sighting(EVIL, host, "www.evil.example", FRESH, FRESH, 3, List.of())),
                Map.of(host, days),
                span(days));
    }

    private static LogSpan span(LogDays days) {
        return new LogSpan(1, 10, FRESH, FRESH, days);
    }

    private static Advisory software(String version) {
        return software("w.txt", "App", version);
    }

    private static Advisory software(String source, String name, String version) {
        ProductStatement statement =
                new ProductStatement(
                        Product.named(name, null),
                        Platform.ANY,
                        Status.AFFECTED,
                        VersionScheme.GENERIC,
                        List.of(version),
                        List.of(),
                        Certainty.STATED,
                        List.of(SPAN));
        return advisory(source, List.of(statement), List.of());
    }

    private static Advisory advisory(
            List<ProductStatement> statements, List<Indicator> indicators) {
        return advisory("w.txt", statements, indicators);
    }

    private static Advisory advisory(
            String source, List<ProductStatement> statements, List<Indicator> indicators) {
        return advisory(source, statements, indicators, List.of());
    }

    private static Advisory advisory(
            String source,
            List<ProductStatement> statements,
            List<Indicator> indicators,
            List<Question> questions) {
        return new Advisory(
                source,
                "prose",
                null,
                null,
                "",
                null,
                "en",
                null,
                null,
                "App",
                statements,
                indicators,
                List.of(),
                questions,
                List.of());
    }

    private Answer answer(Advisory advisory, List<Indicator> usable, @Nullable Verdict judged) {
        AnswerOptions options = new AnswerOptions(NOW, Duration.ofDays(30), null, null);
        List<Judged> all =
                judged == null
                        ? List.of()
                        : List.of(
                                new Judged(
                                        0,
                                        judged,
                                        advisory.statements().getFirst(),
                                        "C",
                                        advisory.source(),
                                        List.of(new Reason("test", "because", "darum"))));
        return AnswerBuilder.build(
                List.of(advisory),
                estate.build(),
                all,
                usable,
                List.of(),
                List.of(),
                List.of(),
                options);
    }

    private static Map<String, String> verdicts(Answer answer) {
        return answer.assets().stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                AssetAnswer::asset, asset -> asset.verdicts().toString()));
    }

    private static List<String> reasons(Answer answer, String asset) {
        return answer.assets().stream()
                .filter(one -> one.asset().equals(asset))
                .flatMap(one -> one.reasons().stream())
                .map(Reason::code)
                .toList();
    }
}
