package dev.firebreak.core.answer;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a warning and an estate meet on one asset. The id depends on nothing but what is found, so the same finding
/// has the same id in every run and on every engine.
public sealed interface Finding {
    String id();

    /// AFFECTED, CONTACTED, or UNKNOWN for a meeting that a person has to decide about.
    Verdict verdict();

    /// Name of the asset, empty if a log line names no machine.
    String asset();

    @Nullable String organisation();

    List<Reason> reasons();

    /// An installed component meets a statement about a product.
    ///
    /// @param source inventory that lists it
    /// @param line 1-based line there, 0 if it has none
    /// @param identity how the component is known to be the product, `A` to `D`
    /// @param warning source of the statement
    record Installed(
            String id,
            Verdict verdict,
            String asset,
            @Nullable String organisation,
            List<Reason> reasons,
            Component component,
            ProductStatement statement,
            String identity,
            String warning,
            String source,
            long line)
            implements Finding {
        public Installed {
            reasons = List.copyOf(reasons);
        }
    }

    /// A machine met an indicator.
    record Contact(
            String id,
            Verdict verdict,
            String asset,
            @Nullable String organisation,
            List<Reason> reasons,
            Indicator indicator,
            Sighting sighting)
            implements Finding {
        public Contact {
            reasons = List.copyOf(reasons);
        }
    }
}
