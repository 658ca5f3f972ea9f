package dev.firebreak.app.check;

import dev.firebreak.core.allow.AllowContext;
import dev.firebreak.core.allow.AllowLists;
import dev.firebreak.core.allow.Suppression;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The indicators of all warnings, held against the allow-lists.
///
/// @param usable each value once, with the surest certainty that any source gives it
/// @param suppressed not used, each with the reason
public record Screening(List<Indicator> usable, List<Answer.Suppressed> suppressed) {
    /// @param forced values that are used whatever the lists say
    public static Screening of(List<Advisory> advisories, Set<String> forced) {
        AllowContext context = AllowContext.of(advisories, forced);
        AllowLists lists = AllowLists.bundled();
        List<Indicator> usable = new ArrayList<>();
        List<Answer.Suppressed> suppressed = new ArrayList<>();
        for (Indicator indicator : distinct(advisories)) {
            Optional<Suppression> found = lists.check(indicator, context);
            if (found.isPresent() && !found.get().forced()) {
                suppressed.add(
                        new Answer.Suppressed(indicator, found.get().list(), found.get().reason()));
            } else {
                usable.add(indicator);
            }
        }
        return new Screening(List.copyOf(usable), List.copyOf(suppressed));
    }

    private record Key(ObservableType type, String value) {}

    private static List<Indicator> distinct(List<Advisory> advisories) {
        Map<Key, Indicator> byValue = new LinkedHashMap<>();
        for (Advisory advisory : advisories) {
            for (Indicator indicator : advisory.indicators()) {
                byValue.merge(
                        new Key(indicator.type(), indicator.value()), indicator, Screening::joined);
            }
        }
        return List.copyOf(byValue.values());
    }

    /// One indicator that two sources name: the surer reading, the wider validity, the spans of both.
    private static Indicator joined(Indicator a, Indicator b) {
        List<Span> spans = new ArrayList<>(a.spans());
        spans.addAll(b.spans());
        return new Indicator(
                a.type(),
                a.value(),
                earlier(a.validFrom(), b.validFrom()),
                later(a.validUntil(), b.validUntil()),
                a.certainty().compareTo(b.certainty()) <= 0 ? a.certainty() : b.certainty(),
                a.description().isEmpty() ? b.description() : a.description(),
                spans);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b == null ? null : a.isBefore(b) ? a : b;
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b == null ? null : a.isAfter(b) ? a : b;
    }
}
