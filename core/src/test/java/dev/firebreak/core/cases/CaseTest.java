package dev.firebreak.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.cases.CaseRules.Decision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaseTest {
    private static final Instant T = Instant.parse("2023-03-30T08:00:00Z");

    private static Case opened() {
        return Case.of(List.of(timed(new CaseEvent.Opened(Standing.AFFECTED, 2, 1, 0))));
    }

    private static Case.Timed timed(CaseEvent event) {
        return new Case.Timed(T, event);
    }

    private static Case after(Case on, CaseEvent... events) {
        Case now = on;
        for (CaseEvent event : events) {
            assertThat(CaseRules.judge(now, event))
                    .as(event.toString())
                    .isEqualTo(new Decision.Accepted());
            now = now.after(timed(event));
        }
        return now;
    }

    private static String refusal(Case on, CaseEvent event) {
        return CaseRules.judge(on, event) instanceof Decision.Rejected r ? r.code() : "accepted";
    }

    @Test
    void theUsualWayLeadsFromOpenToDone() {
        Case done =
                after(
                        opened(),
                        new CaseEvent.Told("portal"),
                        new CaseEvent.Acknowledged(""),
                        new CaseEvent.Acting("isolated"),
                        new CaseEvent.Done(Outcome.CLEANED, ""));
        assertThat(done.state()).isEqualTo(CaseState.DONE);
        assertThat(done.outcome()).isEqualTo(Outcome.CLEANED);
        assertThat(done.version()).isEqualTo(5);
        assertThat(done.toldAt()).isEqualTo(T);
    }

    @Test
    void aCaseClosesOnlyWithWhatWasDoneAndARiskOnlyWithAReason() {
        Case told = after(opened(), new CaseEvent.Told(""));
        assertThat(refusal(told, new CaseEvent.Done(Outcome.RISK_ACCEPTED, " ")))
                .isEqualTo("text-missing");
        assertThat(refusal(opened(), new CaseEvent.Done(Outcome.CLEANED, "")))
                .isEqualTo("case-not-told");
        assertThat(
                        after(told, new CaseEvent.Done(Outcome.RISK_ACCEPTED, "offline machine"))
                                .reason())
                .isEqualTo("offline machine");
    }

    @Test
    void nobodyAcknowledgesWhatWasNotTold() {
        assertThat(refusal(opened(), new CaseEvent.Acknowledged(""))).isEqualTo("case-not-told");
        assertThat(refusal(opened(), new CaseEvent.Acting(""))).isEqualTo("case-not-told");
    }

    @Test
    void aDoneCaseIsReopenedByMachinesThatWereNotHitWhenItWasClosed() {
        assertThat(CaseRules.newlyHit(Set.of("pc-1", "pc-2"), Set.of("pc-2"))).isEmpty();
        assertThat(CaseRules.newlyHit(Set.of("pc-1"), Set.of("pc-1", "pc-3")))
                .containsExactly("pc-3");
        Case done =
                after(opened(), new CaseEvent.Told(""), new CaseEvent.Done(Outcome.CLEANED, ""));
        Case again = after(done, new CaseEvent.Reopened(1, ""));
        assertThat(again.state()).isEqualTo(CaseState.OPEN);
        assertThat(again.outcome()).isNull();
        assertThat(again.reopened()).isEqualTo(1);
        assertThat(refusal(again, new CaseEvent.Reopened(1, ""))).isEqualTo("case-not-done");
        // Its organisation was told before, sees it, and need not wait until it is told once more.
        assertThat(after(again, new CaseEvent.Acknowledged("")).state())
                .isEqualTo(CaseState.ACKNOWLEDGED);
        assertThat(after(again, new CaseEvent.Acting("")).state()).isEqualTo(CaseState.ACTING);
        assertThat(after(again, new CaseEvent.Done(Outcome.CLEANED, "")).state())
                .isEqualTo(CaseState.DONE);
    }

    @Test
    void tasksAreTickedAndUnticked() {
        Case with =
                after(
                        opened(),
                        new CaseEvent.TaskAdded(1, "Isolate"),
                        new CaseEvent.TaskAdded(2, "Reinstall"),
                        new CaseEvent.TaskDone(1));
        assertThat(with.tasks()).extracting(Case.Task::done).containsExactly(true, false);
        assertThat(after(with, new CaseEvent.TaskReopened(1)).tasks().getFirst().done()).isFalse();
        assertThat(refusal(with, new CaseEvent.TaskDone(3))).isEqualTo("no-such-task");
        assertThat(refusal(with, new CaseEvent.TaskAdded(2, "Again")))
                .isEqualTo("changed-meanwhile");
    }

    @Test
    void whateverIsAcceptedInAnyOrderKeepsTheCaseInItself() {
        long seed = 20230329;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Case now = opened();
            List<Case.Timed> history =
                    new ArrayList<>(
                            List.of(timed(new CaseEvent.Opened(Standing.AFFECTED, 2, 1, 0))));
            for (int i = 0; i < 40; i++) {
                CaseEvent event = any(random, now);
                if (CaseRules.judge(now, event) instanceof Decision.Accepted) {
                    now = now.after(timed(event));
                    history.add(timed(event));
                }
                assertThat(now.state() == CaseState.DONE)
                        .as("seed %s", seed)
                        .isEqualTo(now.outcome() != null);
            }
            assertThat(Case.of(history)).as("seed %s", seed).isEqualTo(now);
        }
    }

    private static CaseEvent any(Random random, Case now) {
        return switch (random.nextInt(11)) {
            case 0 -> new CaseEvent.Told("");
            case 1 -> new CaseEvent.Acknowledged("");
            case 2 -> new CaseEvent.Acting("");
            case 3 ->
                    new CaseEvent.Done(
                            Outcome.values()[random.nextInt(3)], random.nextBoolean() ? "why" : "");
            case 4 -> new CaseEvent.Reopened(random.nextInt(3), "");
            case 5 -> new CaseEvent.DueSet(random.nextBoolean() ? null : LocalDate.of(2023, 4, 1));
            case 6 -> new CaseEvent.Commented("said");
            case 7 -> new CaseEvent.TaskAdded(now.tasks().size() + 1, "do");
            case 8 -> new CaseEvent.TaskDone(1 + random.nextInt(3));
            case 9 -> new CaseEvent.TaskReopened(1 + random.nextInt(3));
            default -> new CaseEvent.AnswerChanged(Standing.values()[random.nextInt(4)], 1, 1, 1);
        };
    }

    @Test
    void theStandingIsTheGravestThatIsKnown() {
        assertThat(Standing.of(10, 1, 2, 3)).isEqualTo(Standing.AFFECTED);
        assertThat(Standing.of(10, 0, 2, 3)).isEqualTo(Standing.CONTACTED);
        assertThat(Standing.of(10, 0, 0, 1)).isEqualTo(Standing.UNKNOWN);
        assertThat(Standing.of(0, 0, 0, 0)).isEqualTo(Standing.UNKNOWN);
        assertThat(Standing.of(10, 0, 0, 0)).isEqualTo(Standing.CLEAR);
    }
}
