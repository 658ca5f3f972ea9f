package dev.firebreak.core.allow;

import dev.firebreak.core.identity.Makers;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ProductStatement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the warnings at hand say that bears on their indicators: whose products they name, which sources they cite,
/// what else they list, and what a person wants used all the same. Immutable.
public final class AllowContext {
    private static final AllowContext NONE =
            new AllowContext(Set.of(), Map.of(), Set.of(), Map.of(), Set.of());

    private final Set<String> sites;
    private final Map<String, Certainty> references;
    private final Set<String> domains;
    private final Map<String, String> mailByLocalPart;
    private final Set<String> forced;

    private AllowContext(
            Set<String> sites,
            Map<String, Certainty> references,
            Set<String> domains,
            Map<String, String> mailByLocalPart,
            Set<String> forced) {
        this.sites = Set.copyOf(sites);
        this.references = Map.copyOf(references);
        this.domains = Set.copyOf(domains);
        this.mailByLocalPart = Map.copyOf(mailByLocalPart);
        this.forced = Set.copyOf(forced);
    }

    public static AllowContext none() {
        return NONE;
    }

    /// @param forced indicator values to be used whatever the lists say, as a person typed them; compared without
    ///     regard to case
    public static AllowContext of(List<Advisory> advisories, Collection<String> forced) {
        Set<String> sites = new HashSet<>();
        Map<String, Certainty> references = new HashMap<>();
        Set<String> domains = new HashSet<>();
        Map<String, String> mail = new HashMap<>();
        for (Advisory advisory : advisories) {
            for (ProductStatement s : advisory.statements()) {
                sites.addAll(Makers.siteNames(s.product()));
            }
            for (Fact fact : advisory.facts()) {
                if (fact.type() == Fact.Type.REFERENCE) {
                    references.merge(
                            fact.value().toLowerCase(Locale.ROOT),
                            fact.certainty(),
                            (x, y) -> x.compareTo(y) <= 0 ? x : y);
                }
            }
            for (Indicator indicator : advisory.indicators()) {
                String value = indicator.value().toLowerCase(Locale.ROOT);
                int at = value.lastIndexOf('@');
                if (indicator.type() == ObservableType.DOMAIN) {
                    domains.add(value);
                } else if (indicator.type() == ObservableType.EMAIL && at > 0) {
                    mail.put(value.substring(0, at), value);
                }
            }
        }
        Set<String> lower = new HashSet<>();
        forced.forEach(f -> lower.add(f.strip().toLowerCase(Locale.ROOT)));
        return new AllowContext(sites, references, domains, mail, lower);
    }

    /// Names such as `3cx` under which a maker of a named product can be expected to have its site.
    Set<String> sites() {
        return sites;
    }

    /// Whether a warning cites the URL as its source, and is surer of that than another is of its being an indicator.
    boolean cites(String url, Certainty asIndicator) {
        Certainty asSource = references.get(url.toLowerCase(Locale.ROOT));
        return asSource == Certainty.STATED
                || (asSource == Certainty.INFERRED && asIndicator != Certainty.STATED);
    }

    boolean hasDomain(String domain) {
        return domains.contains(domain);
    }

    /// The e-mail indicator with this part before the at sign.
    Optional<String> mailWithLocalPart(String localPart) {
        return Optional.ofNullable(mailByLocalPart.get(localPart));
    }

    boolean isForced(String value) {
        return forced.contains(value.toLowerCase(Locale.ROOT));
    }
}
