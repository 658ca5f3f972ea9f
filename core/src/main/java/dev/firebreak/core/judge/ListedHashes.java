package dev.firebreak.core.judge;

import dev.firebreak.core.allow.AllowContext;
import dev.firebreak.core.allow.AllowLists;
import dev.firebreak.core.identity.IdentityMatch;
import dev.firebreak.core.identity.Tier;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.core.version.VersionVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// File hashes that warnings list as indicators, met among the hashes that inventories report of components.
final class ListedHashes {
    private record Listed(Indicator indicator, Advisory advisory) {}

    private final Map<String, List<Listed>> byHash = new HashMap<>();

    ListedHashes(List<Advisory> advisories) {
        for (Advisory advisory : advisories) {
            for (Indicator indicator : advisory.indicators()) {
                boolean hash =
                        switch (indicator.type()) {
                            case MD5, SHA1, SHA256 -> true;
                            case DOMAIN, URL, IPV4, IPV6, EMAIL, FILENAME -> false;
                        };
                boolean usable =
                        hash
                                && indicator.certainty() != Certainty.UNSURE
                                && !indicator.spans().isEmpty()
                                && AllowLists.bundled()
                                        .check(indicator, AllowContext.none())
                                        .isEmpty();
                if (usable) {
                    byHash.computeIfAbsent(
                                    indicator.value().toLowerCase(Locale.ROOT),
                                    _ -> new ArrayList<>())
                            .add(new Listed(indicator, advisory));
                }
            }
        }
    }

    boolean isEmpty() {
        return byHash.isEmpty();
    }

    List<Judgement> judge(Component component) {
        if (byHash.isEmpty()) {
            return List.of();
        }
        List<Judgement> judgements = new ArrayList<>();
        for (Identifier id : component.identifiers()) {
            if (isHash(id)) {
                for (Listed listed :
                        byHash.getOrDefault(
                                id.value().strip().toLowerCase(Locale.ROOT), List.of())) {
                    judgements.add(judgement(component, id, listed));
                }
            }
        }
        return judgements;
    }

    private static boolean isHash(Identifier id) {
        return switch (id.type()) {
            case MD5, SHA1, SHA256 -> true;
            case PURL,
                    CPE,
                    PRODUCT_CODE,
                    UPGRADE_CODE,
                    BUNDLE_ID,
                    EXTENSION_ID,
                    WINGET_ID,
                    SWID,
                    SHA512 ->
                    false;
        };
    }

    private static Judgement judgement(Component component, Identifier id, Listed listed) {
        Indicator indicator = listed.indicator;
        @Nullable String said = indicator.description().isBlank() ? null : indicator.description();
        ProductStatement statement =
                new ProductStatement(
                        new Product(
                                said == null ? component.name() : said,
                                null,
                                List.of(id),
                                List.of()),
                        Platform.ANY,
                        Status.AFFECTED,
                        VersionScheme.GENERIC,
                        List.of(),
                        List.of(VersionRange.ALL),
                        indicator.certainty(),
                        indicator.spans());
        Reason reason = Sentences.hashListed(indicator);
        IdentityMatch match = new IdentityMatch(statement, Tier.A, reason, null, true);
        VersionVerdict version = new VersionVerdict(VersionVerdict.Outcome.MATCH, reason);
        return new Judgement(
                listed.advisory,
                statement,
                match,
                version,
                PlatformVerdict.SAME,
                Outcome.AFFECTED,
                List.of(reason),
                null);
    }
}
