package dev.firebreak.formats.vex;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.Cpe;
import dev.firebreak.formats.fields.PackageUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Products by the names and identifiers that VEX documents give.
final class Subjects {
    private Subjects() {}

    /// A product by its package URL; null if it is none.
    static Verdicts.@Nullable Subject ofPurl(String text) {
        PackageUrl purl = PackageUrl.parse(text);
        return purl == null ? null : of(purl.name(), null, purl.version(), text, null);
    }

    /// @param version as stated, else that of the package URL counts
    static Verdicts.Subject of(
            String name,
            @Nullable String vendor,
            @Nullable String version,
            @Nullable String purlText,
            @Nullable String cpeText) {
        List<Identifier> identifiers = new ArrayList<>();
        PackageUrl purl = purlText == null ? null : PackageUrl.parse(purlText);
        VersionScheme scheme = VersionScheme.GENERIC;
        String release = version;
        if (purl != null && purlText != null) {
            identifiers.add(new Identifier(Identifier.Type.PURL, purlText.strip()));
            scheme = purl.scheme();
            release = purl.version() != null ? purl.version() : version;
        }
        if (cpeText != null && Cpe.parse(cpeText) != null) {
            identifiers.add(new Identifier(Identifier.Type.CPE, cpeText.strip()));
        }
        Platform platform =
                scheme == VersionScheme.DEB || scheme == VersionScheme.RPM
                        ? Platform.LINUX
                        : Platform.ANY;
        return new Verdicts.Subject(
                new Product(name, vendor, List.copyOf(identifiers), List.of()),
                platform,
                scheme,
                release == null ? List.of() : List.of(release),
                List.of(),
                Certainty.STATED);
    }
}
