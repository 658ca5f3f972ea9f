package dev.firebreak.formats.csaf;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.formats.fields.Placeholders;
import dev.firebreak.formats.fields.Platforms;
import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The branches from the root of a product tree down to a product.
///
/// @param names category and name of each branch
record BranchPath(List<Step> names) {
    record Step(String category, String name) {}

    static final BranchPath ROOT = new BranchPath(List.of());

    BranchPath {
        names = List.copyOf(names);
    }

    BranchPath with(Json branch) {
        String name = branch.get("name").textOrNull();
        if (name == null) {
            return this;
        }
        ArrayList<Step> longer = new ArrayList<>(names);
        longer.add(new Step(branch.get("category").text(), name));
        return new BranchPath(longer);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    String joined() {
        return String.join(" ", names.stream().map(Step::name).toList());
    }

    private @Nullable String last(String category) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).category().equals(category)) {
                return names.get(i).name();
            }
        }
        return null;
    }

    @Nullable String vendor() {
        String vendor = last("vendor");
        return vendor == null || Placeholders.isPlaceholder(vendor) ? null : vendor;
    }

    /// The product's name: the innermost product_name, else the innermost family.
    @Nullable String product() {
        String name = last("product_name");
        return name != null ? name : last("product_family");
    }

    /// The version with its patch level or service pack, as one text; null if the branches name none.
    @Nullable String version() {
        String version = last("product_version");
        for (String category : List.of("service_pack", "patch_level")) {
            String level = last(category);
            if (level != null) {
                version = version == null ? level : version + " " + level;
            }
        }
        return version;
    }

    @Nullable String range() {
        return last("product_version_range");
    }

    /// A patch level joined to a version is our reading of the tree, not its words.
    Certainty certainty() {
        boolean joined = last("service_pack") != null || last("patch_level") != null;
        return joined ? Certainty.INFERRED : Certainty.STATED;
    }

    /// The platforms that the branches name; a `platform` branch (CSAF 2.1) or `host_name` goes before names.
    Set<Platform> platforms(String fullName) {
        for (String category : List.of("platform", "host_name", "architecture", "specification")) {
            String name = last(category);
            Set<Platform> found = name == null ? Set.of() : Platforms.in(name);
            if (!found.isEmpty()) {
                return found;
            }
        }
        String product = product();
        Set<Platform> found = product == null ? Set.of() : Platforms.in(product);
        if (found.isEmpty()) {
            found = Platforms.in(names.stream().map(Step::name).toList());
        }
        return found.isEmpty() ? Platforms.in(fullName) : found;
    }
}
