package dev.firebreak.core.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A case as its events make it.
///
/// @param version number of events; the next event carries the next number
/// @param outcome of a done case
/// @param reopened how often it was reopened
public record Case(
        int version,
        CaseState state,
        @Nullable Outcome outcome,
        @Nullable String reason,
        @Nullable LocalDate due,
        @Nullable Instant toldAt,
        Standing standing,
        int reopened,
        List<Task> tasks,
        Instant changedAt) {
    /// Longest comment, reason or task, in characters.
    public static final int MAX_TEXT = 10_000;

    /// Most tasks of a case.
    public static final int MAX_TASKS = 200;

    /// One line of a case's task list.
    public record Task(int number, String text, boolean done) {}

    /// An event with its time.
    public record Timed(Instant at, CaseEvent event) {}

    public Case {
        tasks = List.copyOf(tasks);
    }

    /// Folds a history; the first event must be [CaseEvent.Opened].
    public static Case of(List<Timed> history) {
        if (history.isEmpty() || !(history.getFirst().event() instanceof CaseEvent.Opened opened)) {
            throw new IllegalArgumentException("a case begins with being opened");
        }
        Case current =
                new Case(
                        1,
                        CaseState.OPEN,
                        null,
                        null,
                        null,
                        null,
                        opened.standing(),
                        0,
                        List.of(),
                        history.getFirst().at());
        for (Timed next : history.subList(1, history.size())) {
            current = current.after(next);
        }
        return current;
    }

    /// This case after one more event.
    public Case after(Timed timed) {
        Instant at = timed.at();
        return switch (timed.event()) {
            case CaseEvent.Opened _ ->
                    throw new IllegalArgumentException("a case is opened only once");
            case CaseEvent.AnswerChanged e -> copy(state, outcome, reason, e.standing(), at);
            case CaseEvent.Told _ -> told(at);
            case CaseEvent.Acknowledged _ -> copy(CaseState.ACKNOWLEDGED, null, null, standing, at);
            case CaseEvent.Acting _ -> copy(CaseState.ACTING, null, null, standing, at);
            case CaseEvent.Done e -> copy(CaseState.DONE, e.outcome(), e.reason(), standing, at);
            case CaseEvent.Reopened _ -> reopenedAt(at);
            case CaseEvent.DueSet e -> with(e.due(), tasks, at);
            case CaseEvent.Commented _, CaseEvent.FileAdded _ -> with(due, tasks, at);
            case CaseEvent.TaskAdded e -> {
                List<Task> more = new ArrayList<>(tasks);
                more.add(new Task(e.task(), e.text(), false));
                yield with(due, more, at);
            }
            case CaseEvent.TaskDone e -> with(due, ticked(e.task(), true), at);
            case CaseEvent.TaskReopened e -> with(due, ticked(e.task(), false), at);
        };
    }

    private List<Task> ticked(int number, boolean done) {
        return tasks.stream()
                .map(t -> t.number() == number ? new Task(number, t.text(), done) : t)
                .toList();
    }

    private Case told(Instant at) {
        return new Case(
                version + 1, CaseState.TOLD, null, null, due, at, standing, reopened, tasks, at);
    }

    private Case reopenedAt(Instant at) {
        return new Case(
                version + 1,
                CaseState.OPEN,
                null,
                null,
                due,
                toldAt,
                standing,
                reopened + 1,
                tasks,
                at);
    }

    private Case copy(
            CaseState newState,
            @Nullable Outcome newOutcome,
            @Nullable String newReason,
            Standing newStanding,
            Instant at) {
        return new Case(
                version + 1,
                newState,
                newOutcome,
                newReason,
                due,
                toldAt,
                newStanding,
                reopened,
                tasks,
                at);
    }

    private Case with(@Nullable LocalDate newDue, List<Task> newTasks, Instant at) {
        return new Case(
                version + 1,
                state,
                outcome,
                reason,
                newDue,
                toldAt,
                standing,
                reopened,
                newTasks,
                at);
    }
}
