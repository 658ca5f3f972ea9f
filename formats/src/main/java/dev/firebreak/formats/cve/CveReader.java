package dev.firebreak.formats.cve;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Prose;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads CVE records (CVE JSON 5.0 to 5.2): the numbering authority's container and those that others add.
///
/// Many records fill the structured part with "n/a" and say everything in the description; then that is read as prose.
public final class CveReader {
    private CveReader() {}

    /// Whether the value looks like a CVE record.
    public static boolean recognises(Json root) {
        return root.get("dataType").text().equals("CVE_RECORD")
                || root.has("cveMetadata") && root.has("containers");
    }

    /// Reads one record.
    public static Advisory read(String source, Json root) {
        String version = root.get("dataVersion").textOrNull();
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "cve-" + (version == null ? "unknown" : version));
        Json metadata = root.get("cveMetadata");
        Json cna = root.at("containers", "cna");
        header(metadata, cna, draft);
        if (metadata.get("state").text().equalsIgnoreCase("REJECTED")
                || cna.has("rejectedReasons")) {
            rejected(cna, draft);
            return draft.build();
        }
        ArrayList<Json> containers = new ArrayList<>();
        containers.add(cna);
        containers.addAll(root.at("containers", "adp").itemsOrSelf());
        boolean named = false;
        for (Json container : containers) {
            named |= container(container, draft);
        }
        for (Json container : named ? List.<Json>of() : containers) {
            named |= CpeMatches.read(container.get("cpeApplicability"), draft);
        }
        descriptions(containers, named, draft);
        return draft.build();
    }

    private static void header(Json metadata, Json cna, AdvisoryDraft draft) {
        Json id = metadata.get("cveId");
        String cveId = id.textOrNull();
        if (cveId != null) {
            draft.fact(
                    Fact.Type.CVE,
                    cveId.toUpperCase(Locale.ROOT),
                    Certainty.STATED,
                    draft.span(id));
        }
        String provider = cna.at("providerMetadata", "shortName").textOrNull();
        draft.id(cveId)
                .revision(metadata.get("dateUpdated").textOrNull())
                .title(cna.get("title").textOrNull())
                .publisher(
                        provider != null
                                ? provider
                                : metadata.get("assignerShortName").textOrNull());
        for (String key : List.of("datePublished", "dateUpdated")) {
            Json field = metadata.get(key);
            Instant time = Times.parse(field.text());
            if (time == null && field.isPresent()) {
                draft.partial(field.pointer(), "not a date and time: " + field.text());
            } else if (time != null) {
                draft.fact(Fact.Type.DATE, time.toString(), Certainty.STATED, draft.span(field));
                if (key.equals("datePublished")) {
                    draft.published(time);
                }
            }
        }
    }

    private static void rejected(Json cna, AdvisoryDraft draft) {
        Json reason = cna.get("rejectedReasons").get(0).get("value");
        draft.note(
                "/cveMetadata/state",
                "the record was rejected and names nothing"
                        + (reason.textOrNull() == null ? "" : ": " + reason.text().strip()));
    }

    /// @return whether a product with its versions is named
    private static boolean container(Json container, AdvisoryDraft draft) {
        boolean named = false;
        for (Json affected : container.get("affected").items()) {
            named |= new CveAffected(affected, draft).read();
        }
        for (Json metric : container.get("metrics").items()) {
            for (String key : List.of("cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0")) {
                Json cvss = metric.get(key);
                fact(cvss.get("vectorString"), Fact.Type.CVSS_VECTOR, draft);
                fact(cvss.get("baseScore"), Fact.Type.CVSS_SCORE, draft);
            }
        }
        for (Json reference : container.get("references").items()) {
            fact(reference.get("url"), Fact.Type.REFERENCE, draft);
        }
        return named;
    }

    private static void fact(Json field, Fact.Type type, AdvisoryDraft draft) {
        String value = field.textOrNull();
        if (value != null) {
            Span span = draft.span(field);
            draft.fact(type, value, Certainty.STATED, span);
        }
    }

    /// The English and German descriptions, or all if there is none in these languages.
    private static void descriptions(List<Json> containers, boolean named, AdvisoryDraft draft) {
        for (Json container : containers) {
            List<Json> all = container.get("descriptions").items();
            List<Json> known =
                    all.stream().filter(d -> isRead(d.get("lang").textOrNull())).toList();
            for (Json description : known.isEmpty() ? all : known) {
                Json value = description.get("value");
                if (value.textOrNull() == null) {
                    continue;
                }
                if (named) {
                    Prose.indicatorsOnly(draft, value);
                } else {
                    draft.note(
                            value.pointer(),
                            "the structured fields name no product with its versions; the description is read as prose");
                    Prose.read(draft, value);
                }
            }
        }
    }

    private static boolean isRead(@Nullable String language) {
        String lower = language == null ? "" : language.toLowerCase(Locale.ROOT);
        return lower.startsWith("en") || lower.startsWith("de");
    }
}
