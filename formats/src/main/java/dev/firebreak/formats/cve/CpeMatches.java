package dev.firebreak.formats.cve;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Cpe;
import dev.firebreak.formats.fields.Platforms;
import dev.firebreak.formats.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Applicability by CPE: `cpeApplicability` of CVE records and `configurations` of NVD, which share their nodes.
///
/// A node that is not vulnerable says what the product runs on; if that is an operating system, it is the platform.
final class CpeMatches {
    private CpeMatches() {}

    /// @return whether a product with versions was named
    static boolean read(Json configurations, AdvisoryDraft draft) {
        boolean named = false;
        for (Json configuration : configurations.itemsOrSelf()) {
            Set<Platform> around = EnumSet.noneOf(Platform.class);
            for (Json node : configuration.get("nodes").items()) {
                for (Json match : node.get("cpeMatch").items()) {
                    Cpe cpe =
                            match.get("vulnerable").isFalse()
                                    ? Cpe.parse(match.get("criteria").text())
                                    : null;
                    if (cpe != null && cpe.part().equals("o")) {
                        around.addAll(Platforms.in(cpe.product()));
                    }
                }
            }
            for (Json node : configuration.get("nodes").items()) {
                if (node.get("negate").isTrue()) {
                    draft.partial(node.pointer(), "a negated node is not used");
                    continue;
                }
                for (Json match : node.get("cpeMatch").items()) {
                    named |= !match.get("vulnerable").isFalse() && match(match, around, draft);
                }
            }
        }
        return named;
    }

    private static boolean match(Json match, Set<Platform> around, AdvisoryDraft draft) {
        Json criteria = match.get("criteria");
        Cpe cpe = Cpe.parse(criteria.text());
        if (cpe == null || cpe.product().isBlank() || cpe.product().equals("*")) {
            draft.partial(criteria.pointer(), "not a CPE name: " + criteria.text());
            return false;
        }
        VersionRange range = range(match);
        String version = cpe.version();
        String update = cpe.update();
        // A hyphen says that no version is stated, an asterisk that all are meant.
        boolean all =
                range == null
                        && version == null
                        && !criteria.text().matches("(?i)cpe:2\\.3:[aoh*-]:[^:]*:[^:]*:-:.*");
        Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        String target = cpe.targetSoftware();
        platforms.addAll(Platforms.in(target == null ? "" : target));
        if (platforms.isEmpty()) {
            platforms.addAll(around);
        }
        for (Platform platform : Platforms.orAny(platforms)) {
            draft.statement(
                    new ProductStatement(
                            new Product(
                                    cpe.product().replace('_', ' '),
                                    cpe.vendor().isBlank() || cpe.vendor().equals("*")
                                            ? null
                                            : cpe.vendor().replace('_', ' '),
                                    List.of(
                                            new Identifier(
                                                    Identifier.Type.CPE, criteria.text().strip())),
                                    List.of()),
                            platform,
                            Status.AFFECTED,
                            VersionScheme.GENERIC,
                            range == null && version != null
                                    ? List.of(update == null ? version : version + " " + update)
                                    : List.of(),
                            range != null
                                    ? List.of(range)
                                    : all ? List.of(VersionRange.ALL) : List.of(),
                            Certainty.STATED,
                            List.of(draft.span(criteria))));
        }
        return true;
    }

    private static @Nullable VersionRange range(Json match) {
        String from = match.get("versionStartIncluding").textOrNull();
        String above = match.get("versionStartExcluding").textOrNull();
        String to = match.get("versionEndIncluding").textOrNull();
        String below = match.get("versionEndExcluding").textOrNull();
        String low = from != null ? from : above;
        String high = to != null ? to : below;
        return low == null && high == null
                ? null
                : new VersionRange(low, from != null, high, to != null);
    }
}
