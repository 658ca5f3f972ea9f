package dev.firebreak.core.cases;

import java.util.Set;
import java.util.TreeSet;

/// Which event may follow on a case as it is.
public final class CaseRules {
    private CaseRules() {}

    /// Whether an event may happen.
    public sealed interface Decision {
        /// It may.
        record Accepted() implements Decision {}

        /// It may not.
        ///
        /// @param code stable word such as `case-is-done`
        record Rejected(String code) implements Decision {}
    }

    private static final Decision ACCEPTED = new Decision.Accepted();

    /// @return accepted, or the reason why it makes no sense on this case
    public static Decision judge(Case on, CaseEvent event) {
        boolean done = on.state() == CaseState.DONE;
        return switch (event) {
            case CaseEvent.Opened _ -> rejected("case-exists");
            case CaseEvent.AnswerChanged _ -> ACCEPTED;
            case CaseEvent.Told e -> done ? rejected("case-is-done") : text(e.how(), false);
            case CaseEvent.Acknowledged e -> acknowledged(on, e);
            case CaseEvent.Acting e ->
                    done
                            ? rejected("case-is-done")
                            : on.state() == CaseState.ACTING
                                    ? rejected("case-is-there-already")
                                    : untold(on)
                                            ? rejected("case-not-told")
                                            : text(e.note(), false);
            case CaseEvent.Done e -> done(on, e);
            case CaseEvent.Reopened e -> done ? text(e.reason(), false) : rejected("case-not-done");
            case CaseEvent.DueSet _ -> done ? rejected("case-is-done") : ACCEPTED;
            case CaseEvent.Commented e -> text(e.text(), true);
            case CaseEvent.FileAdded _ -> ACCEPTED;
            case CaseEvent.TaskAdded e ->
                    on.tasks().size() >= Case.MAX_TASKS
                            ? rejected("too-many-tasks")
                            : e.task() != on.tasks().size() + 1
                                    ? rejected("changed-meanwhile")
                                    : text(e.text(), true);
            case CaseEvent.TaskDone e -> task(on, e.task());
            case CaseEvent.TaskReopened e -> task(on, e.task());
        };
    }

    /// The machines that a closed case has to be reopened for: those that are hit now and were not, without a break,
    /// since it was closed.
    ///
    /// @param settled machines it was closed with, as far as they were hit ever since
    /// @param hit machines that are affected or contacted now
    public static Set<String> newlyHit(Set<String> settled, Set<String> hit) {
        Set<String> fresh = new TreeSet<>(hit);
        fresh.removeAll(settled);
        return fresh;
    }

    private static Decision acknowledged(Case on, CaseEvent.Acknowledged event) {
        return switch (on.state()) {
            case OPEN -> untold(on) ? rejected("case-not-told") : text(event.note(), false);
            case TOLD -> text(event.note(), false);
            case ACKNOWLEDGED, ACTING -> rejected("case-is-there-already");
            case DONE -> rejected("case-is-done");
        };
    }

    private static Decision done(Case on, CaseEvent.Done event) {
        if (on.state() == CaseState.DONE) {
            return rejected("case-is-done");
        }
        if (untold(on)) {
            return rejected("case-not-told");
        }
        return text(event.reason(), event.outcome() == Outcome.RISK_ACCEPTED);
    }

    /// An organisation whose case was opened again was told before, sees it, and need not wait to act.
    private static boolean untold(Case on) {
        return on.state() == CaseState.OPEN && on.toldAt() == null;
    }

    private static Decision task(Case on, int number) {
        return on.tasks().stream().anyMatch(t -> t.number() == number)
                ? ACCEPTED
                : rejected("no-such-task");
    }

    private static Decision text(String text, boolean needed) {
        if (needed && text.isBlank()) {
            return rejected("text-missing");
        }
        return text.length() > Case.MAX_TEXT ? rejected("text-too-long") : ACCEPTED;
    }

    private static Decision rejected(String code) {
        return new Decision.Rejected(code);
    }
}
