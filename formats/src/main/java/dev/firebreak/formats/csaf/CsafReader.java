package dev.firebreak.formats.csaf;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Reads CSAF 2.0 and 2.1 documents.
///
/// It reads what is there, valid or not: a warning with a broken revision history still names products. Whether the
/// document keeps to the standard is [CsafValidator]'s business.
public final class CsafReader {
    private CsafReader() {}

    /// Whether the value looks like a CSAF document.
    public static boolean recognises(Json root) {
        Json document = root.get("document");
        return document.has("csaf_version")
                || document.has("tracking")
                        && (root.has("product_tree")
                                || root.has("vulnerabilities")
                                || document.get("category").text().startsWith("csaf_"));
    }

    /// Reads one document.
    public static Advisory read(String source, Json root) {
        Json document = root.get("document");
        String version = document.get("csaf_version").textOrNull();
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "csaf-" + (version == null ? "unknown" : version));
        if (version == null || !version.equals("2.0") && !version.equals("2.1")) {
            draft.note(
                    document.get("csaf_version").pointer(),
                    "csaf_version is \""
                            + (version == null ? "" : version)
                            + "\"; read like 2.0 and 2.1");
        }
        header(document, draft);
        ProductTree tree = ProductTree.read(root.get("product_tree"), draft);
        new CsafStatuses(draft, tree).read(root);
        for (Json vulnerability : root.get("vulnerabilities").items()) {
            vulnerability(vulnerability, draft);
        }
        CsafNotes.read(root, draft);
        return draft.build();
    }

    private static void header(Json document, AdvisoryDraft draft) {
        Json tracking = document.get("tracking");
        draft.id(tracking.get("id").textOrNull())
                .revision(tracking.get("version").textOrNull())
                .title(document.get("title").textOrNull())
                .publisher(document.at("publisher", "name").textOrNull())
                .language(document.get("lang").textOrNull());
        for (String key : List.of("initial_release_date", "current_release_date")) {
            Json field = tracking.get(key);
            Instant time = Times.parse(field.text());
            if (time != null) {
                draft.published(time);
                draft.fact(Fact.Type.DATE, time.toString(), Certainty.STATED, draft.span(field));
            } else if (field.isPresent()) {
                draft.partial(field.pointer(), "not a date and time: " + field.text());
            }
        }
        Json label = document.at("distribution", "tlp", "label");
        if (label.isPresent()) {
            Tlp.parse(label.text())
                    .ifPresentOrElse(
                            tlp -> draft.tlp(tlp, draft.span(label)),
                            () ->
                                    draft.partial(
                                            label.pointer(), "unknown TLP label: " + label.text()));
        }
        String status = tracking.get("status").text();
        if (status.equals("draft") || status.equals("interim")) {
            draft.note(
                    tracking.get("status").pointer(),
                    "the publisher calls this revision " + status);
        }
        String category = document.get("category").text().toLowerCase(Locale.ROOT);
        if (category.equals("csaf_withdrawn") || category.equals("csaf_superseded")) {
            draft.note(
                    document.get("category").pointer(),
                    "the publisher marks this document as " + category.substring("csaf_".length()));
        }
        references(document.get("references"), draft);
    }

    private static void references(Json references, AdvisoryDraft draft) {
        for (Json reference : references.items()) {
            Json url = reference.get("url");
            if (url.textOrNull() != null) {
                draft.fact(
                        Fact.Type.REFERENCE, url.text().strip(), Certainty.STATED, draft.span(url));
            }
        }
    }

    private static void vulnerability(Json vulnerability, AdvisoryDraft draft) {
        Json cve = vulnerability.get("cve");
        if (cve.textOrNull() != null) {
            draft.fact(
                    Fact.Type.CVE,
                    cve.text().strip().toUpperCase(Locale.ROOT),
                    Certainty.STATED,
                    draft.span(cve));
        }
        for (Json score : vulnerability.get("scores").items()) {
            scores(score, draft);
        }
        for (Json metric : vulnerability.get("metrics").items()) {
            scores(metric.get("content"), draft);
        }
        references(vulnerability.get("references"), draft);
    }

    private static void scores(Json holder, AdvisoryDraft draft) {
        for (String key : List.of("cvss_v4", "cvss_v3", "cvss_v2")) {
            Json cvss = holder.get(key);
            fact(cvss.get("vectorString"), Fact.Type.CVSS_VECTOR, draft);
            fact(cvss.get("baseScore"), Fact.Type.CVSS_SCORE, draft);
        }
    }

    private static void fact(Json field, Fact.Type type, AdvisoryDraft draft) {
        String value = field.textOrNull();
        if (value != null) {
            Span span = draft.span(field);
            draft.fact(type, value, Certainty.STATED, span);
        }
    }
}
