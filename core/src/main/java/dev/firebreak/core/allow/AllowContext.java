package dev.firebreak.core.allow;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.ProductStatement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the warnings at hand say that bears on their indicators.
///
/// @param makers names of makers and products whose own sites are no indicators
/// @param references URLs the warnings cite as their sources
/// @param forced indicator values to be used whatever the lists say, in canonical form
public record AllowContext(Set<String> makers, Set<String> references, Set<String> forced) {
    public AllowContext {
        makers = Set.copyOf(makers);
        references = Set.copyOf(references);
        forced = Set.copyOf(forced);
    }

    public static AllowContext none() {
        return new AllowContext(Set.of(), Set.of(), Set.of());
    }

    /// @param forced values as a person typed them; compared without regard to case
    public static AllowContext of(List<Advisory> advisories, Collection<String> forced) {
        Set<String> makers = new HashSet<>();
        Set<String> references = new HashSet<>();
        for (Advisory advisory : advisories) {
            for (ProductStatement s : advisory.statements()) {
                makers.add(s.product().name());
                if (s.product().vendor() != null) {
                    makers.add(s.product().vendor());
                }
            }
            for (Fact fact : advisory.facts()) {
                if (fact.type() == Fact.Type.REFERENCE) {
                    references.add(fact.value());
                }
            }
        }
        Set<String> lower = new HashSet<>();
        forced.forEach(f -> lower.add(f.strip().toLowerCase(Locale.ROOT)));
        return new AllowContext(makers, references, lower);
    }
}
