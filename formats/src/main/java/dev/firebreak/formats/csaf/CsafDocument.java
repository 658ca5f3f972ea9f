package dev.firebreak.formats.csaf;

import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A CSAF document as its tests look at it.
final class CsafDocument {
    static final List<String> AFFECTED =
            List.of("first_affected", "known_affected", "last_affected");
    static final List<String> NOT_AFFECTED = List.of("known_not_affected");
    static final List<String> FIXED = List.of("first_fixed", "fixed");
    static final List<String> INVESTIGATED = List.of("under_investigation");

    private final Json root;
    private final List<Json> names = new ArrayList<>();
    private final List<Json> branches = new ArrayList<>();
    private final Map<String, Set<String>> groups = new HashMap<>();

    CsafDocument(Json root) {
        this.root = root;
        Json tree = root.get("product_tree");
        branches(tree.get("branches"));
        names.addAll(tree.get("full_product_names").items());
        for (Json relationship : tree.get("relationships").items()) {
            if (relationship.has("full_product_name")) {
                names.add(relationship.get("full_product_name"));
            }
        }
        for (Json group : tree.get("product_groups").items()) {
            LinkedHashSet<String> members = new LinkedHashSet<>();
            group.get("product_ids").items().forEach(id -> members.add(id.text()));
            groups.putIfAbsent(group.get("group_id").text(), members);
        }
    }

    private void branches(Json list) {
        for (Json branch : list.items()) {
            branches.add(branch);
            if (branch.has("product")) {
                names.add(branch.get("product"));
            }
            branches(branch.get("branches"));
        }
    }

    Json root() {
        return root;
    }

    Json document() {
        return root.get("document");
    }

    Json tracking() {
        return document().get("tracking");
    }

    Json tree() {
        return root.get("product_tree");
    }

    List<Json> vulnerabilities() {
        return root.get("vulnerabilities").items();
    }

    boolean isVersion21() {
        return document().get("csaf_version").text().equals("2.1");
    }

    String category() {
        return document().get("category").text();
    }

    /// Every full product name, wherever it is defined.
    List<Json> names() {
        return names;
    }

    /// Every branch of the tree.
    List<Json> branches() {
        return branches;
    }

    Set<String> productIds() {
        LinkedHashSet<String> ids = new LinkedHashSet<>();
        names.forEach(name -> ids.add(name.get("product_id").text()));
        return ids;
    }

    /// The members of a product group, empty if it is not defined.
    Set<String> group(String id) {
        return groups.getOrDefault(id, Set.of());
    }

    /// The products of an item that names them by `product_ids` and `group_ids`.
    Set<String> products(Json item) {
        LinkedHashSet<String> products = new LinkedHashSet<>();
        item.get("product_ids").items().forEach(id -> products.add(id.text()));
        item.get("group_ids").items().forEach(id -> products.addAll(group(id.text())));
        return products;
    }

    /// Product ids with one of these statuses.
    static List<Json> withStatus(Json vulnerability, List<String> statuses) {
        ArrayList<Json> ids = new ArrayList<>();
        statuses.forEach(
                status -> ids.addAll(vulnerability.get("product_status").get(status).items()));
        return ids;
    }

    /// One CVSS object with the products it is for.
    record Score(Json cvss, List<Json> products, String source) {
        /// `2.0`, `3.0`, `3.1` or `4.0`; by the field's name where the object does not say.
        String version() {
            String version = cvss.get("version").text();
            return version.isEmpty() ? cvss.step().replace("cvss_v", "") + ".0" : version;
        }
    }

    /// The scores of a vulnerability: `scores` in 2.0, `metrics` in 2.1.
    static List<Score> scores(Json vulnerability) {
        ArrayList<Score> scores = new ArrayList<>();
        for (Json score : vulnerability.get("scores").items()) {
            scores(score, score, scores);
        }
        for (Json metric : vulnerability.get("metrics").items()) {
            scores(metric.get("content"), metric, scores);
        }
        return scores;
    }

    private static void scores(Json holder, Json item, List<Score> into) {
        for (String key : List.of("cvss_v2", "cvss_v3", "cvss_v4")) {
            if (holder.has(key)) {
                into.add(
                        new Score(
                                holder.get(key),
                                item.get("products").items(),
                                item.get("source").text()));
            }
        }
    }

    /// Every place that refers to a product by its id.
    List<Json> productReferences() {
        ArrayList<Json> references = new ArrayList<>();
        for (Json group : tree().get("product_groups").items()) {
            references.addAll(group.get("product_ids").items());
        }
        for (Json relationship : tree().get("relationships").items()) {
            for (String key : List.of("product_reference", "relates_to_product_reference")) {
                if (relationship.has(key)) {
                    references.add(relationship.get(key));
                }
            }
        }
        for (Json vulnerability : vulnerabilities()) {
            vulnerability
                    .get("product_status")
                    .values()
                    .forEach(list -> references.addAll(list.items()));
            for (String key :
                    List.of(
                            "remediations",
                            "threats",
                            "flags",
                            "involvements",
                            "notes",
                            "first_known_exploitation_dates")) {
                vulnerability
                        .get(key)
                        .items()
                        .forEach(item -> references.addAll(item.get("product_ids").items()));
            }
            for (String key : List.of("scores", "metrics")) {
                vulnerability
                        .get(key)
                        .items()
                        .forEach(item -> references.addAll(item.get("products").items()));
            }
        }
        document()
                .get("notes")
                .items()
                .forEach(note -> references.addAll(note.get("product_ids").items()));
        return references;
    }

    /// Every place that refers to a product group by its id.
    List<Json> groupReferences() {
        ArrayList<Json> references = new ArrayList<>();
        for (Json vulnerability : vulnerabilities()) {
            for (String key :
                    List.of(
                            "remediations",
                            "threats",
                            "flags",
                            "involvements",
                            "notes",
                            "first_known_exploitation_dates")) {
                vulnerability
                        .get(key)
                        .items()
                        .forEach(item -> references.addAll(item.get("group_ids").items()));
            }
        }
        document()
                .get("notes")
                .items()
                .forEach(note -> references.addAll(note.get("group_ids").items()));
        return references;
    }
}
