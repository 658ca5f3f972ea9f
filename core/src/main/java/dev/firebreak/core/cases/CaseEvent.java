package dev.firebreak.core.cases;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Something that happened to a case. What will later hang on cases (mail, deadlines by law, plans) reads these.
public sealed interface CaseEvent {
    /// The answer made the case.
    record Opened(Standing standing, int affected, int contacted, int undecided)
            implements CaseEvent {}

    /// The answer changed while the case was there.
    record AnswerChanged(Standing standing, int affected, int contacted, int undecided)
            implements CaseEvent {}

    /// @param how in which way the organisation was told: by this system, telephone, mail; may be empty
    record Told(String how) implements CaseEvent {}

    record Acknowledged(String note) implements CaseEvent {}

    record Acting(String note) implements CaseEvent {}

    record Done(Outcome outcome, String reason) implements CaseEvent {}

    /// @param machines how many machines turned affected or contacted that were not when it was closed; 0 if a person
    ///     reopened it
    record Reopened(int machines, String reason) implements CaseEvent {}

    /// @param due absent takes the date away
    record DueSet(@Nullable LocalDate due) implements CaseEvent {}

    record Commented(String text) implements CaseEvent {}

    record FileAdded(long file, String name) implements CaseEvent {}

    /// @param task number of the task within its case, from 1
    record TaskAdded(int task, String text) implements CaseEvent {}

    record TaskDone(int task) implements CaseEvent {}

    record TaskReopened(int task) implements CaseEvent {}
}
