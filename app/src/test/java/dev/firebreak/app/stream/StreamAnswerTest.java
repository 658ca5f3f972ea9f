package dev.firebreak.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.stream.flow.LocalRun;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.record.Question;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The answer of what the flow finds, without a broker: the flow runs in this process.
class StreamAnswerTest {
    private static final Instant NOW = Instant.parse("2023-03-31T12:00:00Z");
    private static final Instant SEEN = Instant.parse("2023-03-29T10:00:00Z");
    private static final Span SPAN = Span.field("test", "", "");

    private final LocalRun flow = new LocalRun();
    private Told told = new Told(_ -> true);
    private long revision = 1;

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private Advisory asked = warning();

    private static Advisory warning() {
        return warning(
                List.of(
                        new ProductStatement(
                                Product.named("Example Phone", "Example Corp"),
                                Platform.ANY,
                                Status.AFFECTED,
                                VersionScheme.GENERIC,
                                List.of("18.12.416"),
                                List.of(),
                                Certainty.STATED,
                                List.of(SPAN))));
    }

    private static Advisory warning(List<ProductStatement> statements) {
        return new Advisory(
                "warning",
                "test",
                null,
                null,
                "",
                null,
                null,
                null,
                null,
                "",
                statements,
                List.of(Indicator.of(ObservableType.DOMAIN, "bad.example", SPAN)),
                List.of(),
                List.of(),
                List.of());
    }

    private void reports(String organisation, String machine, Instant at, String... versions) {
        List<InventoryReport.Entry> entries = new ArrayList<>();
        for (String v : versions) {
            entries.add(
                    new InventoryReport.Entry(
                            new Component(
                                    "Example Phone",
                                    "Example Corp",
                                    v,
                                    VersionScheme.GENERIC,
                                    Platform.WINDOWS,
                                    List.of()),
                            InventorySink.Change.PRESENT,
                            0));
        }
        flow.inventory(
                new InventoryReport(
                        organisation,
                        machine,
                        "programs",
                        InventorySink.Kind.SNAPSHOT,
                        micros(at),
                        true,
                        "software.csv",
                        entries));
        told.coverage(new Coverage.Machine(organisation, machine, micros(at), true));
    }

    private void contact(String organisation, String host, Instant at) {
        flow.logs(
                new LogBatch(
                        organisation,
                        "log of " + host + at,
                        "dns.log",
                        0,
                        10,
                        List.of(new LogBatch.Thing(ObservableType.DOMAIN, "www.bad.example")),
                        List.of(host),
                        new int[] {0},
                        new int[] {0},
                        new long[] {micros(at)},
                        new long[] {0}));
        told.coverage(
                new Coverage.Log(
                        organisation, "log of " + host + at, "dns.log", new int[] {day(at)}, true));
        inLogs(organisation, host, at);
    }

    private static int day(Instant at) {
        return (int) Math.floorDiv(micros(at), 86_400_000_000L);
    }

    /// The cluster learned today that a log names a machine.
    private void inLogs(String organisation, String host, Instant at) {
        told.coverage(
                new Coverage.Host(organisation, host, 548, List.of())
                        .plus(day(at), (int) LocalDate.now(ZoneOffset.UTC).toEpochDay()));
    }

    private Answer answer(@Nullable String organisation) {
        return answer(organisation, Asker.Outcome.WHOLE, new ArrayList<>());
    }

    private Answer answer(
            @Nullable String organisation, Asker.Outcome outcome, List<Problem> problems) {
        return answer(organisation, outcome, problems, Integer.MAX_VALUE);
    }

    private Answer answer(
            @Nullable String organisation,
            Asker.Outcome outcome,
            List<Problem> problems,
            int listed) {
        Wanted wanted = Wanted.of(List.of(asked), Set.of());
        long now = ++revision;
        for (Question q : wanted.questions().values()) {
            flow.question(
                    new Question(
                            q.id(),
                            now,
                            "test",
                            false,
                            q.validFrom(),
                            q.validUntil(),
                            q.subject()));
        }
        flow.findings().values().forEach(told::finding);
        return new StreamAnswer(List.of(asked), wanted, told, outcome, Aliases.none())
                .of(
                        organisation,
                        new AnswerOptions(NOW, AnswerOptions.DEFAULT_MAX_INVENTORY_AGE, null, null),
                        problems,
                        UnaryOperator.identity(),
                        listed);
    }

    private static AssetAnswer asset(Answer answer, String name) {
        return answer.assets().stream()
                .filter(a -> a.asset().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + answer.assets()));
    }

    private static List<String> codes(AssetAnswer asset) {
        return asset.reasons().stream().map(Reason::code).toList();
    }

    @Test
    void machinesAreAffectedContactedOrNeither() {
        reports("Amt A", "PC-1", SEEN, "18.12.416");
        reports("Amt A", "PC-2", SEEN, "17.0");
        contact("Amt A", "pc-1.amt.example", SEEN);
        Answer answer = answer("Amt A");
        assertThat(asset(answer, "PC-1").verdicts())
                .containsExactlyInAnyOrder(Verdict.AFFECTED, Verdict.CONTACTED);
        assertThat(asset(answer, "PC-2").verdicts()).containsExactly(Verdict.NOT_AFFECTED);
        assertThat(codes(asset(answer, "PC-2"))).contains("none-affected", "not-in-logs");
        assertThat(answer.findings())
                .allSatisfy(f -> assertThat(f.organisation()).isEqualTo("Amt A"));
    }

    @Test
    void ofALargeEstateThoseWithAFindingAreListedAndTheOthersCountedWithTheReason() {
        reports("Amt A", "PC-1", SEEN, "18.12.416");
        reports("Amt A", "PC-2", SEEN, "17.0");
        reports("Amt A", "PC-3", SEEN, "17.0");
        Answer all = answer(null);
        Answer few = answer(null, Asker.Outcome.WHOLE, new ArrayList<>(), 2);
        assertThat(few.assets()).containsExactly(asset(all, "PC-1"));
        assertThat(few.tally().unlisted()).isEqualTo(2);
        assertThat(few.tally().because())
                .isNotEmpty()
                .allMatch(b -> b.verdict() == Verdict.NOT_AFFECTED && b.machines() == 2);
        assertThat(few.tally().organisations()).isEqualTo(all.tally().organisations());
    }

    @Test
    void ofContactsAloneAMachineIsCleanIfTheLogsNameItAndUnknownIfNot() {
        asked = warning(List.of());
        reports("Amt A", "PC-1", SEEN, "17.0");
        reports("Amt A", "PC-2", SEEN, "17.0");
        reports("Amt A", "PC-3", SEEN, "17.0");
        contact("Amt A", "PC-1", SEEN);
        inLogs("Amt A", "pc-2.amt.example", SEEN);
        inLogs("Amt B", "PC-3", SEEN);
        Answer answer = answer("Amt A");
        assertThat(asset(answer, "PC-1").verdicts()).containsExactly(Verdict.CONTACTED);
        assertThat(asset(answer, "PC-2").verdicts()).containsExactly(Verdict.NOT_AFFECTED);
        assertThat(codes(asset(answer, "PC-2"))).containsExactly("no-contact");
        assertThat(asset(answer, "PC-3").verdicts()).containsExactly(Verdict.UNKNOWN);
        assertThat(codes(asset(answer, "PC-3"))).containsExactly("not-in-logs");
    }

    @Test
    void aJobThatDoesNotTellWhomTheLogsNameLeavesMachinesWithoutContactUnknown() {
        asked = warning(List.of());
        reports("Amt A", "PC-1", SEEN, "17.0");
        told.coverage(new Coverage.Log("Amt A", "old", "dns.log", new int[] {day(SEEN)}, false));
        assertThat(asset(answer("Amt A"), "PC-1").verdicts()).containsExactly(Verdict.UNKNOWN);
        assertThat(codes(asset(answer("Amt A"), "PC-1"))).containsExactly("no-contact-told");
    }

    @Test
    void aLogForWhichThereIsNoRoomIsSaidAndAPartOfOneMakesNobodyClean() {
        asked = warning(List.of());
        told = new Told(_ -> true, 100, 100, 1);
        reports("Amt A", "PC-1", SEEN, "17.0");
        contact("Amt A", "PC-2", SEEN);
        told.coverage(new Coverage.Log("Amt A", "old", "dns.log", new int[] {day(SEEN)}, false));
        List<Problem> problems = new ArrayList<>();
        Answer answer = answer("Amt A", Asker.Outcome.WHOLE, problems);
        assertThat(codes(asset(answer, "PC-1"))).containsExactly("no-contact-told");
        assertThat(problems).anyMatch(p -> p.reason().startsWith("logs beyond the "));
    }

    @Test
    void whatTheClusterHasForgottenMakesNobodyClean() {
        asked = warning(List.of());
        reports("Amt A", "PC-1", SEEN, "17.0");
        contact("Amt A", "PC-2", SEEN);
        int today = (int) LocalDate.now(ZoneOffset.UTC).toEpochDay();
        told.coverage(
                new Coverage.Host("Amt A", "PC-1", 30, List.of()).plus(day(SEEN), today - 31));
        assertThat(codes(asset(answer("Amt A"), "PC-1"))).containsExactly("not-in-logs");
        told.coverage(
                new Coverage.Host("Amt A", "PC-1", 30, List.of()).plus(day(SEEN), today - 29));
        assertThat(codes(asset(answer("Amt A"), "PC-1"))).containsExactly("no-contact");
    }

    @Test
    void theDaysOnWhichAnAddressIsInTheLogsAreThoseOfTheMachineThatHadIt() {
        asked = warning(List.of());
        reports("Amt A", "PC-1", SEEN);
        reports("Amt A", "PC-2", SEEN);
        contact("Amt A", "PC-9", SEEN);
        told.coverage(new Coverage.Name("Amt A", "10.0.0.7", "PC-2", true, micros(SEEN)));
        inLogs("Amt A", "10.0.0.7", SEEN.plusSeconds(86_400));
        Answer answer = answer("Amt A");
        assertThat(asset(answer, "PC-2").verdicts()).containsExactly(Verdict.NOT_AFFECTED);
        assertThat(asset(answer, "PC-1").verdicts()).containsExactly(Verdict.UNKNOWN);
        assertThat(answer.assets()).hasSize(3);
    }

    @Test
    void whatAnotherOrganisationHasIsNotInTheAnswer() {
        reports("Amt A", "PC-1", SEEN, "18.12.416");
        reports("Amt B", "PC-9", SEEN, "18.12.416");
        assertThat(answer("Amt B").assets()).extracting(AssetAnswer::asset).containsExactly("PC-9");
        assertThat(answer(null).assets()).hasSize(2);
    }

    @Test
    void anAddressIsTheMachineThatHadItAtTheTime() {
        reports("Amt A", "PC-1", SEEN);
        reports("Amt A", "PC-2", SEEN);
        long noon = micros(SEEN);
        told.coverage(new Coverage.Name("Amt A", "10.0.0.7", "PC-2", true, noon - 7_200_000_000L));
        told.coverage(new Coverage.Name("Amt A", "10.0.0.7", "PC-1", true, noon + 7_200_000_000L));
        contact("Amt A", "10.0.0.7", SEEN);
        Answer answer = answer("Amt A");
        assertThat(asset(answer, "PC-2").verdicts()).containsExactly(Verdict.CONTACTED);
        assertThat(asset(answer, "PC-1").verdicts()).containsExactly(Verdict.NOT_AFFECTED);
        assertThat(answer.assets()).hasSize(2);
    }

    @Test
    void ofAnAddressThatChangedHandsDuringAContactNobodyIsCalledClean() {
        reports("Amt A", "PC-1", SEEN);
        reports("Amt A", "PC-2", SEEN);
        told.coverage(new Coverage.Name("Amt A", "10.0.0.7", "PC-2", true, micros(SEEN) - 1));
        told.coverage(new Coverage.Name("Amt A", "10.0.0.7", "PC-1", true, micros(SEEN) + 1));
        contact("Amt A", "10.0.0.7", SEEN);
        contact("Amt A", "10.0.0.7", SEEN.plusSeconds(60));
        List<Problem> problems = new ArrayList<>();
        Answer answer = answer("Amt A", Asker.Outcome.WHOLE, problems);
        assertThat(asset(answer, "10.0.0.7").verdicts()).contains(Verdict.CONTACTED);
        assertThat(asset(answer, "PC-1").verdicts()).containsExactly(Verdict.UNKNOWN);
        assertThat(codes(asset(answer, "PC-2"))).contains("contact-perhaps");
        assertThat(problems).anyMatch(p -> p.reason().contains("several machines"));
    }

    @Test
    void severalNamesOfOneMachineAreOneContact() {
        reports("Amt A", "PC-1", SEEN);
        contact("Amt A", "PC-1", SEEN);
        contact("Amt A", "pc-1.amt.example", SEEN.minusSeconds(60));
        Answer answer = answer("Amt A");
        assertThat(answer.findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Contact.class,
                        c -> {
                            assertThat(c.sighting().count()).isEqualTo(2);
                            assertThat(c.sighting().first()).isEqualTo(SEEN.minusSeconds(60));
                            assertThat(c.sighting().last()).isEqualTo(SEEN);
                        });
    }

    @Test
    void whatIsNotAnsweredInFullIsUnknownAndNeverHarmless() {
        reports("Amt A", "PC-1", SEEN, "17.0");
        reports("Amt A", "PC-2", SEEN, "18.12.416");
        Map<String, @Nullable Progress> open = new HashMap<>();
        Wanted.of(List.of(warning()), Set.of())
                .questions()
                .keySet()
                .forEach(q -> open.put(q, null));
        List<Problem> problems = new ArrayList<>();
        Answer answer = answer("Amt A", new Asker.Outcome(open, false), problems);
        assertThat(asset(answer, "PC-1").verdicts()).containsExactly(Verdict.UNKNOWN);
        assertThat(codes(asset(answer, "PC-1"))).contains("cluster-not-finished");
        assertThat(asset(answer, "PC-2").verdicts()).contains(Verdict.AFFECTED);
        assertThat(problems).anyMatch(p -> p.reason().contains("does the join job run"));
    }

    @Test
    void whereAPartHadNoRoomNobodyIsCalledHarmlessAndTheDeadLettersAreNamed() {
        reports("Amt A", "PC-1", SEEN, "17.0");
        Map<String, @Nullable Progress> open = new HashMap<>();
        Wanted.of(List.of(warning()), Set.of())
                .questions()
                .keySet()
                .forEach(q -> open.put(q, new Progress(q, 1, "me", 5, 5, 0, false, 1)));
        List<Problem> problems = new ArrayList<>();
        Answer answer = answer("Amt A", new Asker.Outcome(open, false), problems);
        assertThat(asset(answer, "PC-1").verdicts()).containsExactly(Verdict.UNKNOWN);
        assertThat(codes(asset(answer, "PC-1"))).contains("cluster-no-room");
        assertThat(problems).anyMatch(p -> p.reason().contains("dead letters"));
    }

    @Test
    void aRecordThatCouldNotBeReadLeavesNobodyHarmless() {
        reports("Amt A", "PC-1", SEEN, "17.0");
        assertThat(asset(answer("Amt A"), "PC-1").verdicts()).containsExactly(Verdict.NOT_AFFECTED);
        told.unread();
        List<Problem> problems = new ArrayList<>();
        Answer answer = answer("Amt A", Asker.Outcome.WHOLE, problems);
        assertThat(codes(asset(answer, "PC-1"))).contains("cluster-unreadable");
        assertThat(asset(answer, "PC-1").verdicts()).containsExactly(Verdict.UNKNOWN);
        assertThat(problems).anyMatch(p -> p.reason().contains("could not be read"));
    }

    @Test
    void whatHadNoRoomEndsTheWaitingOnlyWhenAllElseHasAnswered() {
        Map<String, @Nullable Progress> open = new HashMap<>();
        assertThat(Asker.haveEnded(open)).isTrue();
        open.put("q", new Progress("q", 1, "me", 5, 2, 0, false, 1));
        assertThat(Asker.haveEnded(open)).isFalse();
        open.put("q", new Progress("q", 1, "me", 5, 5, 0, false, 1));
        assertThat(Asker.haveEnded(open)).isTrue();
        open.put("r", null);
        assertThat(Asker.haveEnded(open)).isFalse();
    }

    @Test
    void anAddressThatIsToldAgainTakesNoMoreRoom() {
        for (int i = 0; i <= Told.MAX_NAMES; i++) {
            told.coverage(new Coverage.Name("Amt A", "10.0.0.7", "PC-1", false, 0));
            told.coverage(new Coverage.Name("Amt A", "10.0.0.8", "PC-2", true, 5));
        }
        assertThat(told.namesBeyond()).isZero();
        told.coverage(new Coverage.Name("Amt A", "10.0.0.9", "PC-3", false, 0));
        assertThat(told.isNamed("Amt A", "10.0.0.9")).isTrue();
    }

    @Test
    void aComponentThatIsGoneIsNoLongerFound() {
        reports("Amt A", "PC-1", SEEN, "18.12.416");
        assertThat(asset(answer("Amt A"), "PC-1").verdicts()).containsExactly(Verdict.AFFECTED);
        reports("Amt A", "PC-1", SEEN.plusSeconds(3600), "19.0");
        assertThat(asset(answer("Amt A"), "PC-1").verdicts()).containsExactly(Verdict.NOT_AFFECTED);
    }

    @Test
    void whatHasNoRoomIsSaidAndNobodyElseIsCalledHarmless() {
        told = new Told(_ -> true, 1, 100, 100);
        reports("Amt A", "PC-1", SEEN, "18.12.416");
        reports("Amt A", "PC-2", SEEN, "18.12.416");
        List<Problem> problems = new ArrayList<>();
        Answer answer = answer("Amt A", Asker.Outcome.WHOLE, problems);
        assertThat(answer.count(Verdict.AFFECTED)).isEqualTo(1);
        assertThat(answer.count(Verdict.NOT_AFFECTED)).isZero();
        assertThat(problems).anyMatch(p -> p.reason().contains("left out"));
    }

    @Test
    void theSameQuestionHasTheSameIdAndAnotherOneAnother() {
        Set<String> ids = Wanted.of(List.of(warning()), Set.of()).questions().keySet();
        assertThat(Wanted.of(List.of(warning()), Set.of()).questions().keySet()).isEqualTo(ids);
        assertThat(ids).hasSize(2);
    }
}
