package dev.firebreak.formats.misp;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Indicators;
import dev.firebreak.formats.fields.TextIndicators;
import dev.firebreak.formats.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Attributes of MISP events by their type.
///
/// `first_seen` and `last_seen` say when the author saw the thing, not that it was harmless before or after: they go into
/// the description and limit nothing.
final class Attributes {
    private final AdvisoryDraft draft;
    private final List<Span> undetected;
    private final Map<String, Integer> unread;

    Attributes(AdvisoryDraft draft, List<Span> undetected, Map<String, Integer> unread) {
        this.draft = draft;
        this.undetected = undetected;
        this.unread = unread;
    }

    void read(Json attribute) {
        String type = attribute.get("type").text().strip().toLowerCase(Locale.ROOT);
        Json value = attribute.get("value");
        if (value.textOrNull() == null) {
            draft.partial(
                    attribute.pointer(),
                    "an attribute of type \"" + type + "\" without a value is left out");
            return;
        }
        boolean detect =
                attribute.get("to_ids").isAbsent() || MispReader.isTrue(attribute.get("to_ids"));
        switch (type) {
            case "vulnerability" -> vulnerability(value);
            case "cpe" -> {
                // Products are read with the object they stand in; alone they say nothing of their
                // status.
                if (!attribute.has("object_relation")) {
                    ProductObject.bare(draft, attribute);
                }
            }
            case "link" -> reference(value);
            case "text", "comment", "other" ->
                    TextIndicators.read(draft, value, attribute.get("comment").text());
            case "url" -> {
                if (!detect
                        && attribute.get("category").text().equalsIgnoreCase("External analysis")) {
                    reference(value);
                } else {
                    indicators(type, attribute, detect);
                }
            }
            default -> indicators(type, attribute, detect);
        }
    }

    private void vulnerability(Json value) {
        String id = value.text().strip().toUpperCase(Locale.ROOT);
        if (id.matches("CVE-\\d{4}-\\d{4,19}")) {
            draft.fact(Fact.Type.CVE, id, Certainty.STATED, draft.span(value));
        } else {
            draft.note(value.pointer(), "the vulnerability \"" + value.text() + "\" is no CVE id");
        }
    }

    private void reference(Json value) {
        draft.fact(Fact.Type.REFERENCE, value.text().strip(), Certainty.STATED, draft.span(value));
    }

    /// A composite type names the parts of its value: `filename|sha256`, `ip-dst|port`, `domain|ip`.
    private void indicators(String type, Json attribute, boolean detect) {
        String[] types = type.split("\\|", -1);
        String text = attribute.get("value").text().strip();
        String[] parts = types.length == 1 ? new String[] {text} : split(text, types);
        if (type.equals("malware-sample")) {
            types = new String[] {"filename", "md5"};
            parts = split(text, types);
        }
        boolean known = false;
        boolean added = false;
        for (int i = 0; i < types.length && i < parts.length; i++) {
            ObservableType observable = type(types[i], parts[i]);
            if (observable != null) {
                known = true;
                added |= add(observable, parts[i], attribute, detect);
            }
        }
        if (!known) {
            unread.merge(type, 1, Integer::sum);
        } else if (!added) {
            draft.partial(
                    attribute.get("value").pointer(),
                    "\"" + text + "\" is no " + type + " and is left out");
        }
    }

    /// Splits at the last bar, because file names may hold one; ports may also follow a colon.
    private static String[] split(String value, String[] types) {
        int bar = value.lastIndexOf('|');
        if (bar < 0 && types[1].equals("port")) {
            bar = value.lastIndexOf(':');
        }
        return bar < 0
                ? new String[] {value}
                : new String[] {value.substring(0, bar), value.substring(bar + 1)};
    }

    private boolean add(ObservableType type, String value, Json attribute, boolean detect) {
        Span span = draft.span(attribute.get("value"));
        boolean added =
                Indicators.add(
                        draft,
                        type,
                        value,
                        Indicators.Validity.ALWAYS,
                        detect ? Certainty.STATED : Certainty.UNSURE,
                        description(attribute, detect),
                        span);
        if (added && !detect) {
            undetected.add(span);
        }
        return added;
    }

    private static String description(Json attribute, boolean detect) {
        StringBuilder text = new StringBuilder(attribute.get("comment").text().strip());
        String first = attribute.get("first_seen").textOrNull();
        String last = attribute.get("last_seen").textOrNull();
        if (first != null) {
            text.append(text.isEmpty() ? "" : "; ").append("first seen ").append(first);
        }
        if (last != null) {
            text.append(text.isEmpty() ? "" : "; ").append("last seen ").append(last);
        }
        if (!detect) {
            text.append(text.isEmpty() ? "" : "; ").append("to_ids is false");
        }
        return text.toString();
    }

    private static @Nullable ObservableType type(String word, String value) {
        return switch (word) {
            case "domain", "hostname" -> ObservableType.DOMAIN;
            case "ip", "ip-src", "ip-dst" -> Indicators.addressType(value);
            case "url" -> ObservableType.URL;
            case "email",
                    "email-src",
                    "email-dst",
                    "email-reply-to",
                    "whois-registrant-email",
                    "dns-soa-email",
                    "eppn" ->
                    ObservableType.EMAIL;
            case "md5" -> ObservableType.MD5;
            case "sha1" -> ObservableType.SHA1;
            case "sha256" -> ObservableType.SHA256;
            case "filename", "email-attachment" -> ObservableType.FILENAME;
            default -> null;
        };
    }
}
