package dev.firebreak.core.identity;

import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A component is, or may be, the product of a statement.
///
/// @param reason by what it was recognised
/// @param question what a person has to decide; present exactly in tier D
/// @param exactVersion whether the match by itself also says the version: a file hash or product code
public record IdentityMatch(
        ProductStatement statement,
        Tier tier,
        Reason reason,
        @Nullable Question question,
        boolean exactVersion) {
    public IdentityMatch {
        Objects.requireNonNull(statement);
        Objects.requireNonNull(reason);
        if ((tier == Tier.D) != (question != null)) {
            throw new IllegalArgumentException("tier " + tier + " and question " + question);
        }
    }
}
