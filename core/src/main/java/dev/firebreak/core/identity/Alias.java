package dev.firebreak.core.identity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A person's decision whether an installed name is a product that warnings name.
///
/// @param same yes or no
/// @param name display name as inventories report it
/// @param publisher publisher as inventories report it; absent if they report none, [#ANY] for any
/// @param product the product as warnings name it
/// @param vendor maker as warnings name it; absent for any
/// @param note who decided, when and why; may be empty
public record Alias(
        boolean same,
        String name,
        @Nullable String publisher,
        String product,
        @Nullable String vendor,
        String note) {
    public static final String ANY = "*";

    public Alias {
        Objects.requireNonNull(note);
        if (name.isBlank() || product.isBlank()) {
            throw new IllegalArgumentException("alias without a name");
        }
        publisher = publisher != null && publisher.isBlank() ? null : publisher;
        vendor = vendor != null && (vendor.isBlank() || vendor.equals(ANY)) ? null : vendor;
    }
}
