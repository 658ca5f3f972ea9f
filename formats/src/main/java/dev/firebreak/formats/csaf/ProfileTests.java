package dev.firebreak.formats.csaf;

import dev.firebreak.formats.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Mandatory tests of the profiles: 6.1.26 and 6.1.27.
final class ProfileTests {
    private static final Set<String> PROFILES =
            Set.of(
                    "csaf_security_incident_response",
                    "csaf_informational_advisory",
                    "csaf_security_advisory",
                    "csaf_vex");
    private static final Set<String> PROFILES_21 =
            Set.of("csaf_withdrawn", "csaf_superseded", "csaf_deprecated_security_advisory");

    /// Names and values of the profiles other than the base, without separators.
    private static final Set<String> RESERVED =
            Set.of(
                    "securityincidentresponse",
                    "informationaladvisory",
                    "securityadvisory",
                    "vex",
                    "csafsecurityincidentresponse",
                    "csafinformationaladvisory",
                    "csafsecurityadvisory",
                    "csafvex");

    private static final Set<String> RESERVED_21 =
            Set.of(
                    "withdrawn",
                    "superseded",
                    "deprecatedsecurityadvisory",
                    "csafwithdrawn",
                    "csafsuperseded",
                    "csafdeprecatedsecurityadvisory");

    private final CsafDocument document;
    private final Findings findings;

    private ProfileTests(CsafDocument document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void run(CsafDocument document, Findings findings) {
        ProfileTests tests = new ProfileTests(document, findings);
        tests.category();
        switch (document.category()) {
            case "csaf_security_incident_response" -> tests.informational();
            case "csaf_informational_advisory" -> {
                tests.informational();
                tests.noVulnerabilities();
            }
            case "csaf_security_advisory" -> {
                tests.vulnerabilities();
                tests.statuses();
            }
            case "csaf_vex" -> {
                tests.vulnerabilities();
                document.vulnerabilities().forEach(tests::vex);
            }
            default -> {
                // The base profile has no rules of its own.
            }
        }
    }

    private void category() {
        Json field = document.document().get("category");
        String category = field.text();
        boolean profile =
                PROFILES.contains(category)
                        || document.isVersion21() && PROFILES_21.contains(category);
        if (profile || category.equals("csaf_base") || category.isEmpty()) {
            return;
        }
        String plain = category.toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-\\p{Pd}]+", "");
        boolean reserved =
                RESERVED.contains(plain) || document.isVersion21() && RESERVED_21.contains(plain);
        if (reserved || category.toLowerCase(Locale.ROOT).startsWith("csaf_")) {
            findings.add(
                    "6.1.26",
                    field,
                    "\"" + category + "\" is reserved or too close to the name of a profile");
        }
    }

    private void informational() {
        Json notes = document.document().get("notes");
        Set<String> needed = Set.of("description", "details", "general", "summary");
        if (notes.items().stream()
                .noneMatch(note -> needed.contains(note.get("category").text()))) {
            findings.add(
                    "6.1.27.1", notes, "a note that describes, details or summarises is missing");
        }
        Json references = document.document().get("references");
        if (references.items().stream()
                .noneMatch(r -> r.get("category").text().equals("external"))) {
            findings.add("6.1.27.2", references, "an external reference is missing");
        }
    }

    private void noVulnerabilities() {
        if (document.root().has("vulnerabilities")) {
            findings.add(
                    "6.1.27.3",
                    document.root().get("vulnerabilities"),
                    "the profile allows no vulnerabilities");
        }
    }

    private void vulnerabilities() {
        if (!document.root().has("product_tree")) {
            findings.add("6.1.27.4", "/product_tree", "the product tree is missing");
        }
        if (!document.root().has("vulnerabilities")) {
            findings.add("6.1.27.11", "/vulnerabilities", "vulnerabilities are missing");
        }
        for (Json vulnerability : document.vulnerabilities()) {
            if (!vulnerability.has("notes")) {
                findings.add("6.1.27.5", vulnerability, "notes are missing");
            }
        }
    }

    private void statuses() {
        for (Json vulnerability : document.vulnerabilities()) {
            if (!vulnerability.has("product_status")) {
                findings.add("6.1.27.6", vulnerability, "product_status is missing");
            }
        }
    }

    private void vex(Json vulnerability) {
        List<String> needed =
                List.of("fixed", "known_affected", "known_not_affected", "under_investigation");
        if (needed.stream().noneMatch(vulnerability.get("product_status")::has)) {
            findings.add(
                    "6.1.27.7",
                    vulnerability.get("product_status"),
                    "none of " + needed + " is there");
        }
        if (!vulnerability.has("cve") && !vulnerability.has("ids")) {
            findings.add("6.1.27.8", vulnerability, "neither a CVE nor another id is there");
        }
        Set<String> explained = new HashSet<>();
        vulnerability
                .get("flags")
                .items()
                .forEach(flag -> explained.addAll(document.products(flag)));
        for (Json threat : vulnerability.get("threats").items()) {
            if (threat.get("category").text().equals("impact")) {
                explained.addAll(document.products(threat));
            }
        }
        for (Json id : CsafDocument.withStatus(vulnerability, CsafDocument.NOT_AFFECTED)) {
            if (!explained.contains(id.text())) {
                findings.add(
                        "6.1.27.9",
                        id,
                        "no flag or impact statement says why \""
                                + id.text()
                                + "\" is not affected");
            }
        }
        Set<String> remedied = new HashSet<>();
        vulnerability
                .get("remediations")
                .items()
                .forEach(r -> remedied.addAll(document.products(r)));
        for (Json id : CsafDocument.withStatus(vulnerability, List.of("known_affected"))) {
            if (!remedied.contains(id.text())) {
                findings.add(
                        "6.1.27.10",
                        id,
                        "no remediation says what to do about \"" + id.text() + "\"");
            }
        }
    }
}
