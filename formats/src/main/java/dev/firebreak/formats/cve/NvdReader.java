package dev.firebreak.formats.cve;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Prose;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads answers of the National Vulnerability Database (NVD CVE API 2.0): the CVE with its products by CPE.
public final class NvdReader {
    private NvdReader() {}

    /// Whether the value looks like an answer of the NVD.
    public static boolean recognises(Json root) {
        Json first = root.get("vulnerabilities").get(0).get("cve");
        return first.get("id").isString() && (first.has("descriptions") || first.has("vulnStatus"));
    }

    /// Reads every CVE of an answer.
    public static List<Advisory> read(String source, Json root) {
        ArrayList<Advisory> read = new ArrayList<>();
        for (Json one : root.get("vulnerabilities").items()) {
            read.add(cve(source, one.get("cve")));
        }
        return read;
    }

    private static Advisory cve(String source, Json cve) {
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "nvd-2.0")
                        .id(cve.get("id").textOrNull())
                        .revision(cve.get("lastModified").textOrNull())
                        .publisher("NVD");
        draft.fact(
                Fact.Type.CVE,
                cve.get("id").text().strip(),
                Certainty.STATED,
                draft.span(cve.get("id")));
        Instant published = Times.parse(cve.get("published").text());
        if (published != null) {
            draft.published(published);
            draft.fact(
                    Fact.Type.DATE,
                    published.toString(),
                    Certainty.STATED,
                    draft.span(cve.get("published")));
        }
        for (Json list : cve.get("metrics").values()) {
            for (Json metric : list.items()) {
                fact(metric.at("cvssData", "vectorString"), Fact.Type.CVSS_VECTOR, draft);
                fact(metric.at("cvssData", "baseScore"), Fact.Type.CVSS_SCORE, draft);
            }
        }
        cve.get("references").items().forEach(r -> fact(r.get("url"), Fact.Type.REFERENCE, draft));
        if (cve.get("vulnStatus").text().equalsIgnoreCase("Rejected")) {
            draft.note(
                    cve.get("vulnStatus").pointer(), "the record was rejected and names nothing");
            return draft.build();
        }
        boolean named = CpeMatches.read(cve.get("configurations"), draft);
        for (Json description : cve.get("descriptions").items()) {
            if (!description.get("lang").text().equals("en")) {
                continue;
            }
            if (named) {
                Prose.indicatorsOnly(draft, description.get("value"));
            } else {
                draft.note(
                        description.get("value").pointer(),
                        "the record names no product by CPE; the description is read as prose");
                Prose.read(draft, description.get("value"));
            }
        }
        return draft.build();
    }

    private static void fact(Json field, Fact.Type type, AdvisoryDraft draft) {
        String value = field.textOrNull();
        if (value != null) {
            draft.fact(type, value, Certainty.STATED, draft.span(field));
        }
    }
}
