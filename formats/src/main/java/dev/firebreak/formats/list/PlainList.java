package dev.firebreak.formats.list;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.text.IndicatorMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One indicator a line, with what may stand before and after it: `value;comment`, `value # comment`, `- value`; and the
/// lines of a [Blocklist].
final class PlainList {
    /// Share of lines that must hold an indicator and nothing else; below it the text is prose.
    private static final double SHARE = 0.7;

    /// Lines looked at to tell a list from prose.
    private static final int SAMPLE = 2_000;

    /// Lines after which a text without many entries is given up as a list.
    private static final int EARLY = 60;

    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*•·+–]|\\d{1,4}[.)])\\s+");
    private static final Pattern REST =
            Pattern.compile(
                    "^\\s*(?:[;,|#\\t]|//|\\s-\\s|\\s–\\s|\\s{2,}|\\s+\\(|\\s*$).*",
                    Pattern.DOTALL);
    private static final Pattern LABEL =
            Pattern.compile("(?i)TLP[:\\s]{0,2}(?:CLEAR|WHITE|GREEN|AMBER(?:\\+STRICT)?|RED)\\b");
    private static final Pattern CVE = Pattern.compile("(?i)CVE-\\d{4}-\\d{4,19}");
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"']{3,2000}");
    private static final Pattern PREFIX =
            Pattern.compile(
                    "(?i)^\\s*(?:ip(?:v[46])?|domain|host(?:name)?|fqdn|url|md5|sha-?1|sha-?256|e-?mail|file(?:name)?|hash|ioc|datei(?:name)?)\\s*[:=]\\s+");

    /// What one line holds.
    private record Entry(IndicatorMatch match, String value, String rest) {}

    private PlainList() {}

    static boolean recognises(Lines lines) {
        int entries = 0;
        int all = 0;
        PolicyZone zone = PolicyZone.of(lines);
        for (Lines.Line line : lines.lines()) {
            if (line.isBlank() || line.isComment()) {
                continue;
            }
            Blocklist blocked = blocked(line.text(), zone);
            if (blocked != null && blocked.isFrame()) {
                continue;
            }
            all++;
            entries +=
                    blocked != null
                                    || entry(line.text()) != null
                                    || PathRegex.fileName(line.text()) != null
                                    || isCve(line.text())
                            ? 1
                            : 0;
            boolean hopeless = all >= EARLY && entries < SHARE / 2 * all;
            if (all >= SAMPLE || hopeless) {
                break;
            }
        }
        return entries > 0 && entries >= SHARE * all;
    }

    /// What a filter makes of a line; null if it is none of a filter's list.
    private static @Nullable Blocklist blocked(String line, PolicyZone zone) {
        Blocklist blocked = Blocklist.of(line);
        return blocked == null ? zone.line(line) : blocked;
    }

    private static boolean isCve(String line) {
        return CVE.matcher(line.strip()).matches();
    }

    static void read(Lines lines, AdvisoryDraft draft) {
        if (lines.numbered()) {
            draft.note(
                    "",
                    "every line begins with a number; the numbers are taken as line numbers and not read");
        }
        PolicyZone zone = PolicyZone.of(lines);
        String section = "";
        ArrayList<Lines.Line> left = new ArrayList<>();
        for (Lines.Line line : lines.lines()) {
            if (line.isBlank()) {
                continue;
            }
            if (line.isComment()) {
                section = comment(line, draft);
            } else {
                line(line, section, zone, draft, left);
            }
        }
        Sentences.read(left, draft);
        if (lines.lines().size() >= Lines.MAX_LINES) {
            draft.partial(
                    "line " + Lines.MAX_LINES,
                    "more lines than " + Lines.MAX_LINES + "; the rest is left out");
        }
    }

    /// @return the comment's words, as the description of what follows
    private static String comment(Lines.Line line, AdvisoryDraft draft) {
        label(line.text(), line, draft);
        Matcher url = URL.matcher(line.text());
        while (url.find()) {
            draft.fact(
                    Fact.Type.REFERENCE,
                    url.group(),
                    Certainty.INFERRED,
                    span(draft, line, url.group()));
        }
        cves(line, draft);
        String words =
                URL.matcher(line.text()).replaceAll("").replaceFirst("^[\\s#/;!]+", "").strip();
        return words.length() > 200 || words.toLowerCase(Locale.ROOT).startsWith("reference")
                ? ""
                : words;
    }

    static void label(String text, Lines.Line line, AdvisoryDraft draft) {
        Matcher label = LABEL.matcher(text);
        if (label.find()) {
            Optional<Tlp> tlp = Tlp.parse(label.group());
            tlp.ifPresent(t -> draft.tlp(t, span(draft, line, label.group())));
        }
    }

    private static void cves(Lines.Line line, AdvisoryDraft draft) {
        Matcher cve = CVE.matcher(line.text());
        while (cve.find()) {
            draft.fact(
                    Fact.Type.CVE,
                    cve.group().toUpperCase(Locale.ROOT),
                    Certainty.STATED,
                    span(draft, line, cve.group()));
        }
    }

    private static Span span(AdvisoryDraft draft, Lines.Line line, String text) {
        return Span.field(draft.source(), "line " + line.number(), text);
    }

    /// @param left receives a line that is no entry
    private static void line(
            Lines.Line line,
            String section,
            PolicyZone zone,
            AdvisoryDraft draft,
            List<Lines.Line> left) {
        if (line.tooLong()) {
            draft.partial(
                    "line " + line.number(),
                    "longer than " + Lines.MAX_LINE + " characters; left out");
            return;
        }
        Blocklist blocked = blocked(line.text(), zone);
        if (blocked != null) {
            blocked(blocked, line, section, draft);
            return;
        }
        String name = PathRegex.fileName(line.text());
        Entry entry = name == null ? entry(line.text()) : null;
        if (entry != null) {
            add(entry, line, section, Certainty.STATED, draft);
            return;
        }
        if (name != null) {
            draft.indicator(
                    new Indicator(
                            ObservableType.FILENAME,
                            name,
                            null,
                            null,
                            Certainty.INFERRED,
                            section,
                            List.of(span(draft, line, line.text().strip()))));
        } else {
            cves(line, draft);
            label(line.text(), line, draft);
            boolean said = isCve(line.text()) || LABEL.matcher(line.text().strip()).matches();
            if (!said) {
                left.add(line);
            }
        }
    }

    private static void blocked(
            Blocklist blocked, Lines.Line line, String section, AdvisoryDraft draft) {
        String where = "line " + line.number();
        switch (blocked.sort()) {
            case EXCEPTION ->
                    draft.note(
                            where,
                            "an exception of the list is no indicator: " + shorten(line.text()));
            case CLIENT ->
                    draft.note(
                            where,
                            "a rule about the machines that ask is no indicator: "
                                    + shorten(line.text()));
            case INCLUDE ->
                    draft.partial(
                            where, "leads to what is not in this file: " + shorten(line.text()));
            case BLOCKED -> values(blocked, line, section, Certainty.STATED, draft);
            case LIKELY -> values(blocked, line, section, Certainty.INFERRED, draft);
            case FRAME -> {}
        }
    }

    private static void values(
            Blocklist blocked,
            Lines.Line line,
            String section,
            Certainty certainty,
            AdvisoryDraft draft) {
        for (String value : blocked.values()) {
            Optional<IndicatorMatch> match = Values.classify(value);
            if (match.isPresent()) {
                add(new Entry(match.get(), value, ""), line, section, certainty, draft);
            } else {
                draft.partial("line " + line.number(), "no indicator: " + shorten(line.text()));
            }
        }
    }

    static String shorten(String text) {
        String plain = text.strip();
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }

    private static void add(
            Entry entry,
            Lines.Line line,
            String section,
            Certainty certainty,
            AdvisoryDraft draft) {
        IndicatorMatch match = entry.match();
        String rest = entry.rest().replaceFirst("^[\\s;,|#/–-]+", "").strip();
        // Only the name can be looked for: less certain than the path the list gives.
        boolean path =
                match.type() == ObservableType.FILENAME
                        && (entry.value().contains("/") || entry.value().contains("\\"));
        draft.indicator(
                new Indicator(
                        match.type(),
                        match.value(),
                        null,
                        null,
                        match.ambiguous() || path ? Certainty.INFERRED : certainty,
                        rest.isEmpty() || rest.matches("\\d{1,3}") ? section : rest,
                        List.of(span(draft, line, entry.value()))));
    }

    /// Whether the line is one word of letters, digits, dots and hyphens: most lists hold nothing else, and such a line
    /// needs none of the looks at bullets, comments and paths.
    private static boolean isPlain(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || i > 0 && (c == '.' || c == '-');
            if (!plain) {
                return false;
            }
        }
        return !line.isEmpty();
    }

    private static @Nullable Entry entry(String text) {
        if (isPlain(text)) {
            return Values.classify(text).map(m -> new Entry(m, text, "")).orElse(null);
        }
        String line = BULLET.matcher(text).replaceFirst("");
        line = PREFIX.matcher(line).replaceFirst("").stripLeading();
        Optional<IndicatorMatch> whole = Values.classify(line);
        if (whole.isPresent()) {
            return new Entry(whole.get(), line.strip(), "");
        }
        int end = 0;
        while (end < line.length()
                && !Character.isWhitespace(line.charAt(end))
                && line.charAt(end) != ';') {
            end++;
        }
        Entry first = split(line, end);
        if (first != null) {
            return first;
        }
        int comma = firstOf(line, ",|\t");
        return comma < 0 ? null : split(line, comma);
    }

    private static int firstOf(String line, String characters) {
        for (int i = 0; i < line.length(); i++) {
            if (characters.indexOf(line.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Entry split(String line, int end) {
        String value = line.substring(0, end);
        String rest = line.substring(end);
        if (value.isBlank() || !REST.matcher(rest).matches()) {
            return null;
        }
        Optional<IndicatorMatch> match = Values.classify(value);
        return match.map(m -> new Entry(m, value, rest)).orElse(null);
    }
}
