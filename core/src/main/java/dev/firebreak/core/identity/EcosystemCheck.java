package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;

/// Whether registries rule an equal name out: npm's `requests` is not PyPI's.
final class EcosystemCheck {
    private EcosystemCheck() {}

    static boolean excludes(Target target, Component component, List<PackageUrl> purls) {
        for (PackageUrl purl : purls) {
            if (!purl.isOfRegistry()) {
                continue;
            }
            if (target.ecosystem() != null
                    && target.purls().stream().noneMatch(p -> p.type().equals(purl.type()))) {
                return true;
            }
            // Both say in one registry's terms what they are, and say different things.
            for (PackageUrl stated : target.purls()) {
                if (stated.type().equals(purl.type()) && !stated.isSamePackage(purl)) {
                    return true;
                }
            }
        }
        boolean distribution =
                component.scheme() == VersionScheme.DEB || component.scheme() == VersionScheme.RPM;
        return distribution && target.ecosystem() != null;
    }
}
