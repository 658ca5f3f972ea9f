package dev.firebreak.core.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A product as a warning names it.
///
/// @param name display name, never blank
/// @param vendor maker, if stated
/// @param identifiers everything that identifies the product better than its name
/// @param aliases other spellings the same source uses
public record Product(
        String name, @Nullable String vendor, List<Identifier> identifiers, List<String> aliases) {
    public Product {
        Objects.requireNonNull(name);
        if (name.isBlank()) {
            throw new IllegalArgumentException("product name is blank");
        }
        identifiers = List.copyOf(identifiers);
        aliases = List.copyOf(aliases);
    }

    public static Product named(String name, @Nullable String vendor) {
        return new Product(name, vendor, List.of(), List.of());
    }
}
