package dev.firebreak.formats.csaf;

import dev.firebreak.formats.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Informative tests, section 6.3 of CSAF 2.0, without those that need the network (6.3.6, 6.3.7) or a dictionary
/// (6.3.8).
final class InformativeTests {
    private InformativeTests() {}

    static void run(CsafDocument document, Findings findings) {
        for (Json vulnerability : document.vulnerabilities()) {
            scores(vulnerability, findings);
            if (!vulnerability.has("cve")) {
                findings.add("6.3.3", vulnerability, "the vulnerability has no CVE");
            }
            if (!vulnerability.has("cwe") && !vulnerability.has("cwes")) {
                findings.add("6.3.4", vulnerability, "the vulnerability has no CWE");
            }
        }
        for (Json name : document.names()) {
            for (Json file : name.at("product_identification_helper", "hashes").items()) {
                for (Json hash : file.get("file_hashes").items()) {
                    if (hash.get("value").text().length() < 64) {
                        findings.add(
                                "6.3.5",
                                hash.get("value"),
                                "the hash is shorter than 64 characters");
                    }
                }
            }
        }
        for (Json branch : document.branches()) {
            String category = branch.get("category").text();
            if (category.equals("product_version_range")) {
                findings.add(
                        "6.3.10", branch.get("category"), "a version range instead of versions");
            }
            if (category.equals("product_version")
                    && branch.get("name").text().matches("[vV]\\d.*")) {
                findings.add("6.3.11", branch.get("name"), "the version begins with a v");
            }
        }
        paths(document.tree().get("branches"), new ArrayList<>(), findings);
    }

    private static void scores(Json vulnerability, Findings findings) {
        Set<String> v2 = new HashSet<>();
        Set<String> v3 = new HashSet<>();
        for (CsafDocument.Score score : CsafDocument.scores(vulnerability)) {
            Set<String> into = score.version().equals("2.0") ? v2 : v3;
            score.products().forEach(p -> into.add(p.text()));
            if (score.version().equals("3.0")) {
                findings.add("6.3.2", score.cvss(), "CVSS 3.0 is used instead of 3.1");
            }
        }
        v2.removeAll(v3);
        for (String product : v2) {
            findings.add(
                    "6.3.1", vulnerability, "\"" + product + "\" has a score of CVSS 2.0 only");
        }
    }

    /// Each path through the branches should lead over vendor, product name and product version, in this order.
    private static void paths(Json branches, List<String> path, Findings findings) {
        for (Json branch : branches.items()) {
            ArrayList<String> here = new ArrayList<>(path);
            here.add(branch.get("category").text());
            if (branch.has("branches")) {
                paths(branch.get("branches"), here, findings);
            } else if (!isUsual(here)) {
                findings.add(
                        "6.3.9",
                        branch,
                        "the path does not lead over vendor, product_name and product_version");
            }
        }
    }

    private static boolean isUsual(List<String> path) {
        int at = 0;
        List<String> wanted = List.of("vendor", "product_name", "product_version");
        for (String category : path) {
            boolean version = at == 2 && category.equals("product_version_range");
            if (at < wanted.size() && (category.equals(wanted.get(at)) || version)) {
                at++;
            }
        }
        return at == wanted.size();
    }
}
