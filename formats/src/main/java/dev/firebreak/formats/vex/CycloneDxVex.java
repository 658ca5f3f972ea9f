package dev.firebreak.formats.vex;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Status;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.fields.Vers;
import dev.firebreak.formats.fields.VersionText;
import dev.firebreak.formats.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the vulnerabilities of CycloneDX documents, with or without their analysis. The document's components are looked
/// up by their `bom-ref`; that they are listed makes them no inventory here.
///
/// Source: CycloneDX 1.7, "vulnerabilities": analysis states, `affects` with `ref` and `versions`; BOM-Link
/// (`urn:cdx:serial/version#ref`).
public final class CycloneDxVex {
    /// Components looked up.
    private static final int MAX_COMPONENTS = 1_000_000;

    private final AdvisoryDraft draft;
    private final Verdicts verdicts;
    private final Map<String, Json> components = new HashMap<>();

    private CycloneDxVex(AdvisoryDraft draft) {
        this.draft = draft;
        this.verdicts = new Verdicts(draft);
    }

    /// Whether the value is a CycloneDX document that names vulnerabilities.
    public static boolean recognises(Json root) {
        return root.get("bomFormat").text().equalsIgnoreCase("CycloneDX")
                && !root.get("vulnerabilities").items().isEmpty();
    }

    public static Advisory read(String source, Json root) {
        AdvisoryDraft draft =
                new AdvisoryDraft(source, "cyclonedx-vex")
                        .id(root.get("serialNumber").textOrNull())
                        .revision(root.get("version").textOrNull())
                        .title(root.at("metadata", "component", "name").textOrNull());
        Json stamp = root.at("metadata", "timestamp");
        Instant time = Times.parse(stamp.text());
        if (time != null) {
            draft.published(time);
            draft.fact(Fact.Type.DATE, time.toString(), Certainty.STATED, draft.span(stamp));
        }
        CycloneDxVex reader = new CycloneDxVex(draft);
        reader.collect(root.at("metadata", "component"));
        root.get("components").items().forEach(reader::collect);
        root.get("vulnerabilities").items().forEach(reader::vulnerability);
        reader.verdicts.tell();
        return draft.build();
    }

    private void collect(Json component) {
        String ref = component.get("bom-ref").textOrNull();
        if (ref != null && components.size() < MAX_COMPONENTS) {
            components.put(ref, component);
        }
        component.get("components").items().forEach(this::collect);
    }

    private void vulnerability(Json vulnerability) {
        Json id = vulnerability.get("id");
        String name = id.text().strip().toUpperCase(Locale.ROOT);
        if (name.matches("CVE-\\d{4}-\\d{4,19}")) {
            draft.fact(Fact.Type.CVE, name, Certainty.STATED, draft.span(id));
        }
        Json state = vulnerability.at("analysis", "state");
        Status analysed = status(state.text());
        if (state.isPresent() && analysed == null) {
            draft.partial(state.pointer(), "unknown state \"" + state.text() + "\"");
        }
        if (vulnerability.get("affects").items().isEmpty()) {
            draft.partial(
                    vulnerability.pointer(),
                    "a vulnerability that names nothing it affects is left out: " + id.text());
        }
        for (Json affects : vulnerability.get("affects").items()) {
            affects(affects, state, analysed);
        }
    }

    private void affects(Json affects, Json state, @Nullable Status analysed) {
        Verdicts.Subject subject = subject(affects.get("ref").text());
        if (subject == null) {
            draft.partial(
                    affects.pointer(),
                    "what it affects is not in the document and has no package URL: "
                            + affects.get("ref").text());
            return;
        }
        Status status = analysed == null ? Status.AFFECTED : analysed;
        List<Json> versions = affects.get("versions").items();
        if (versions.isEmpty()) {
            verdicts.add(
                    subject, status, draft.span(analysed == null ? affects.get("ref") : state));
            return;
        }
        for (Json version : versions) {
            Status own =
                    switch (version.get("status").text()) {
                        case "unaffected" -> Status.NOT_AFFECTED;
                        case "unknown" -> Status.UNDER_INVESTIGATION;
                        // What is resolved is so in another version than one that is called
                        // affected.
                        case "affected" -> status == Status.FIXED ? Status.AFFECTED : status;
                        default -> status;
                    };
            Verdicts.Subject some = versioned(subject, version);
            if (some != null) {
                verdicts.add(some, own, draft.span(version.get("status")));
            } else if (own != Status.NOT_AFFECTED && own != Status.FIXED) {
                // Of versions that cannot be read nothing is safe, but all may be affected.
                verdicts.add(subject.ofAnyVersion(), own, draft.span(version.get("status")));
            }
        }
    }

    /// Null, and a problem, if the versions cannot be read.
    private Verdicts.@Nullable Subject versioned(Verdicts.Subject subject, Json version) {
        String plain = version.get("version").textOrNull();
        String range = version.get("range").textOrNull();
        VersionText.Reading reading =
                range == null
                        ? null
                        : range.startsWith("vers:") ? Vers.read(range) : VersionText.read(range);
        boolean read = reading != null && reading.understood();
        if (plain == null && !read) {
            draft.partial(version.pointer(), "versions that are not understood: " + range);
            return null;
        }
        return new Verdicts.Subject(
                subject.product(),
                subject.platform(),
                subject.scheme(),
                plain != null
                        ? List.of(plain)
                        : read && reading != null ? reading.versions() : List.of(),
                read && reading != null ? reading.ranges() : List.of(),
                Certainty.STATED);
    }

    /// By the reference of a component, which may stand behind the `#` of a link to another document, or by the package URL
    /// that serves as one.
    private Verdicts.@Nullable Subject subject(String ref) {
        Json component = components.get(ref);
        String last = ref;
        if (component == null && ref.startsWith("urn:cdx:") && ref.indexOf('#') > 0) {
            last = decode(ref.substring(ref.indexOf('#') + 1));
            component = components.get(last);
        }
        if (component == null) {
            return Subjects.ofPurl(last);
        }
        String name = component.get("name").textOrNull();
        if (name == null) {
            return Subjects.ofPurl(component.get("purl").text());
        }
        String vendor = component.get("publisher").textOrNull();
        vendor = vendor == null ? component.at("supplier", "name").textOrNull() : vendor;
        vendor = vendor == null ? component.at("manufacturer", "name").textOrNull() : vendor;
        return Subjects.of(
                name,
                vendor,
                component.get("version").textOrNull(),
                component.get("purl").textOrNull(),
                component.get("cpe").textOrNull());
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static @Nullable Status status(String state) {
        return switch (state) {
            case "exploitable" -> Status.AFFECTED;
            case "in_triage" -> Status.UNDER_INVESTIGATION;
            case "resolved", "resolved_with_pedigree" -> Status.FIXED;
            case "not_affected", "false_positive" -> Status.NOT_AFFECTED;
            default -> null;
        };
    }
}
