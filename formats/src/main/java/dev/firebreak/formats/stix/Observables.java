package dev.firebreak.formats.stix;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.fields.Indicators;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.text.IndicatorScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The observables of a bundle (STIX 2.1 section 6): what they name, and whether anything says that they are the
/// attacker's.
final class Observables {
    private static final Set<String> TYPES =
            Set.of(
                    "domain-name",
                    "ipv4-addr",
                    "ipv6-addr",
                    "url",
                    "email-addr",
                    "file",
                    "artifact",
                    "hostname",
                    "x-opencti-hostname");

    /// Objects whose relationship makes an observable the attacker's.
    private static final Set<String> HOSTILE =
            Set.of(
                    "malware",
                    "infrastructure",
                    "indicator",
                    "tool",
                    "threat-actor",
                    "intrusion-set",
                    "campaign",
                    "malware-analysis");

    /// Observables that other observables only explain.
    private static final Set<String> CARRIERS =
            Set.of(
                    "network-traffic",
                    "email-message",
                    "process",
                    "directory",
                    "x509-certificate",
                    "autonomous-system",
                    "mac-addr",
                    "mutex",
                    "user-account",
                    "windows-registry-key");

    private final AdvisoryDraft draft;
    private final Map<String, Json> byId;
    private final Set<String> hostile = new HashSet<>();
    private final Software software;
    private final List<Json> observables = new ArrayList<>();
    private final Map<String, Integer> carriers = new LinkedHashMap<>();
    private boolean indicatorsSeen;

    Observables(AdvisoryDraft draft, List<Json> objects, Map<String, Json> byId) {
        this.draft = draft;
        this.byId = byId;
        this.software = new Software(draft, byId);
        for (Json object : objects) {
            relations(object);
            software.relation(object);
        }
    }

    boolean isObservable(String type) {
        return TYPES.contains(type);
    }

    void seen(Json indicator) {
        indicatorsSeen |= indicator.isPresent();
    }

    /// Notes who refers to an observable.
    private void relations(Json object) {
        String type = object.get("type").text();
        if (type.equals("relationship")) {
            String from = object.get("source_ref").text();
            String to = object.get("target_ref").text();
            mark(from, to);
            mark(to, from);
        }
        for (String key : List.of("sample_refs", "sample_ref", "analysis_sco_refs")) {
            if (HOSTILE.contains(type)) {
                object.get(key).itemsOrSelf().forEach(ref -> hostile.add(ref.text()));
            }
        }
    }

    private void mark(String subject, String other) {
        int end = subject.indexOf("--");
        if (end > 0 && HOSTILE.contains(subject.substring(0, end))) {
            hostile.add(other);
        }
    }

    /// Takes an object if it is an observable, or holds some (observed-data of STIX 2.0).
    boolean take(Json object) {
        String type = object.get("type").text();
        if (isObservable(type)) {
            observables.add(object);
            return true;
        }
        if (type.equals("software")) {
            software.take(object);
            return true;
        }
        if (type.equals("observed-data")) {
            boolean related = hostile.contains(object.get("id").text());
            for (Json ref : object.get("object_refs").items()) {
                if (related) {
                    hostile.add(ref.text());
                }
            }
            for (Json inner : object.get("objects").values()) {
                if (isObservable(inner.get("type").text())) {
                    add(inner, related ? Certainty.INFERRED : Certainty.UNSURE);
                }
            }
            return true;
        }
        if (CARRIERS.contains(type)) {
            carriers.merge(type, 1, Integer::sum);
            return true;
        }
        return false;
    }

    void finish() {
        ArrayList<Json> loose = new ArrayList<>();
        for (Json object : observables) {
            boolean attackers = isHostile(object);
            if (!attackers) {
                loose.add(object);
            }
            add(object, attackers ? Certainty.INFERRED : Certainty.UNSURE);
        }
        if (!loose.isEmpty()) {
            ask(loose);
        }
        carriers.forEach(
                (type, n) ->
                        draft.note(
                                "",
                                n
                                        + " object(s) of type \""
                                        + type
                                        + "\" are not used by themselves"));
        software.finish();
    }

    private boolean isHostile(Json object) {
        if (hostile.contains(object.get("id").text())) {
            return true;
        }
        for (Json ref : object.get("resolves_to_refs").items()) {
            Json other = byId.get(ref.text());
            if (other != null && hostile.contains(ref.text())) {
                return true;
            }
        }
        return false;
    }

    private void ask(List<Json> loose) {
        ArrayList<Span> spans = new ArrayList<>();
        for (Json object : loose.subList(0, Math.min(loose.size(), AdvisoryDraft.MAX_SPANS))) {
            spans.add(draft.span(object.has("value") ? object.get("value") : object.get("name")));
        }
        String example = IndicatorScanner.refang(spans.getFirst().text()).replace(".", "[.]");
        String also = indicatorsSeen ? " beside its indicators" : "";
        draft.question(
                new Question(
                        "observables-undecided",
                        "The bundle lists "
                                + loose.size()
                                + " observable(s)"
                                + also
                                + " without saying that they are malicious, such as "
                                + example
                                + ". Are they?",
                        "Das Bundle führt "
                                + loose.size()
                                + " Observable(s) auf, ohne zu sagen, dass sie bösartig sind, etwa "
                                + example
                                + ". Sind sie es?",
                        List.of("malicious", "harmless"),
                        spans));
    }

    private void add(Json object, Certainty certainty) {
        boolean any = false;
        if (object.get("type").text().equals("file")
                || object.get("type").text().equals("artifact")) {
            for (String algorithm : object.get("hashes").keys()) {
                Json hash = object.get("hashes").get(algorithm);
                ObservableType type = hashType(algorithm);
                if (type == null) {
                    draft.note(hash.pointer(), "hashes of kind " + algorithm + " are not used");
                } else {
                    any |= one(type, hash, certainty);
                }
            }
            if (object.has("name") && !any) {
                any = one(ObservableType.FILENAME, object.get("name"), certainty);
            }
        } else {
            ObservableType type = valueType(object);
            any = type != null && one(type, object.get("value"), certainty);
        }
        if (!any) {
            draft.partial(
                    object.pointer(),
                    "the " + object.get("type").text() + " holds no value that can be looked for");
        }
    }

    private boolean one(ObservableType type, Json field, Certainty certainty) {
        return Indicators.add(
                draft,
                type,
                field.text(),
                Indicators.Validity.ALWAYS,
                certainty,
                "",
                draft.span(field));
    }

    private static @Nullable ObservableType hashType(String algorithm) {
        return switch (algorithm.toUpperCase(java.util.Locale.ROOT).replace("-", "")) {
            case "MD5" -> ObservableType.MD5;
            case "SHA1" -> ObservableType.SHA1;
            case "SHA256" -> ObservableType.SHA256;
            default -> null;
        };
    }

    private static @Nullable ObservableType valueType(Json object) {
        return switch (object.get("type").text()) {
            case "domain-name", "hostname", "x-opencti-hostname" -> ObservableType.DOMAIN;
            case "ipv4-addr" -> ObservableType.IPV4;
            case "ipv6-addr" -> ObservableType.IPV6;
            case "url" -> ObservableType.URL;
            case "email-addr" -> ObservableType.EMAIL;
            default -> null;
        };
    }
}
