package dev.firebreak.core.answer;

import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.util.List;

/// What the warnings say of one distinct component.
///
/// @param component its number in the [EstateView]
/// @param verdict AFFECTED, NOT_AFFECTED (the product, but not these versions or this platform) or UNKNOWN
/// @param identity tier by which the component is known to be the product, `A` to `D`
/// @param warning source of the statement
public record Judged(
        int component,
        Verdict verdict,
        ProductStatement statement,
        String identity,
        String warning,
        List<Reason> reasons) {
    public Judged {
        reasons = List.copyOf(reasons);
    }
}
