package dev.firebreak.core.identity;

import dev.firebreak.core.model.Product;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Names of makers as other parts need them.
public final class Makers {
    /// Shorter names are too common to stand for a site.
    private static final int MIN_SITE = 3;

    private Makers() {}

    /// Names under which the maker of a product can be expected to have its site: `3cx` for `3CX Desktop App`,
    /// `solarwinds` for the vendor `SolarWinds Worldwide, LLC`. General words are left out.
    public static Set<String> siteNames(Product product) {
        Set<String> names = new LinkedHashSet<>();
        Publisher vendor = Publisher.of(product.vendor());
        if (vendor != null) {
            add(names, vendor.joined(), vendor.words().size() > 1);
            add(names, vendor.words().getFirst(), false);
        }
        ProductName name = ProductName.of(product.name(), List.of());
        add(names, name.joined(), name.words().size() > 1);
        if (vendor == null) {
            ProductName camel = ProductName.of(ProductName.spaced(product.name()), List.of());
            add(names, camel.words().getFirst(), false);
        }
        return names;
    }

    private static void add(Set<String> names, String name, boolean several) {
        if (name.length() >= MIN_SITE && (several || !GeneralWords.isGeneral(name))) {
            names.add(name);
        }
    }
}
