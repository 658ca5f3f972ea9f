package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Versions that stand elsewhere than in the version field.
public final class ReportedVersions {
    private ReportedVersions() {}

    /// The component's version: the field, else that in its package URL or CPE, else that in its name; null if none.
    public static @Nullable String of(Component component) {
        String version = component.version();
        if (version != null && !version.isBlank()) {
            return version;
        }
        List<String> inIds = ofIdentifiers(component.identifiers());
        return inIds.isEmpty()
                ? ProductName.of(component.name(), List.of()).version()
                : inIds.getFirst();
    }

    /// The versions that package URLs and CPEs carry.
    public static List<String> ofIdentifiers(List<Identifier> identifiers) {
        List<String> versions = new ArrayList<>();
        for (Identifier id : identifiers) {
            String version = null;
            if (id.type() == Identifier.Type.PURL) {
                PackageUrl purl = PackageUrl.parse(id.value());
                version = purl == null ? null : purl.version();
            } else if (id.type() == Identifier.Type.CPE) {
                Cpe cpe = Cpe.parse(id.value());
                version = cpe == null ? null : cpe.version();
            }
            if (version != null && !version.isBlank() && !versions.contains(version)) {
                versions.add(version);
            }
        }
        return versions;
    }
}
