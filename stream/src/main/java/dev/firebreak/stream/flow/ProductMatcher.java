package dev.firebreak.stream.flow;

import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.Matcher;
import dev.firebreak.core.judge.Outcome;

/// Reads the verdict that [Shelf] put into the pattern of a component's indicator.
public final class ProductMatcher implements Matcher {
    @Override
    public Answer meets(KeyedIndicator indicator, String value) {
        return indicator.pattern().startsWith(Outcome.AFFECTED.name())
                ? Answer.YES
                : indicator.pattern().startsWith(Outcome.UNKNOWN.name())
                        ? Answer.UNSURE
                        : Answer.NO;
    }
}
