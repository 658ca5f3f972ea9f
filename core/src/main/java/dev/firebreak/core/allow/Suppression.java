package dev.firebreak.core.allow;

import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Reason;
import java.util.Objects;

/// An indicator that is not used unless someone forces it.
///
/// @param list name of the list it stands on, such as `public-resolvers`
/// @param reason why it would raise false alarms
/// @param forced whether someone asked for it all the same; it is then used, and still shown with this reason
public record Suppression(Indicator indicator, String list, Reason reason, boolean forced) {
    public Suppression {
        Objects.requireNonNull(indicator);
        Objects.requireNonNull(list);
        Objects.requireNonNull(reason);
    }
}
