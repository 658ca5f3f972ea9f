package dev.firebreak.formats.misp;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Prose;
import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads MISP events and the answers of MISP's search, which hold several of them or bare attributes.
public final class MispReader {
    private static final Pattern CVE = Pattern.compile("(?i)\\bCVE-\\d{4}-\\d{4,19}\\b");

    private final AdvisoryDraft draft;
    private final Attributes attributes;
    private final List<Span> undetected = new ArrayList<>();
    private final Map<String, Integer> unread = new LinkedHashMap<>();
    private int deleted;

    private MispReader(AdvisoryDraft draft) {
        this.draft = draft;
        this.attributes = new Attributes(draft, undetected, unread);
    }

    /// Whether the value looks like a MISP event, or holds some.
    public static boolean recognises(Json root) {
        return !events(root).isEmpty() || root.at("response", "Attribute").isArray();
    }

    private static boolean isEvent(Json json) {
        return json.isObject()
                && json.get("info").isString()
                && (json.get("Attribute").isArray()
                        || json.get("Object").isArray()
                        || json.has("Orgc"));
    }

    private static List<Json> events(Json root) {
        if (isEvent(root.get("Event"))) {
            return List.of(root.get("Event"));
        }
        if (isEvent(root)) {
            return List.of(root);
        }
        ArrayList<Json> events = new ArrayList<>();
        for (Json one : root.get("response").items()) {
            Json event = one.has("Event") ? one.get("Event") : one;
            if (isEvent(event)) {
                events.add(event);
            }
        }
        return events;
    }

    /// Reads every event of a value.
    public static List<Advisory> read(String source, Json root) {
        ArrayList<Advisory> read = new ArrayList<>();
        for (Json event : events(root)) {
            AdvisoryDraft draft = new AdvisoryDraft(source, "misp");
            new MispReader(draft).event(event);
            read.add(draft.build());
        }
        if (read.isEmpty()) {
            AdvisoryDraft draft = new AdvisoryDraft(source, "misp");
            MispReader reader = new MispReader(draft);
            reader.attributes(root.at("response", "Attribute"));
            reader.finish();
            read.add(draft.build());
        }
        return read;
    }

    private void event(Json event) {
        String uuid = event.get("uuid").textOrNull();
        Instant modified = epoch(event.get("timestamp"));
        Instant date = Times.parse(event.get("date").text());
        draft.id(uuid != null ? uuid : event.get("id").textOrNull())
                .revision(modified == null ? null : modified.toString())
                .title(event.get("info").textOrNull())
                .publisher(event.at("Orgc", "name").textOrNull())
                .published(date);
        if (date != null) {
            draft.fact(
                    Fact.Type.DATE,
                    date.toString(),
                    Certainty.STATED,
                    draft.span(event.get("date")));
        }
        Matcher cve = CVE.matcher(event.get("info").text());
        while (cve.find()) {
            draft.fact(
                    Fact.Type.CVE,
                    cve.group().toUpperCase(Locale.ROOT),
                    Certainty.STATED,
                    draft.span(event.get("info")));
        }
        tags(event.get("Tag"));
        attributes(event.get("Attribute"));
        for (Json object : event.get("Object").items()) {
            if (isTrue(object.get("deleted"))) {
                deleted++;
            } else {
                attributes(object.get("Attribute"));
                new ProductObject(draft, object).read();
            }
        }
        for (Json report : event.get("EventReport").items()) {
            if (!isTrue(report.get("deleted"))) {
                Prose.read(draft, report.get("content"));
            }
        }
        int proposals = event.get("ShadowAttribute").items().size();
        if (proposals > 0) {
            draft.note(
                    event.get("ShadowAttribute").pointer(),
                    proposals + " proposal(s) that nobody has accepted are not used");
        }
        int galaxies = event.get("Galaxy").items().size();
        if (galaxies > 0) {
            draft.note(
                    event.get("Galaxy").pointer(),
                    galaxies + " galaxies (actors, techniques) are not used");
        }
        finish();
    }

    private static @org.jspecify.annotations.Nullable Instant epoch(Json field) {
        try {
            long seconds = Long.parseLong(field.text().strip());
            return seconds <= 0 || seconds > 253_402_300_799L
                    ? null
                    : Instant.ofEpochSecond(seconds);
        } catch (NumberFormatException e) {
            return Times.parse(field.text());
        }
    }

    /// MISP writes booleans as `true`, `1` and `"1"`.
    static boolean isTrue(Json field) {
        return field.isTrue() || field.text().equals("1") || field.text().equalsIgnoreCase("true");
    }

    private void tags(Json tags) {
        for (Json tag : tags.items()) {
            Json name = tag.get("name");
            if (!name.text().toLowerCase(Locale.ROOT).startsWith("tlp:")) {
                continue;
            }
            Tlp.parse(name.text())
                    .ifPresentOrElse(
                            tlp -> draft.tlp(tlp, draft.span(name)),
                            () ->
                                    draft.note(
                                            name.pointer(),
                                            "the tag \"" + name.text() + "\" is no TLP label"));
        }
    }

    private void attributes(Json list) {
        for (Json attribute : list.items()) {
            if (isTrue(attribute.get("deleted"))) {
                deleted++;
                continue;
            }
            tags(attribute.get("Tag"));
            attributes.read(attribute);
        }
    }

    private void finish() {
        if (deleted > 0) {
            draft.note("", deleted + " deleted attributes or objects are not used");
        }
        unread.forEach(
                (type, n) ->
                        draft.note(
                                "",
                                n
                                        + " attribute(s) of type \""
                                        + type
                                        + "\" are nothing that is looked for"));
        if (!undetected.isEmpty()) {
            draft.question(
                    new Question(
                            "to-ids-false",
                            undetected.size()
                                    + " attribute(s) are marked as not meant for detection (to_ids is false). Look for them all the same?",
                            undetected.size()
                                    + " Attribut(e) sind als nicht zur Erkennung bestimmt gekennzeichnet (to_ids ist false). Soll trotzdem danach gesucht werden?",
                            List.of("yes", "no"),
                            undetected.subList(
                                    0, Math.min(undetected.size(), AdvisoryDraft.MAX_SPANS))));
        }
    }
}
