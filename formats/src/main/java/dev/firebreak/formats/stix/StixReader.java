package dev.firebreak.formats.stix;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Indicators;
import dev.firebreak.formats.fields.TextIndicators;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads STIX 2.1 bundles: indicators with their patterns, observables, software, vulnerabilities and markings. 2.0
/// bundles, TAXII envelopes and single objects are read too.
public final class StixReader {
    /// Confidence (0 to 100) up to which an indicator is unsure, "low" in the scales of STIX 2.1 appendix A.
    public static final int LOW_CONFIDENCE = 29;

    /// A `valid_from` this close to the object's creation is when it was published, not when the attack began.
    public static final Duration PUBLICATION = Duration.ofHours(24);

    /// External references kept as facts.
    private static final int MAX_REFERENCES = 200;

    private static final Set<String> SILENT =
            Set.of(
                    "relationship",
                    "marking-definition",
                    "identity",
                    "extension-definition",
                    "language-content");

    private final AdvisoryDraft draft;
    private final List<Json> objects;
    private final Markings markings;
    private final Map<String, Json> byId = new LinkedHashMap<>();
    private final Map<String, Integer> unread = new LinkedHashMap<>();
    private boolean published;
    private int publicationDates;

    private StixReader(AdvisoryDraft draft, List<Json> objects) {
        this.draft = draft;
        this.objects = objects;
        this.markings = new Markings(objects);
        for (Json object : objects) {
            byId.putIfAbsent(object.get("id").text(), object);
        }
    }

    /// Whether the value looks like a bundle, a TAXII envelope or a single STIX object.
    public static boolean recognises(Json root) {
        if (root.get("type").text().equals("bundle")
                && root.get("id").text().startsWith("bundle--")) {
            return true;
        }
        Json first = root.get("objects").get(0);
        return isObject(first) || isObject(root);
    }

    private static boolean isObject(Json json) {
        String type = json.get("type").text();
        return !type.isEmpty() && json.get("id").text().startsWith(type + "--");
    }

    /// Reads a bundle, an envelope or a single object.
    public static Advisory read(String source, Json root) {
        List<Json> objects =
                isObject(root) && !root.has("objects")
                        ? List.of(root)
                        : root.get("objects").items();
        boolean old = root.get("spec_version").text().equals("2.0");
        AdvisoryDraft draft =
                new AdvisoryDraft(source, old ? "stix-2.0" : "stix-2.1")
                        .id(root.get("id").textOrNull());
        new StixReader(draft, objects).read();
        return draft.build();
    }

    private void read() {
        Observables observables = new Observables(draft, objects, byId);
        ArrayList<Json> revoked = new ArrayList<>();
        for (Json object : objects) {
            if (object.get("revoked").isTrue()) {
                revoked.add(object);
                continue;
            }
            object(object, observables);
        }
        for (Json one : revoked) {
            draft.note(one.pointer(), one.get("id").text() + " is revoked and not used");
        }
        observables.finish();
        label(observables);
        if (publicationDates > 0) {
            draft.note(
                    "",
                    publicationDates
                            + " indicator(s) are valid from the day they were written; earlier contacts count as well");
        }
        unread.forEach(
                (type, n) ->
                        draft.note(
                                "",
                                n
                                        + " object(s) of type \""
                                        + type
                                        + "\" name nothing that is looked for"));
    }

    private void object(Json object, Observables observables) {
        String type = object.get("type").text();
        switch (type) {
            case "indicator" -> indicator(object, observables);
            case "vulnerability" -> vulnerability(object);
            case "report", "grouping", "incident", "campaign", "note" -> report(object, type);
            case "malware",
                    "infrastructure",
                    "tool",
                    "threat-actor",
                    "intrusion-set",
                    "attack-pattern" -> {
                TextIndicators.read(draft, object.get("description"), null);
                unread.merge(type, 1, Integer::sum);
            }
            default -> {
                if (!observables.take(object) && !SILENT.contains(type)) {
                    unread.merge(type.isEmpty() ? "(none)" : type, 1, Integer::sum);
                }
            }
        }
        references(object);
    }

    private void report(Json object, String type) {
        String name = object.get("name").textOrNull();
        if (type.equals("report") || type.equals("grouping") || !published && name != null) {
            draft.title(name);
            Instant time = Times.parse(object.get("published").text());
            time = time != null ? time : Times.parse(object.get("modified").text());
            draft.published(time)
                    .revision(object.get("modified").textOrNull())
                    .language(object.get("lang").textOrNull());
            Json author = byId.get(object.get("created_by_ref").text());
            if (author != null) {
                draft.publisher(author.get("name").textOrNull());
            }
            published = true;
        }
        TextIndicators.read(draft, object.get("description"), null);
        TextIndicators.read(draft, object.get("content"), null);
    }

    private void vulnerability(Json object) {
        ArrayList<Json> names = new ArrayList<>();
        names.add(object.get("name"));
        object.get("external_references").items().forEach(r -> names.add(r.get("external_id")));
        for (Json name : names) {
            String id = name.text().strip().toUpperCase(Locale.ROOT);
            if (id.matches("CVE-\\d{4}-\\d{4,19}")) {
                draft.fact(Fact.Type.CVE, id, Certainty.STATED, draft.span(name));
            }
        }
    }

    private int references;

    private void references(Json object) {
        for (Json reference : object.get("external_references").items()) {
            Json url = reference.get("url");
            if (url.textOrNull() == null) {
                continue;
            }
            if (++references == MAX_REFERENCES + 1) {
                draft.note(
                        url.pointer(),
                        "more than " + MAX_REFERENCES + " references; the rest is left out");
            }
            if (references <= MAX_REFERENCES) {
                draft.fact(
                        Fact.Type.REFERENCE, url.text().strip(), Certainty.STATED, draft.span(url));
            }
        }
    }

    private void indicator(Json object, Observables observables) {
        String id = object.get("id").text();
        if (isBenign(object)) {
            draft.note(object.pointer(), id + " is marked as benign and not used");
            return;
        }
        String language = object.get("pattern_type").text();
        if (!language.isEmpty() && !language.equalsIgnoreCase("stix")) {
            draft.partial(
                    object.get("pattern").pointer(),
                    id + ": patterns in " + language + " are not read");
            return;
        }
        if (object.get("pattern").textOrNull() == null) {
            draft.partial(object.pointer(), id + " has no pattern");
            return;
        }
        PatternTerms found;
        try {
            found = PatternTerms.of(StixPattern.parse(object.get("pattern").text()));
        } catch (PatternException e) {
            draft.partial(
                    object.get("pattern").pointer(),
                    id + ": the pattern cannot be read: " + e.getMessage());
            return;
        }
        Indicators.Validity validity = validity(object);
        Certainty floor = isLowConfidence(object) ? Certainty.UNSURE : Certainty.STATED;
        boolean added = false;
        for (PatternTerms.Term term : found.terms()) {
            added |= add(object, term, validity, floor);
        }
        if (!added) {
            String why =
                    found.notes().isEmpty()
                            ? ""
                            : ": " + String.join("; ", new LinkedHashSet<>(found.notes()));
            draft.partial(
                    object.get("pattern").pointer(),
                    id + ": nothing of the pattern can be looked for" + why);
        } else if (!found.notes().isEmpty()) {
            draft.note(
                    object.get("pattern").pointer(),
                    id + ": " + String.join("; ", new LinkedHashSet<>(found.notes())));
        }
        observables.seen(object);
    }

    private boolean add(
            Json object, PatternTerms.Term term, Indicators.Validity validity, Certainty floor) {
        Indicators.Validity own =
                term.from() == null ? validity : new Indicators.Validity(term.from(), term.until());
        Certainty certainty = term.certainty().compareTo(floor) >= 0 ? term.certainty() : floor;
        boolean added =
                Indicators.add(
                        draft,
                        term.type(),
                        term.value(),
                        own,
                        certainty,
                        description(object),
                        draft.span(object.get("pattern")));
        if (!added) {
            draft.partial(
                    object.get("pattern").pointer(),
                    object.get("id").text()
                            + ": \""
                            + term.value()
                            + "\" is no "
                            + term.type().json());
        }
        return added;
    }

    private static String description(Json object) {
        String name = object.get("name").textOrNull();
        String description = object.get("description").textOrNull();
        return name == null
                ? description == null ? "" : description
                : description == null || description.equals(name)
                        ? name
                        : name + ": " + description;
    }

    private static boolean isBenign(Json object) {
        for (String key : List.of("indicator_types", "labels")) {
            for (Json label : object.get(key).itemsOrSelf()) {
                if (label.text().equalsIgnoreCase("benign")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isLowConfidence(Json object) {
        BigDecimal confidence = object.get("confidence").number();
        return confidence != null
                && confidence.signum() > 0
                && confidence.compareTo(BigDecimal.valueOf(LOW_CONFIDENCE)) <= 0;
    }

    private Indicators.Validity validity(Json object) {
        Instant from = time(object.get("valid_from"));
        Instant until = time(object.get("valid_until"));
        Instant created = Times.parse(object.get("created").text());
        Instant modified = Times.parse(object.get("modified").text());
        if (from != null && (isNear(from, created) || isNear(from, modified))) {
            publicationDates++;
            from = null;
        }
        return new Indicators.Validity(from, until);
    }

    private static boolean isNear(Instant a, @Nullable Instant b) {
        return b != null && Duration.between(a, b).abs().compareTo(PUBLICATION) <= 0;
    }

    private @Nullable Instant time(Json field) {
        Instant time = Times.parse(field.text());
        if (time == null && field.isPresent()) {
            draft.partial(field.pointer(), "not a date and time: " + field.text());
        }
        return time;
    }

    /// The label of the whole: that of a report counts for all it holds; without one, all that is used must be labelled.
    private void label(Observables observables) {
        boolean report = false;
        boolean unlabelled = false;
        LinkedHashMap<Tlp, Json> labels = new LinkedHashMap<>();
        for (Json object : objects) {
            String type = object.get("type").text();
            Tlp tlp = markings.of(object);
            if (tlp != null) {
                labels.putIfAbsent(tlp, object);
                report |= type.equals("report") || type.equals("grouping");
            } else {
                unlabelled |= type.equals("indicator") || observables.isObservable(type);
            }
        }
        if (unlabelled && !report) {
            if (!labels.isEmpty()) {
                draft.note(
                        "", "some indicators carry no TLP label; the whole counts as unlabelled");
            }
            return;
        }
        labels.forEach(
                (tlp, object) -> draft.tlp(tlp, draft.span(object.get("object_marking_refs"))));
    }
}
