package dev.firebreak.formats.csaf;

import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.json.JsonSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Optional tests, section 6.2 of CSAF 2.0.
final class OptionalTests {
    private final CsafDocument document;
    private final Findings findings;

    private OptionalTests(CsafDocument document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void run(CsafDocument document, JsonSchema schema, Findings findings) {
        OptionalTests tests = new OptionalTests(document, findings);
        tests.products();
        tests.tracking();
        tests.header();
        tests.languages();
        tests.sorted(document.root());
        document.vulnerabilities().forEach(tests::vulnerability);
        schema.unknownProperties(document.root())
                .forEach(v -> findings.add("6.2.20", v.pointer(), v.message()));
    }

    private void products() {
        Set<String> used = new HashSet<>();
        document.productReferences().forEach(r -> used.add(r.text()));
        boolean informational = document.category().equals("csaf_informational_advisory");
        for (Json name : document.names()) {
            Json id = name.get("product_id");
            if (!used.contains(id.text()) && !informational) {
                findings.add("6.2.1", id, "\"" + id.text() + "\" is defined and never used");
            }
            if (!name.has("product_identification_helper")) {
                findings.add(
                        "6.2.16", name, "nothing identifies \"" + id.text() + "\" but its name");
            }
            for (Json file : name.at("product_identification_helper", "hashes").items()) {
                hashes(file);
            }
        }
        for (Json branch : document.branches()) {
            Json name = branch.get("name");
            if (branch.get("category").text().equals("product_version_range")
                    && !name.text().matches("vers:[a-z.\\-+][a-z0-9.\\-+]*/.+")) {
                findings.add("6.2.18", name, "\"" + name.text() + "\" is no vers range");
            }
        }
    }

    private void hashes(Json file) {
        Set<String> algorithms = new HashSet<>();
        file.get("file_hashes").items().forEach(h -> algorithms.add(h.get("algorithm").text()));
        if (algorithms.equals(Set.of("md5"))) {
            findings.add("6.2.8", file, "md5 is the only hash");
        }
        if (algorithms.equals(Set.of("sha1"))) {
            findings.add("6.2.9", file, "sha1 is the only hash");
        }
    }

    private void tracking() {
        Json tracking = document.tracking();
        List<Json> history = TrackingTests.sorted(tracking.get("revision_history").items());
        for (Json item : history) {
            if (item.get("number").text().indexOf('+') >= 0) {
                findings.add("6.2.4", item.get("number"), "the number carries build metadata");
            }
        }
        if (history.isEmpty()) {
            return;
        }
        Json initial = tracking.get("initial_release_date");
        Json current = tracking.get("current_release_date");
        Instant first = Times.parse(initial.text());
        Instant last = Times.parse(current.text());
        if (first != null && first.isBefore(TrackingTests.date(history.getFirst()))) {
            findings.add("6.2.5", initial, "is older than the first revision");
        }
        if (last != null && last.isBefore(TrackingTests.date(history.getLast()))) {
            findings.add("6.2.6", current, "is older than the last revision");
        }
    }

    private void header() {
        Json head = document.document();
        if (head.at("distribution", "tlp", "label").isAbsent()) {
            findings.add("6.2.10", head, "a TLP label is missing");
        }
        String file =
                document.tracking()
                                .get("id")
                                .text()
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^+\\-a-z0-9]+", "_")
                        + ".json";
        boolean canonical =
                head.get("references").items().stream()
                        .anyMatch(
                                r ->
                                        r.get("category").text().equals("self")
                                                && r.get("url").text().startsWith("https://")
                                                && r.get("url").text().endsWith("/" + file));
        if (!canonical) {
            findings.add(
                    "6.2.11",
                    head,
                    "a reference to the document itself, ending with " + file + ", is missing");
        }
    }

    private void languages() {
        Json lang = document.document().get("lang");
        if (lang.isAbsent()) {
            findings.add("6.2.12", document.document(), "the document's language is missing");
        }
        for (Json tag : List.of(lang, document.document().get("source_lang"))) {
            if (LanguageTags.isPrivate(tag.text())) {
                findings.add("6.2.14", tag, "is a language for private use");
            }
            if (tag.text().equalsIgnoreCase("i-default")) {
                findings.add("6.2.15", tag, "is the default language");
            }
        }
    }

    private void sorted(Json value) {
        String before = "";
        for (String key : value.keys()) {
            if (key.compareTo(before) < 0) {
                findings.add("6.2.13", value.get(key), "the keys are not sorted");
            }
            before = key;
            sorted(value.get(key));
        }
        value.items().forEach(this::sorted);
    }

    private void vulnerability(Json vulnerability) {
        Set<String> remedied = new HashSet<>();
        vulnerability
                .get("remediations")
                .items()
                .forEach(r -> remedied.addAll(document.products(r)));
        Set<String> scored = new HashSet<>();
        CsafDocument.scores(vulnerability)
                .forEach(s -> s.products().forEach(p -> scored.add(p.text())));
        List<Json> affected = CsafDocument.withStatus(vulnerability, CsafDocument.AFFECTED);
        ArrayList<Json> open = new ArrayList<>(affected);
        open.addAll(CsafDocument.withStatus(vulnerability, CsafDocument.INVESTIGATED));
        for (Json id : open) {
            if (!remedied.contains(id.text())) {
                findings.add("6.2.2", id, "\"" + id.text() + "\" has no remediation");
            }
        }
        for (Json id : affected) {
            if (!scored.contains(id.text())) {
                findings.add("6.2.3", id, "\"" + id.text() + "\" has no score");
            }
        }
        for (Json involvement : vulnerability.get("involvements").items()) {
            if (!involvement.has("date")) {
                findings.add("6.2.7", involvement, "the date is missing");
            }
        }
        for (Json id : vulnerability.get("ids").items()) {
            if (id.get("text").text().matches("CVE-\\d{4}-\\d{4,}")) {
                findings.add("6.2.17", id.get("text"), "a CVE belongs into the field cve");
            }
        }
        fixedScores(vulnerability);
    }

    /// A fixed product's score must come down to nothing by its environmental metrics.
    private void fixedScores(Json vulnerability) {
        Set<String> fixed = new HashSet<>();
        CsafDocument.withStatus(vulnerability, CsafDocument.FIXED)
                .forEach(id -> fixed.add(id.text()));
        for (CsafDocument.Score score : CsafDocument.scores(vulnerability)) {
            Cvss.Scores right = Cvss.scores(score.version(), CvssProperties.metrics(score));
            boolean harmless = right != null && right.environmental() == 0;
            for (Json product : score.products()) {
                if (fixed.contains(product.text()) && !harmless) {
                    findings.add(
                            "6.2.19",
                            product,
                            "\""
                                    + product.text()
                                    + "\" is fixed and its environmental score is not 0");
                }
            }
        }
    }
}
