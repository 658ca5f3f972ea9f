package dev.firebreak.core.answer;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the answer says of one asset.
///
/// @param verdicts at least one, in the order AFFECTED, CONTACTED, NOT_AFFECTED, UNKNOWN; NOT_AFFECTED stands alone
public record AssetAnswer(
        String asset,
        @Nullable String organisation,
        Platform platform,
        Set<Verdict> verdicts,
        List<Reason> reasons) {
    public AssetAnswer {
        if (verdicts.isEmpty()
                || (verdicts.contains(Verdict.NOT_AFFECTED) && verdicts.size() > 1)) {
            throw new IllegalArgumentException("verdicts " + verdicts);
        }
        verdicts = Collections.unmodifiableSet(EnumSet.copyOf(verdicts));
        reasons = List.copyOf(reasons);
    }
}
