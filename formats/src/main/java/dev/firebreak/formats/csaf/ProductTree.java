package dev.firebreak.formats.csaf;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Cpe;
import dev.firebreak.formats.fields.PackageUrl;
import dev.firebreak.formats.fields.Platforms;
import dev.firebreak.formats.fields.VersionText;
import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The products a CSAF document defines, by their id (CSAF 2.0 section 3.2.2).
final class ProductTree {
    /// One defined product.
    ///
    /// @param rangeText the version field as written when it was not understood
    record Entry(
            Product product,
            Set<Platform> platforms,
            VersionScheme scheme,
            List<String> versions,
            List<VersionRange> ranges,
            Certainty certainty,
            @Nullable String rangeText,
            Span span) {}

    private final AdvisoryDraft draft;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> parts = new LinkedHashSet<>();

    private ProductTree(AdvisoryDraft draft) {
        this.draft = draft;
    }

    static ProductTree read(Json tree, AdvisoryDraft draft) {
        ProductTree products = new ProductTree(draft);
        products.branches(tree.get("branches"), BranchPath.ROOT);
        for (Json name : tree.get("full_product_names").items()) {
            products.define(name, BranchPath.ROOT);
        }
        products.relationships(tree.get("relationships"));
        return products;
    }

    @Nullable Entry get(String productId) {
        return entries.get(productId);
    }

    Collection<String> ids() {
        return entries.keySet();
    }

    /// Whether the product only serves to define others by a relationship.
    boolean isPart(String productId) {
        return parts.contains(productId);
    }

    private void branches(Json branches, BranchPath path) {
        for (Json branch : branches.items()) {
            BranchPath here = path.with(branch);
            define(branch.get("product"), here);
            branches(branch.get("branches"), here);
        }
    }

    private void define(Json name, BranchPath path) {
        if (name.isAbsent()) {
            return;
        }
        String id = name.get("product_id").textOrNull();
        String full = name.get("name").textOrNull();
        if (id == null || full == null && path.isEmpty()) {
            draft.partial(name.pointer(), "a product without product_id or name is left out");
            return;
        }
        Entry entry = entry(name, full == null ? path.joined() : full, path);
        if (entries.putIfAbsent(id, entry) != null) {
            draft.partial(
                    name.pointer(),
                    "product_id \"" + id + "\" is defined twice; the first definition counts");
        }
    }

    private Entry entry(Json name, String full, BranchPath path) {
        Json helper = name.get("product_identification_helper");
        Helper help = Helper.read(helper, draft);
        Set<Platform> platforms = path.platforms(full);
        if (platforms.isEmpty()) {
            platforms = help.platforms();
        }
        Span span = draft.span(name.get("name").isPresent() ? name.get("name") : name);
        String product = path.product();
        String version = path.version();
        Certainty certainty = path.certainty();
        VersionScheme scheme = help.scheme();
        PackageBuild build = product == null ? PackageBuild.of(full, help) : null;
        if (build != null) {
            product = build.name();
            version = build.version();
            scheme = build.scheme();
        }
        if (product == null) {
            NameAndVersion split = NameAndVersion.of(full, help.version());
            product = split.name();
            if (version == null && split.version() != null) {
                version = split.version();
                certainty = Certainty.INFERRED;
            }
        }
        List<String> aliases = full.equals(product) ? List.of() : List.of(full);
        Product named = new Product(product, path.vendor(), help.identifiers(), aliases);
        if (version == null && path.range() == null && help.version() != null) {
            version = help.version();
        }
        if (version != null && path.range() == null) {
            VersionText.Reading reading =
                    path.version() == null || build != null ? null : VersionText.read(version);
            if (reading != null && reading.understood() && !reading.ranges().isEmpty()) {
                return withReading(named, platforms, scheme, reading, span, version);
            }
            String plain = version.replaceFirst("^[vV](?=\\d)", "");
            return new Entry(
                    named, platforms, scheme, List.of(plain), List.of(), certainty, null, span);
        }
        String range = path.range();
        if (range == null) {
            return new Entry(named, platforms, scheme, List.of(), List.of(), certainty, null, span);
        }
        return withReading(named, platforms, scheme, VersionText.read(range), span, range);
    }

    private static Entry withReading(
            Product product,
            Set<Platform> platforms,
            VersionScheme scheme,
            VersionText.Reading reading,
            Span span,
            String text) {
        VersionScheme stated = reading.scheme();
        return new Entry(
                product,
                platforms,
                stated != null && stated != VersionScheme.GENERIC ? stated : scheme,
                reading.versions(),
                reading.ranges(),
                reading.certainty(),
                reading.understood() ? null : text,
                span);
    }

    /// A relationship defines a product from two others: a component within, or a program on, something else. The
    /// first is what is installed; the second may tell the platform.
    private void relationships(Json relationships) {
        ArrayList<Json> open = new ArrayList<>(relationships.items());
        // A relationship may build on one that stands further down; each pass resolves at least one
        // or is the last.
        boolean progress = true;
        while (progress && !open.isEmpty()) {
            progress = open.removeIf(this::relate);
        }
        for (Json left : open) {
            draft.partial(
                    left.pointer(),
                    "a relationship refers to a product that is not defined, or to itself: \""
                            + left.get("product_reference").text()
                            + "\"; its product is known by name only");
            define(left.get("full_product_name"), BranchPath.ROOT);
        }
    }

    private boolean relate(Json relationship) {
        String base = relationship.get("product_reference").text();
        String other = relationship.get("relates_to_product_reference").text();
        Entry component = entries.get(base);
        Entry within = entries.get(other);
        if (component == null || within == null) {
            return false;
        }
        Json name = relationship.get("full_product_name");
        String id = name.get("product_id").textOrNull();
        if (id == null) {
            draft.partial(name.pointer(), "a product without product_id is left out");
            return true;
        }
        parts.add(base);
        parts.add(other);
        Helper own = Helper.read(name.get("product_identification_helper"), draft);
        LinkedHashSet<Identifier> identifiers = new LinkedHashSet<>(own.identifiers());
        identifiers.addAll(component.product().identifiers());
        LinkedHashSet<String> aliases = new LinkedHashSet<>(component.product().aliases());
        String full = name.get("name").textOrNull();
        if (full != null) {
            aliases.add(full);
        }
        EnumSet<Platform> platforms = EnumSet.noneOf(Platform.class);
        platforms.addAll(component.platforms());
        if (platforms.isEmpty()) {
            platforms.addAll(within.platforms());
        }
        Entry entry =
                new Entry(
                        new Product(
                                component.product().name(),
                                component.product().vendor(),
                                List.copyOf(identifiers),
                                List.copyOf(aliases)),
                        platforms,
                        component.scheme(),
                        component.versions(),
                        component.ranges(),
                        component.certainty(),
                        component.rangeText(),
                        draft.span(name.get("name")));
        entries.putIfAbsent(id, entry);
        return true;
    }

    /// A product name with its version at the end, as in a full product name outside the branches.
    record NameAndVersion(String name, @Nullable String version) {
        static NameAndVersion of(String full, @Nullable String known) {
            if (known != null && full.length() > known.length() && full.endsWith(known)) {
                String name = full.substring(0, full.length() - known.length());
                name = name.replaceFirst("(?i)[\\s,:-]*(?:\\bversion|\\bv\\.?)?\\s*$", "");
                return name.isBlank()
                        ? new NameAndVersion(full, known)
                        : new NameAndVersion(name, known);
            }
            var m =
                    java.util.regex.Pattern.compile(
                                    "(?i)(.*?\\p{L}.*?)[\\s,]+(?:version\\s+|v\\.?\\s*)?(\\d+(?:\\.\\d+)+[\\p{Alnum}.+~-]*)")
                            .matcher(full);
            if (full.length() <= VersionText.MAX_LENGTH && m.matches()) {
                return new NameAndVersion(m.group(1).strip(), m.group(2));
            }
            return new NameAndVersion(full, known);
        }
    }

    /// A Linux package whose build stands as a version right below the vendor: `bash-0:5.1.8-6.el9.x86_64`.
    record PackageBuild(String name, String version, VersionScheme scheme) {
        private static final java.util.regex.Pattern RPM =
                java.util.regex.Pattern.compile(
                        "(\\S+)-((?:\\d+:)?[^-\\s]+-[^-\\s]+)\\.(?:x86_64|noarch|aarch64|src|i[3-6]86|s390x|ppc64le|ppc64|armv7hl|riscv64)");

        static @Nullable PackageBuild of(String full, Helper helper) {
            for (Identifier identifier : helper.identifiers()) {
                PackageUrl purl =
                        identifier.type() == Identifier.Type.PURL
                                ? PackageUrl.parse(identifier.value())
                                : null;
                String version = purl == null ? null : purl.version();
                if (purl != null && version != null) {
                    return new PackageBuild(purl.name(), version, purl.scheme());
                }
            }
            var m = RPM.matcher(full);
            return full.length() <= VersionText.MAX_LENGTH && m.matches()
                    ? new PackageBuild(m.group(1), m.group(2), VersionScheme.RPM)
                    : null;
        }
    }

    /// What a product_identification_helper adds (CSAF 2.0 section 3.1.3.3).
    record Helper(
            List<Identifier> identifiers,
            Set<Platform> platforms,
            VersionScheme scheme,
            @Nullable String version) {
        static Helper read(Json helper, AdvisoryDraft draft) {
            LinkedHashSet<Identifier> identifiers = new LinkedHashSet<>();
            EnumSet<Platform> platforms = EnumSet.noneOf(Platform.class);
            VersionScheme scheme = VersionScheme.GENERIC;
            String version = null;
            String cpeText = helper.get("cpe").textOrNull();
            if (cpeText != null) {
                Cpe cpe = Cpe.parse(cpeText);
                if (cpe == null) {
                    draft.partial(helper.get("cpe").pointer(), "not a CPE name: " + cpeText);
                } else {
                    identifiers.add(new Identifier(Identifier.Type.CPE, cpeText));
                    version = cpe.version();
                    String target = cpe.targetSoftware();
                    platforms.addAll(Platforms.in(target == null ? "" : target));
                    if (cpe.part().equals("o")) {
                        platforms.addAll(Platforms.in(cpe.product()));
                    }
                }
            }
            ArrayList<Json> purls = new ArrayList<>(helper.get("purl").itemsOrSelf());
            purls.addAll(helper.get("purls").itemsOrSelf());
            for (Json field : purls) {
                PackageUrl purl = PackageUrl.parse(field.text());
                if (purl == null) {
                    draft.partial(field.pointer(), "not a package URL: " + field.text());
                } else {
                    identifiers.add(new Identifier(Identifier.Type.PURL, field.text().strip()));
                    scheme = purl.scheme();
                    version = purl.version() == null ? version : purl.version();
                }
            }
            hashes(helper.get("hashes"), identifiers, draft);
            for (String unused : List.of("model_numbers", "serial_numbers", "skus")) {
                if (helper.has(unused)) {
                    draft.note(
                            helper.get(unused).pointer(),
                            unused + " are not used: inventories of software carry none");
                }
            }
            return new Helper(List.copyOf(identifiers), platforms, scheme, version);
        }

        private static void hashes(Json hashes, Set<Identifier> identifiers, AdvisoryDraft draft) {
            for (Json file : hashes.items()) {
                for (Json hash : file.get("file_hashes").items()) {
                    String value =
                            hash.get("value").text().strip().toLowerCase(java.util.Locale.ROOT);
                    Identifier.Type type =
                            switch (hash.get("algorithm")
                                    .text()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace("-", "")) {
                                case "md5" -> Identifier.Type.MD5;
                                case "sha1" -> Identifier.Type.SHA1;
                                case "sha256" -> Identifier.Type.SHA256;
                                case "sha512" -> Identifier.Type.SHA512;
                                default -> null;
                            };
                    if (type == null || !value.matches("[0-9a-f]{32,128}")) {
                        draft.note(
                                hash.pointer(),
                                "hash with algorithm \""
                                        + hash.get("algorithm").text()
                                        + "\" is not used");
                    } else {
                        identifiers.add(new Identifier(type, value));
                    }
                }
            }
        }
    }
}
