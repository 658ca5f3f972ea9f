package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the products of warnings among installed components.
///
/// One look-up costs the normalisation of the name and a few hash look-ups, whatever the number of warnings. Immutable;
/// may be shared between threads.
public final class IdentityMatcher {
    private final List<Target> targets;
    private final Aliases aliases;
    private final Map<String, List<Target>> byIdentifier;

    /// By stated package URLs and by those that a package's name means in its registry.
    private final Map<String, List<Target>> byImpliedPurl;

    private final NameIndex names;
    private final EstateMakers makers;

    public IdentityMatcher(List<ProductStatement> statements, Aliases aliases) {
        this.targets = targets(statements);
        this.aliases = aliases;
        this.byIdentifier = new HashMap<>();
        this.byImpliedPurl = new HashMap<>();
        for (Target target : targets) {
            for (Identifier id : target.product().identifiers()) {
                String key = key(id);
                if (key != null) {
                    byIdentifier.computeIfAbsent(key, _ -> new ArrayList<>()).add(target);
                }
            }
            for (PackageUrl purl : target.purls()) {
                byImpliedPurl.computeIfAbsent(key(purl), _ -> new ArrayList<>()).add(target);
            }
        }
        this.names = new NameIndex(targets);
        this.makers = EstateMakers.NONE;
    }

    private IdentityMatcher(IdentityMatcher other, EstateMakers makers) {
        this.targets = other.targets;
        this.aliases = other.aliases;
        this.byIdentifier = other.byIdentifier;
        this.byImpliedPurl = other.byImpliedPurl;
        this.names = other.names;
        this.makers = makers;
    }

    /// The same matcher, knowing which makers have a product of a warning's name in this estate: an equal name of
    /// several makers is then put to a person instead of being taken for the product.
    public IdentityMatcher withEstate(ReadComponents components) {
        return targets.isEmpty()
                ? this
                : new IdentityMatcher(this, EstateMakers.of(names, components));
    }

    /// Whether any product is asked about at all.
    public boolean asksProducts() {
        return !targets.isEmpty();
    }

    /// What the component may be, each statement at most once; empty if it is none of the products.
    public List<IdentityMatch> match(Component component) {
        return match(ReadComponent.of(component));
    }

    /// The same of a component that was taken apart before.
    public List<IdentityMatch> match(ReadComponent read) {
        if (targets.isEmpty()) {
            return List.of(); // only contacts were asked about
        }
        Component component = read.component();
        Map<Target, Found> found = new LinkedHashMap<>();
        matchIdentifiers(component, found);
        matchAliases(component, found);
        names.match(read, makers, found);
        if (found.isEmpty()) {
            return List.of();
        }
        List<IdentityMatch> matches = new ArrayList<>();
        found.forEach(
                (target, f) -> {
                    if (f == Found.REFUSED) {
                        return;
                    }
                    for (ProductStatement statement : target.statements()) {
                        matches.add(f.match(component, statement));
                    }
                });
        return matches;
    }

    /// How a target was found: surely, by a reason, or with a doubt; or that a person refused it.
    record Found(
            Tier tier,
            @Nullable Reason reason,
            Reasons.@Nullable Doubt doubt,
            boolean exactVersion) {
        static final Found REFUSED = new Found(Tier.D, null, null, false);

        static Found sure(Tier tier, Reason reason) {
            return new Found(tier, reason, null, false);
        }

        static Found doubtful(Reasons.Doubt doubt) {
            return new Found(Tier.D, null, doubt, false);
        }

        IdentityMatch match(Component component, ProductStatement statement) {
            return doubt != null || reason == null
                    ? Reasons.undecided(
                            component, statement, doubt == null ? Reasons.Doubt.NAME_ONLY : doubt)
                    : new IdentityMatch(statement, tier, reason, null, exactVersion);
        }
    }

    private static List<Target> targets(List<ProductStatement> statements) {
        record Key(Product product, VersionScheme scheme) {}
        Map<Key, List<ProductStatement>> grouped = new LinkedHashMap<>();
        for (ProductStatement s : statements) {
            grouped.computeIfAbsent(new Key(s.product(), s.scheme()), _ -> new ArrayList<>())
                    .add(s);
        }
        List<Target> targets = new ArrayList<>();
        grouped.forEach(
                (key, of) ->
                        targets.add(
                                Target.of(
                                        targets.size(), key.product, key.scheme, List.copyOf(of))));
        return List.copyOf(targets);
    }

    private void matchIdentifiers(Component component, Map<Target, Found> found) {
        boolean named = false;
        for (Identifier id : component.identifiers()) {
            String key = key(id);
            for (Target target :
                    key == null ? List.<Target>of() : byIdentifier.getOrDefault(key, List.of())) {
                Found f = new Found(tier(id.type()), Reasons.byId(id), null, isExact(id.type()));
                found.merge(target, f, IdentityMatcher::stronger);
            }
            PackageUrl purl =
                    id.type() == Identifier.Type.PURL ? PackageUrl.parse(id.value()) : null;
            if (purl != null) {
                named = true;
                matchPackage(purl, found);
            }
        }
        PackageUrl implied =
                named ? null : PackageUrl.implied(component.scheme(), component.name());
        if (implied != null) {
            matchPackage(implied, found);
        }
    }

    private void matchPackage(PackageUrl purl, Map<Target, Found> found) {
        for (Target target : byImpliedPurl.getOrDefault(key(purl), List.of())) {
            found.putIfAbsent(target, Found.sure(Tier.C, Reasons.packageName(purl.name())));
        }
    }

    private static Found stronger(Found x, Found y) {
        int c = x.tier.compareTo(y.tier);
        return c < 0 || (c == 0 && (x.exactVersion || !y.exactVersion)) ? x : y;
    }

    private void matchAliases(Component component, Map<Target, Found> found) {
        if (!aliases.knows(component)) {
            return;
        }
        for (Target target : targets) {
            Optional<Alias> alias = aliases.decision(component, target.product());
            if (alias.isPresent() && alias.get().same()) {
                found.putIfAbsent(target, Found.sure(Tier.B, Reasons.alias(alias.get())));
            } else if (alias.isPresent()) {
                Found f = found.get(target);
                if (f == null || f.tier != Tier.A) {
                    found.put(target, Found.REFUSED);
                }
            }
        }
    }

    private static Tier tier(Identifier.Type type) {
        return switch (type) {
            case PURL, PRODUCT_CODE, MD5, SHA1, SHA256, SHA512 -> Tier.A;
            case CPE, UPGRADE_CODE, BUNDLE_ID, EXTENSION_ID, WINGET_ID, SWID -> Tier.B;
        };
    }

    private static boolean isExact(Identifier.Type type) {
        return switch (type) {
            case PRODUCT_CODE, MD5, SHA1, SHA256, SHA512 -> true;
            case PURL, CPE, UPGRADE_CODE, BUNDLE_ID, EXTENSION_ID, WINGET_ID, SWID -> false;
        };
    }

    /// Under which key an identifier is looked up; null if it is malformed.
    private static @Nullable String key(Identifier id) {
        String value = id.value().strip().toLowerCase(Locale.ROOT);
        return switch (id.type()) {
            case PURL -> {
                PackageUrl purl = PackageUrl.parse(id.value());
                yield purl == null ? null : key(purl);
            }
            case CPE -> {
                Cpe cpe = Cpe.parse(id.value());
                yield cpe == null ? null : "CPE " + cpe.vendor() + ":" + cpe.product();
            }
            case PRODUCT_CODE, UPGRADE_CODE -> id.type() + " " + value.replaceAll("[{}]", "");
            case MD5, SHA1, SHA256, SHA512, BUNDLE_ID, EXTENSION_ID, WINGET_ID, SWID ->
                    id.type() + " " + value;
        };
    }

    private static String key(PackageUrl purl) {
        return "PURL " + purl.type() + "/" + purl.namespace() + "/" + purl.name();
    }
}
