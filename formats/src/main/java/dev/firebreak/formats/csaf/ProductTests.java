package dev.firebreak.formats.csaf;

import dev.firebreak.formats.fields.PackageUrl;
import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Mandatory tests of the product tree: 6.1.1 to 6.1.6, 6.1.13, 6.1.25, 6.1.31.
final class ProductTests {
    private static final Set<String> RANGE_WORDS =
            Set.of(
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "after",
                    "all",
                    "before",
                    "earlier",
                    "later",
                    "prior",
                    "versions");

    private ProductTests() {}

    static void run(CsafDocument document, Findings findings) {
        definitions(document, findings);
        circles(document, findings);
        contradictions(document, findings);
        for (Json name : document.names()) {
            purls(name, findings);
            hashes(name, findings);
        }
        for (Json branch : document.branches()) {
            if (branch.get("category").text().equals("product_version")
                    && isRange(branch.get("name").text())) {
                findings.add(
                        "6.1.31",
                        branch.get("name"),
                        "\"" + branch.get("name").text() + "\" is a range, not a version");
            }
        }
    }

    private static void definitions(CsafDocument document, Findings findings) {
        Set<String> products = new HashSet<>();
        for (Json name : document.names()) {
            Json id = name.get("product_id");
            if (id.isString() && !products.add(id.text())) {
                findings.add(
                        "6.1.2", id, "product_id \"" + id.text() + "\" is defined more than once");
            }
        }
        for (Json reference : document.productReferences()) {
            if (!products.contains(reference.text())) {
                findings.add(
                        "6.1.1",
                        reference,
                        "product_id \"" + reference.text() + "\" is not defined");
            }
        }
        Set<String> groups = new HashSet<>();
        for (Json group : document.tree().get("product_groups").items()) {
            Json id = group.get("group_id");
            if (!groups.add(id.text())) {
                findings.add(
                        "6.1.5", id, "group_id \"" + id.text() + "\" is defined more than once");
            }
        }
        for (Json reference : document.groupReferences()) {
            if (!groups.contains(reference.text())) {
                findings.add(
                        "6.1.4", reference, "group_id \"" + reference.text() + "\" is not defined");
            }
        }
    }

    /// A product that a relationship defines must not take part in its own definition.
    private static void circles(CsafDocument document, Findings findings) {
        Map<String, List<String>> parts = new HashMap<>();
        for (Json relationship : document.tree().get("relationships").items()) {
            List<String> list =
                    parts.computeIfAbsent(
                            relationship.at("full_product_name", "product_id").text(),
                            k -> new ArrayList<>());
            list.add(relationship.get("product_reference").text());
            list.add(relationship.get("relates_to_product_reference").text());
        }
        for (Json relationship : document.tree().get("relationships").items()) {
            Json id = relationship.at("full_product_name", "product_id");
            if (isInCircle(id.text(), parts)) {
                findings.add("6.1.3", id, "product_id \"" + id.text() + "\" is defined by itself");
            }
        }
    }

    private static boolean isInCircle(String start, Map<String, List<String>> parts) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(parts.getOrDefault(start, List.of()));
        while (!open.isEmpty()) {
            String id = open.removeLast();
            if (id.equals(start)) {
                return true;
            }
            if (seen.add(id)) {
                open.addAll(parts.getOrDefault(id, List.of()));
            }
        }
        return false;
    }

    private static void contradictions(CsafDocument document, Findings findings) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("affected", CsafDocument.AFFECTED);
        groups.put("not affected", CsafDocument.NOT_AFFECTED);
        groups.put("fixed", CsafDocument.FIXED);
        groups.put("under investigation", CsafDocument.INVESTIGATED);
        if (document.isVersion21()) {
            groups.put("unknown", List.of("unknown"));
        }
        for (Json vulnerability : document.vulnerabilities()) {
            Map<String, String> said = new HashMap<>();
            groups.forEach(
                    (group, statuses) -> {
                        for (Json id : CsafDocument.withStatus(vulnerability, statuses)) {
                            String before = said.putIfAbsent(id.text(), group);
                            if (before != null && !before.equals(group)) {
                                findings.add(
                                        "6.1.6",
                                        id,
                                        "\"" + id.text() + "\" is " + before + " and " + group);
                            }
                        }
                    });
        }
    }

    private static void purls(Json name, Findings findings) {
        Json helper = name.get("product_identification_helper");
        ArrayList<Json> purls = new ArrayList<>(helper.get("purl").itemsOrSelf());
        purls.addAll(helper.get("purls").itemsOrSelf());
        for (Json purl : purls) {
            if (!isPurl(purl.text())) {
                findings.add("6.1.13", purl, "\"" + purl.text() + "\" is no package URL");
            }
        }
    }

    /// The rules of the purl specification that hold for every type, and those of types that need a namespace.
    static boolean isPurl(String text) {
        PackageUrl purl = PackageUrl.parse(text);
        if (purl == null || text.indexOf(' ') >= 0) {
            return false;
        }
        boolean needsNamespace =
                switch (purl.type()) {
                    case "maven",
                            "github",
                            "bitbucket",
                            "composer",
                            "alpm",
                            "apk",
                            "deb",
                            "rpm",
                            "swift" ->
                            !purl.type().equals("rpm") && !purl.type().equals("composer");
                    default -> false;
                };
        int query = text.indexOf('?');
        String qualifiers = query < 0 ? "" : text.substring(query + 1).replaceFirst("#.*", "");
        boolean goodQualifiers =
                qualifiers.isEmpty()
                        || List.of(qualifiers.split("&", -1)).stream()
                                .allMatch(q -> q.matches("[A-Za-z.\\-_][A-Za-z0-9.\\-_]*=.*"));
        return goodQualifiers && (!needsNamespace || purl.namespace() != null);
    }

    private static void hashes(Json name, Findings findings) {
        for (Json file : name.at("product_identification_helper", "hashes").items()) {
            Set<String> algorithms = new HashSet<>();
            for (Json hash : file.get("file_hashes").items()) {
                Json algorithm = hash.get("algorithm");
                if (!algorithms.add(algorithm.text())) {
                    findings.add(
                            "6.1.25",
                            algorithm,
                            "the algorithm \""
                                    + algorithm.text()
                                    + "\" is used twice for one file");
                }
            }
        }
    }

    /// Whether the text holds one of the words or signs that section 6.1.31 lists.
    static boolean isRange(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.indexOf('<') >= 0 || lower.indexOf('>') >= 0) {
            return true;
        }
        for (String word : lower.split("\\s+")) {
            if (RANGE_WORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
