package dev.firebreak.formats.csaf;

import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Mandatory tests of the document's tracking and languages: 6.1.12, 6.1.14 to 6.1.22, 6.1.28, 6.1.30.
final class TrackingTests {
    private final CsafDocument document;
    private final Findings findings;
    private final List<Json> history;

    private TrackingTests(CsafDocument document, Findings findings) {
        this.document = document;
        this.findings = findings;
        this.history = sorted(document.tracking().get("revision_history").items());
    }

    static void run(CsafDocument document, Findings findings) {
        TrackingTests tests = new TrackingTests(document, findings);
        tests.languages();
        tests.order();
        tests.latest();
        tests.status();
        tests.numbers();
    }

    /// By date, and by number where the dates are the same.
    static List<Json> sorted(List<Json> items) {
        ArrayList<Json> sorted = new ArrayList<>(items);
        Comparator<Json> byDate = Comparator.comparing(TrackingTests::date);
        sorted.sort(byDate.thenComparing(i -> DocumentVersion.of(i.get("number").text())));
        return sorted;
    }

    static Instant date(Json item) {
        Instant date = Times.parse(item.get("date").text());
        return date == null ? Instant.MIN : date;
    }

    private void languages() {
        Json lang = document.document().get("lang");
        Json source = document.document().get("source_lang");
        for (Json tag : List.of(lang, source)) {
            if (tag.isString() && !LanguageTags.isValid(tag.text())) {
                findings.add("6.1.12", tag, "\"" + tag.text() + "\" is no language tag");
            }
        }
        boolean translator =
                document.document().at("publisher", "category").text().equals("translator");
        if (translator && source.isAbsent()) {
            findings.add("6.1.15", document.document(), "a translator must state source_lang");
        }
        if (lang.isString() && lang.text().equalsIgnoreCase(source.text())) {
            findings.add("6.1.28", source, "lang and source_lang are the same");
        }
    }

    private void order() {
        for (int i = 1; i < history.size(); i++) {
            Json number = history.get(i).get("number");
            DocumentVersion before = DocumentVersion.of(history.get(i - 1).get("number").text());
            if (before.compareTo(DocumentVersion.of(number.text())) > 0) {
                findings.add("6.1.14", number, "a later revision has a lower number");
            }
        }
    }

    private void latest() {
        Json version = document.tracking().get("version");
        if (history.isEmpty()) {
            return;
        }
        boolean draft = document.tracking().get("status").text().equals("draft");
        DocumentVersion latest = DocumentVersion.of(history.getLast().get("number").text());
        DocumentVersion stated = DocumentVersion.of(version.text());
        boolean same =
                draft
                        ? stated.release().compareTo(latest.release()) == 0
                        : stated.compareTo(latest) == 0;
        if (!same) {
            findings.add(
                    "6.1.16",
                    version,
                    "version is \""
                            + version.text()
                            + "\", the latest revision \""
                            + history.getLast().get("number").text()
                            + "\"");
        }
    }

    private void status() {
        Json version = document.tracking().get("version");
        Json status = document.tracking().get("status");
        DocumentVersion stated = DocumentVersion.of(version.text());
        if ((stated.major() == 0 || stated.isPreRelease()) && !status.text().equals("draft")) {
            findings.add(
                    "6.1.17", status, "version " + version.text() + " must have the status draft");
        }
        boolean released = status.text().equals("final") || status.text().equals("interim");
        if (released && stated.isPreRelease()) {
            findings.add(
                    "6.1.20",
                    version,
                    "a " + status.text() + " document must not be a pre-release");
        }
        for (Json item : history) {
            Json number = item.get("number");
            DocumentVersion revision = DocumentVersion.of(number.text());
            if (released && revision.major() == 0) {
                findings.add(
                        "6.1.18",
                        number,
                        "a " + status.text() + " document must not list revision " + number.text());
            }
            if (revision.isPreRelease()) {
                findings.add("6.1.19", number, "the revision history must not list pre-releases");
            }
        }
    }

    private void numbers() {
        Set<String> seen = new HashSet<>();
        boolean integer = DocumentVersion.isInteger(document.tracking().get("version").text());
        long major = -1;
        for (Json item : history) {
            Json number = item.get("number");
            if (!seen.add(number.text())) {
                findings.add(
                        "6.1.22",
                        number,
                        "revision " + number.text() + " stands in the history twice");
            }
            if (DocumentVersion.isInteger(number.text()) != integer) {
                findings.add("6.1.30", number, "integer and semantic versions are mixed");
            }
            long next = DocumentVersion.of(number.text()).major();
            if (major < 0 ? next > 1 : next > major + 1) {
                findings.add(
                        "6.1.21", number, "revisions before " + number.text() + " are missing");
            }
            major = Math.max(major, next);
        }
    }
}
