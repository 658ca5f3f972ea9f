package dev.firebreak.formats.cyclonedx;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.formats.inventory.Bom;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.Part;
import dev.firebreak.formats.inventory.Platforms;
import org.jspecify.annotations.Nullable;

/// The properties that are read. Suppliers and manufacturers are never taken for the owner; only our own property is.
final class Properties {
    private Properties() {}

    static void take(Bom bom, @Nullable Part part, @Nullable String name, @Nullable String value) {
        if (name == null || value == null) {
            return;
        }
        switch (name) {
            case "firebreak:organisation", "firebreak:organization" -> {
                if (part == null) {
                    bom.organisation(value);
                } else {
                    part.organisation = value;
                }
            }
            case "firebreak:platform", "firebreak:os" -> {
                Platform told = Platforms.of(value);
                if (part != null && told != Platform.UNKNOWN) {
                    part.platform = told;
                }
            }
            case "firebreak:product-code" -> {
                if (part != null) {
                    Identifiers.productCode(part.identifiers(), value);
                }
            }
            case "firebreak:bundle-id" -> {
                if (part != null) {
                    Identifiers.add(part.identifiers(), Identifier.Type.BUNDLE_ID, value);
                }
            }
            // syft lists every CPE it can think of besides the one in the field.
            case "syft:cpe23" -> {
                if (part != null) {
                    Identifiers.add(part.identifiers(), Identifier.Type.CPE, value);
                }
            }
            default -> {}
        }
    }
}
