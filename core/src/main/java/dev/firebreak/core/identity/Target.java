package dev.firebreak.core.identity;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A product that warnings name, with everything it can be recognised by, and the statements about it.
///
/// @param number its place in the matcher
/// @param vendor its maker, from the product or from a CPE
/// @param ecosystem purl type such as `npm` if the product is a package of registries alone, else null
record Target(
        int number,
        Product product,
        List<ProductStatement> statements,
        List<ProductName> names,
        @Nullable Publisher vendor,
        List<PackageUrl> purls,
        List<Cpe> cpes,
        @Nullable String ecosystem) {

    static Target of(
            int number, Product product, VersionScheme scheme, List<ProductStatement> statements) {
        List<PackageUrl> purls = new ArrayList<>();
        List<Cpe> cpes = new ArrayList<>();
        for (Identifier id : product.identifiers()) {
            PackageUrl purl =
                    id.type() == Identifier.Type.PURL ? PackageUrl.parse(id.value()) : null;
            Cpe cpe = id.type() == Identifier.Type.CPE ? Cpe.parse(id.value()) : null;
            if (purl != null) {
                purls.add(purl);
            }
            if (cpe != null) {
                cpes.add(cpe);
            }
        }
        PackageUrl implied = PackageUrl.implied(scheme, product.name());
        if (purls.isEmpty() && implied != null) {
            purls.add(implied);
        }
        String ecosystem =
                purls.isEmpty() || !purls.stream().allMatch(PackageUrl::isOfRegistry)
                        ? null
                        : purls.getFirst().type();
        Publisher vendor = Publisher.of(product.vendor());
        if (vendor == null && !cpes.isEmpty()) {
            vendor = Publisher.of(cpes.getFirst().vendor().replace('_', ' '));
        }
        return new Target(
                number,
                product,
                statements,
                names(product, cpes, statements),
                vendor,
                purls,
                cpes,
                ecosystem);
    }

    private static List<ProductName> names(
            Product product, List<Cpe> cpes, List<ProductStatement> statements) {
        Set<String> versions = new LinkedHashSet<>();
        statements.forEach(s -> versions.addAll(s.versions()));
        Set<ProductName> names = new LinkedHashSet<>();
        names.add(ProductName.of(product.name(), versions));
        product.aliases().stream()
                .filter(a -> !a.isBlank())
                .forEach(a -> names.add(ProductName.of(a, versions)));
        for (Cpe cpe : cpes) {
            names.add(ProductName.of(cpe.product().replace('_', ' '), List.of()));
        }
        return List.copyOf(names);
    }
}
