package dev.firebreak.core.judge;

import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import java.util.List;
import java.util.Objects;

/// What all warnings together mean for one component.
///
/// @param outcome AFFECTED if any statement makes it so; else UNKNOWN if any leaves it open; else NOT_AFFECTED if the
///     product is named but this version or platform is not; NONE if no warning names the product
/// @param judgements one per statement that may be about the component
/// @param reasons the deciding reasons, without repetition
/// @param questions what a person could decide, without repetition
public record ComponentVerdict(
        Outcome outcome,
        List<Judgement> judgements,
        List<Reason> reasons,
        List<Question> questions) {
    static final ComponentVerdict NONE =
            new ComponentVerdict(Outcome.NONE, List.of(), List.of(), List.of());

    public ComponentVerdict {
        Objects.requireNonNull(outcome);
        judgements = List.copyOf(judgements);
        reasons = List.copyOf(reasons);
        questions = List.copyOf(questions);
    }
}
