package dev.firebreak.core.judge;

import dev.firebreak.core.identity.IdentityMatch;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.version.VersionVerdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one statement means for one component: three verdicts, kept apart, and what follows from them.
///
/// @param reasons why the outcome is what it is, the deciding one first, never empty
/// @param question what a person could decide to settle it, if anything
public record Judgement(
        Advisory advisory,
        ProductStatement statement,
        IdentityMatch identity,
        VersionVerdict version,
        PlatformVerdict platform,
        Outcome outcome,
        List<Reason> reasons,
        @Nullable Question question) {
    public Judgement {
        Objects.requireNonNull(advisory);
        Objects.requireNonNull(statement);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(version);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(outcome);
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a judgement without a reason");
        }
    }

    Judgement with(Outcome newOutcome, Reason first) {
        List<Reason> more = new java.util.ArrayList<>(List.of(first));
        more.addAll(reasons);
        return new Judgement(
                advisory,
                statement,
                identity,
                version,
                platform,
                newOutcome,
                more,
                newOutcome == Outcome.UNKNOWN ? question : null);
    }
}
