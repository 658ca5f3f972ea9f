package dev.firebreak.formats.csaf;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.fields.Cpe;
import dev.firebreak.formats.fields.PackageUrl;
import dev.firebreak.formats.fields.VersionText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The product tree of a draft and the statuses that refer to it.
final class DraftProducts {
    /// Products written; what is more stays in the sources.
    static final int MAX_PRODUCTS = 20_000;

    private static final Pattern CPE =
            Pattern.compile(
                    "cpe:2\\.3:[aho](?::[A-Za-z0-9._\\-]+|:\\*|:-){5}(?::\\*|:-|:[a-z]{2,3})(?::[A-Za-z0-9._\\-]+|:\\*|:-){4}");

    /// A product, platform and version, which has exactly one status in the end.
    private record Key(
            String vendor, String name, Platform platform, String category, String version) {}

    private static final class Leaf {
        final Key key;
        final Product product;
        final String vendor;
        Status status;
        String id = "";

        Leaf(Key key, Product product, Status status) {
            this.key = key;
            this.product = product;
            this.status = status;
            String stated = product.vendor();
            this.vendor = stated == null || stated.isBlank() ? "" : stated.strip();
        }
    }

    private final Map<Key, Leaf> leaves = new LinkedHashMap<>();
    private final Set<String> conflicts = new LinkedHashSet<>();

    DraftProducts(List<Advisory> advisories) {
        for (Advisory advisory : advisories) {
            advisory.statements().forEach(this::add);
        }
        int n = 0;
        for (Leaf leaf : leaves.values()) {
            leaf.id = String.format(Locale.ROOT, "CSAFPID-%04d", ++n);
        }
    }

    boolean isEmpty() {
        return leaves.isEmpty();
    }

    List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    private void add(ProductStatement s) {
        for (String version : s.versions()) {
            String plain = version.strip();
            if (!plain.isEmpty() && !ProductTests.isRange(plain)) {
                leaf(s, "product_version", plain);
            } else if (!plain.isEmpty()) {
                rangeText(s, plain);
            }
        }
        for (VersionRange range : s.ranges()) {
            leaf(s, "product_version_range", vers(s, range));
        }
        if (s.namesNoVersion()
                || s.versions().stream().allMatch(String::isBlank) && s.ranges().isEmpty()) {
            leaf(s, "product_name", "");
        }
    }

    /// A version that is a range in truth: test 6.1.31 forbids it as a version.
    private void rangeText(ProductStatement s, String text) {
        VersionText.Reading reading = VersionText.read(text);
        if (!reading.understood()) {
            leaf(s, "product_version_range", text);
        }
        reading.ranges().forEach(range -> leaf(s, "product_version_range", vers(s, range)));
        reading.versions().forEach(version -> leaf(s, "product_version", version));
    }

    /// The range as a `vers:` text, with the characters escaped that mean something there.
    private static String vers(ProductStatement s, VersionRange range) {
        if (range.isAll()) {
            return "vers:all/*";
        }
        String lower = range.lower();
        String upper = range.upper();
        String low = lower == null ? "" : (range.lowerInclusive() ? ">=" : ">") + escape(lower);
        String high = upper == null ? "" : (range.upperInclusive() ? "<=" : "<") + escape(upper);
        String both = low.isEmpty() || high.isEmpty() ? low + high : low + "|" + high;
        return "vers:" + s.scheme().vers() + "/" + both;
    }

    private static String escape(String version) {
        StringBuilder out = new StringBuilder();
        for (char c : version.strip().toCharArray()) {
            if ("%<>=!*|, ".indexOf(c) >= 0) {
                out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void leaf(ProductStatement s, String category, String version) {
        if (leaves.size() >= MAX_PRODUCTS) {
            conflicts.add(
                    "More than " + MAX_PRODUCTS + " products; the rest is not in this draft.");
            return;
        }
        String vendor = s.product().vendor();
        Key key =
                new Key(
                        vendor == null ? "" : vendor.strip().toLowerCase(Locale.ROOT),
                        s.product().name().strip().toLowerCase(Locale.ROOT),
                        s.platform(),
                        category,
                        version);
        Leaf known = leaves.get(key);
        if (known == null) {
            leaves.put(key, new Leaf(key, s.product(), s.status()));
        } else if (known.status != s.status()) {
            Status kept = graver(known.status, s.status());
            conflicts.add(
                    full(known)
                            + ": one statement says "
                            + words(known.status)
                            + ", another "
                            + words(s.status())
                            + "; written as "
                            + words(kept));
            known.status = kept;
        }
    }

    private static Status graver(Status a, Status b) {
        for (Status status : List.of(Status.AFFECTED, Status.UNDER_INVESTIGATION, Status.FIXED)) {
            if (a == status || b == status) {
                return status;
            }
        }
        return Status.NOT_AFFECTED;
    }

    private static String words(Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String full(Leaf leaf) {
        String name = (leaf.vendor + " " + leaf.product.name().strip()).strip();
        String version = leaf.key.version().isEmpty() ? "" : " " + leaf.key.version();
        String platform =
                leaf.key.platform() == Platform.ANY
                        ? ""
                        : " (" + platform(leaf.key.platform()) + ")";
        return name + version + platform;
    }

    private static String platform(Platform platform) {
        return switch (platform) {
            case WINDOWS -> "Windows";
            case MACOS -> "macOS";
            case LINUX -> "Linux";
            case ANDROID -> "Android";
            case IOS -> "iOS";
            case ANY, UNKNOWN -> "any";
        };
    }

    /// Vendor, product, platform, version: one branch for each, shared where the names are the same.
    Map<String, Object> tree() {
        Node root = new Node("", "");
        for (Leaf leaf : leaves.values()) {
            Node node = leaf.vendor.isEmpty() ? root : root.child("vendor", leaf.vendor);
            String name = leaf.product.name().strip();
            boolean any = leaf.key.platform() == Platform.ANY;
            if (leaf.key.category().equals("product_name")) {
                if (any) {
                    node.product("product_name", name, product(leaf));
                } else {
                    node.child("product_name", name)
                            .product("architecture", platform(leaf.key.platform()), product(leaf));
                }
                continue;
            }
            node = node.child("product_name", name);
            node = any ? node : node.child("architecture", platform(leaf.key.platform()));
            node.product(leaf.key.category(), leaf.key.version(), product(leaf));
        }
        return Map.of("branches", root.json());
    }

    private Map<String, Object> product(Leaf leaf) {
        TreeMap<String, Object> product = new TreeMap<>();
        product.put("name", full(leaf));
        product.put("product_id", leaf.id);
        TreeMap<String, Object> helper = new TreeMap<>();
        for (Identifier identifier : leaf.product.identifiers()) {
            String value = identifier.value().strip();
            if (identifier.type() == Identifier.Type.CPE
                    && CPE.matcher(value).matches()
                    && fits(Cpe.parse(value), leaf)) {
                helper.putIfAbsent("cpe", value);
            } else if (identifier.type() == Identifier.Type.PURL && fits(value, leaf)) {
                helper.putIfAbsent("purl", value);
            }
        }
        if (!helper.isEmpty()) {
            product.put("product_identification_helper", helper);
        }
        return product;
    }

    /// An identifier that names another version would contradict the branch.
    private static boolean fits(@Nullable Cpe cpe, Leaf leaf) {
        return cpe != null && (cpe.version() == null || cpe.version().equals(leaf.key.version()));
    }

    private static boolean fits(String text, Leaf leaf) {
        PackageUrl purl = PackageUrl.parse(text);
        return purl != null
                && ProductTests.isPurl(text)
                && text.matches(
                        "pkg:[A-Za-z.\\-+][A-Za-z0-9.\\-+]*/[\\x21-\\x7e&&[^<>\"{}|\\\\^`]]+")
                && (purl.version() == null || purl.version().equals(leaf.key.version()));
    }

    List<String> ids(Status status) {
        return leaves.values().stream().filter(l -> l.status == status).map(l -> l.id).toList();
    }

    Map<String, Object> statuses() {
        TreeMap<String, Object> statuses = new TreeMap<>();
        put(statuses, "known_affected", Status.AFFECTED);
        put(statuses, "known_not_affected", Status.NOT_AFFECTED);
        put(statuses, "fixed", Status.FIXED);
        put(statuses, "under_investigation", Status.UNDER_INVESTIGATION);
        return statuses;
    }

    private void put(Map<String, Object> statuses, String name, Status status) {
        List<String> ids = ids(status);
        if (!ids.isEmpty()) {
            statuses.put(name, ids);
        }
    }

    /// For each product with a fixed version: update to it.
    List<Map<String, Object>> remediations() {
        ArrayList<Map<String, Object>> remediations = new ArrayList<>();
        LinkedHashMap<String, List<Leaf>> products = new LinkedHashMap<>();
        for (Leaf leaf : leaves.values()) {
            products.computeIfAbsent(
                            leaf.key.vendor() + "\n" + leaf.key.name(), k -> new ArrayList<>())
                    .add(leaf);
        }
        for (List<Leaf> product : products.values()) {
            List<String> affected =
                    product.stream()
                            .filter(l -> l.status == Status.AFFECTED)
                            .map(l -> l.id)
                            .toList();
            List<String> fixed =
                    product.stream()
                            .filter(l -> l.status == Status.FIXED)
                            .map(DraftProducts::full)
                            .toList();
            if (!affected.isEmpty() && !fixed.isEmpty()) {
                remediations.add(
                        new TreeMap<>(
                                Map.of(
                                        "category",
                                        "vendor_fix",
                                        "details",
                                        "Fixed according to the sources: "
                                                + String.join(", ", fixed),
                                        "product_ids",
                                        affected)));
            }
        }
        return remediations;
    }

    /// A branch while the tree grows.
    private static final class Node {
        private final String category;
        private final String name;
        private final Map<String, Node> children = new LinkedHashMap<>();
        private final List<Map<String, Object>> products = new ArrayList<>();

        Node(String category, String name) {
            this.category = category;
            this.name = name;
        }

        Node child(String childCategory, String childName) {
            return children.computeIfAbsent(
                    childCategory + "\n" + childName.toLowerCase(Locale.ROOT),
                    k -> new Node(childCategory, childName));
        }

        void product(String leafCategory, String leafName, Map<String, Object> product) {
            products.add(
                    new TreeMap<>(
                            Map.of(
                                    "category",
                                    leafCategory,
                                    "name",
                                    leafName,
                                    "product",
                                    product)));
        }

        List<Map<String, Object>> json() {
            ArrayList<Map<String, Object>> branches = new ArrayList<>();
            for (Node child : children.values()) {
                branches.add(
                        new TreeMap<>(
                                Map.of(
                                        "branches",
                                        child.json(),
                                        "category",
                                        child.category,
                                        "name",
                                        child.name)));
            }
            branches.addAll(products);
            return branches;
        }
    }
}
