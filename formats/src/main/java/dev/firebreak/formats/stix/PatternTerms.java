package dev.firebreak.formats.stix;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.formats.fields.Indicators;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What of a pattern can be looked for in logs and inventories: single values.
///
/// A conjunction is looked for by its parts, because logs hold one thing a line. The file's hash is enough where there is
/// one; otherwise every usable part counts on its own, less certain, and the note says what is not checked.
final class PatternTerms {
    /// One value to look for.
    record Term(
            ObservableType type,
            String value,
            Certainty certainty,
            @Nullable Instant from,
            @Nullable Instant until) {}

    private final List<Term> terms = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private PatternTerms() {}

    static PatternTerms of(StixPattern pattern) {
        PatternTerms result = new PatternTerms();
        result.terms.addAll(result.walk(pattern));
        return result;
    }

    List<Term> terms() {
        return terms;
    }

    /// What the pattern says and is not looked for.
    List<String> notes() {
        return notes;
    }

    private List<Term> walk(StixPattern pattern) {
        return switch (pattern) {
            case StixPattern.Comparison c -> comparison(c);
            case StixPattern.Any any -> {
                ArrayList<Term> all = new ArrayList<>();
                any.parts().forEach(p -> all.addAll(walk(p)));
                yield all;
            }
            case StixPattern.All all -> all(all);
            case StixPattern.Qualified q -> qualified(q);
        };
    }

    private List<Term> qualified(StixPattern.Qualified q) {
        if (q.from() == null) {
            notes.add("\"" + q.qualifier() + "\" is not checked");
        }
        return walk(q.pattern()).stream()
                .map(
                        t ->
                                q.from() == null
                                        ? t
                                        : new Term(
                                                t.type(),
                                                t.value(),
                                                t.certainty(),
                                                q.from(),
                                                q.until()))
                .toList();
    }

    private List<Term> all(StixPattern.All all) {
        ArrayList<Term> found = new ArrayList<>();
        int usable = 0;
        int before = notes.size();
        for (StixPattern part : all.parts()) {
            List<Term> terms = walk(part);
            usable += terms.isEmpty() ? 0 : 1;
            found.addAll(terms);
        }
        List<Term> hashes = found.stream().filter(t -> isHash(t.type())).toList();
        if (!hashes.isEmpty() && !all.observations()) {
            return hashes;
        }
        if (usable > 1) {
            notes.add("parts joined by AND are looked for one by one");
        } else if (notes.size() == before && all.parts().size() > usable && usable > 0) {
            notes.add("a part joined by AND is not checked");
        }
        return found.stream()
                .map(t -> new Term(t.type(), t.value(), weaker(t.certainty()), t.from(), t.until()))
                .toList();
    }

    private static Certainty weaker(Certainty certainty) {
        return certainty == Certainty.STATED ? Certainty.INFERRED : certainty;
    }

    private static boolean isHash(ObservableType type) {
        return type == ObservableType.MD5
                || type == ObservableType.SHA1
                || type == ObservableType.SHA256;
    }

    private List<Term> comparison(StixPattern.Comparison c) {
        if (isFiller(c.path())) {
            return List.of();
        }
        ArrayList<Term> found = new ArrayList<>();
        if (c.negated() || c.operator().equals("EXISTS")) {
            notes.add(
                    "\""
                            + c.path()
                            + (c.negated() ? " NOT " : " ")
                            + c.operator()
                            + "\" is not used");
            return found;
        }
        for (String value : c.values()) {
            ObservableType type = type(c.path(), value);
            if (type == null) {
                notes.add("\"" + c.path() + "\" is nothing that is looked for");
                return found;
            }
            Term term = term(c, type, value);
            if (term == null) {
                notes.add("\"" + c.path() + " " + c.operator() + " '" + value + "'\" is not used");
            } else {
                found.add(term);
            }
        }
        return found;
    }

    private static @Nullable Term term(
            StixPattern.Comparison c, ObservableType type, String value) {
        return switch (c.operator().toUpperCase(Locale.ROOT)) {
            case "=", "IN", "ISSUBSET" -> new Term(type, value, Certainty.STATED, null, null);
            case "LIKE" -> like(type, value);
            case "MATCHES" -> literal(type, value);
            default -> null;
        };
    }

    /// `%.example.org` means the domain's subdomains; every other wildcard is no single value.
    private static @Nullable Term like(ObservableType type, String value) {
        if (value.indexOf('%') < 0 && value.indexOf('_') < 0) {
            return new Term(type, value, Certainty.STATED, null, null);
        }
        String rest =
                value.startsWith("%.")
                        ? value.substring(2)
                        : value.startsWith("%") ? value.substring(1) : value;
        boolean domain =
                type == ObservableType.DOMAIN && rest.indexOf('%') < 0 && rest.indexOf('.') > 0;
        boolean name =
                type == ObservableType.FILENAME && value.startsWith("%\\") && rest.indexOf('%') < 0;
        return domain || name ? new Term(type, rest, Certainty.INFERRED, null, null) : null;
    }

    /// A regular expression that can match one text only.
    private static @Nullable Term literal(ObservableType type, String regex) {
        String text =
                regex.replaceFirst("^\\^", "")
                        .replaceFirst("\\$$", "")
                        .replaceAll("\\\\([./:_-])", "\u0000$1");
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch == 0 && i + 1 < text.length()) {
                plain.append(text.charAt(++i));
            } else if (Character.isLetterOrDigit(ch) || "-_/: @".indexOf(ch) >= 0) {
                plain.append(ch);
            } else {
                return null;
            }
        }
        return new Term(type, plain.toString(), Certainty.INFERRED, null, null);
    }

    /// Parts that only repeat what the value itself shows.
    private static boolean isFiller(String path) {
        return path.endsWith("_ref.type") || path.endsWith("_refs.type");
    }

    /// The kind of thing an object path names; null if logs and inventories hold nothing of the kind.
    private static @Nullable ObservableType type(String path, String value) {
        String p = path.toLowerCase(Locale.ROOT);
        int colon = p.indexOf(':');
        String object = p.substring(0, colon);
        String property = p.substring(colon + 1);
        return switch (object) {
            case "domain-name" ->
                    property.equals("value") ? ObservableType.DOMAIN : reference(property, value);
            case "ipv4-addr" -> property.equals("value") ? ObservableType.IPV4 : null;
            case "ipv6-addr" -> property.equals("value") ? ObservableType.IPV6 : null;
            case "url" -> property.equals("value") ? ObservableType.URL : null;
            case "email-addr" -> property.equals("value") ? ObservableType.EMAIL : null;
            case "email-message" ->
                    property.endsWith("_ref.value") || property.endsWith("_refs.value")
                            ? ObservableType.EMAIL
                            : null;
            case "hostname", "x-opencti-hostname" ->
                    property.equals("value") ? ObservableType.DOMAIN : null;
            case "file", "artifact", "process" -> file(property, value);
            case "network-traffic" -> network(property, value);
            default -> null;
        };
    }

    private static @Nullable ObservableType file(String property, String value) {
        int hashes = property.indexOf("hashes.");
        if (hashes >= 0) {
            return switch (property.substring(hashes + "hashes.".length())
                    .replace("-", "")
                    .replace("_", "")) {
                case "md5" -> ObservableType.MD5;
                case "sha1" -> ObservableType.SHA1;
                case "sha256" -> ObservableType.SHA256;
                default -> null;
            };
        }
        boolean name = property.equals("name") || property.endsWith("_ref.name");
        return name && !value.isBlank() ? ObservableType.FILENAME : null;
    }

    private static @Nullable ObservableType network(String property, String value) {
        if (property.endsWith("request_header.host")) {
            return Objects.requireNonNull(reference("_ref.value", value));
        }
        return property.startsWith("dst_ref") || property.startsWith("src_ref")
                ? reference(property, value)
                : null;
    }

    private static @Nullable ObservableType reference(String property, String value) {
        if (!property.endsWith("_ref.value") && !property.endsWith("_refs.value")) {
            return null;
        }
        if (value.indexOf(':') >= 0 || value.matches("[\\d./]+")) {
            return Indicators.addressType(value);
        }
        return ObservableType.DOMAIN;
    }
}
