package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Tlp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Title, publisher, date, language and label of a warning.
final class Header {
    private static final int TOP = 700;
    private static final int AGENCY_TOP = 350;
    private static final int AGENCY_TAIL = 250;
    private static final Pattern DATE_LABEL =
            Pattern.compile(
                    "(?i)\\b(veröffentlicht(?: am)?|veröffentlichung|erstveröffentlichung|published(?: on)?|publication date|release date|release|first published|initial release|original release date|datum|date|ausgabedatum|erstellt(?: am)?|posted(?: on)?)\\s{0,3}:?\\**\\s{0,3}(?:\\p{L}{2,10},?\\s)?$");
    private static final Pattern STAND_LABEL =
            Pattern.compile(
                    "(?i)\\b(stand|as of|last updated?|zuletzt aktualisiert|aktualisiert(?: am)?|updated)\\s{0,3}:?\\**\\s{0,3}(?:\\p{L}{2,10},?\\s)?$");
    private static final Pattern PUBLISHER_LABEL =
            Pattern.compile(
                    "(?im)^[ \\t*]{0,6}(?:Herausgeber|Herausgegeben von|Publisher|Issued by|Absender|Von|From|Author|Autor|Ersteller)[*]{0,2}[ \\t]{0,4}:[*]{0,2}[ \\t]{1,4}([^\\n]{2,100})$");
    private static final Pattern LABEL_LINE =
            Pattern.compile(
                    "(?i)^[*_ ]{0,4}(?:datum|date|stand|von|from|an|to|published|veröffentlicht|id|cve|severity|schweregrad|risiko|version|revision|herausgeber|publisher|kategorie|category|verteiler|csw|bsi it|tlp|sehr geehrte|liebe|dear|hallo|guten|author|autor|ref)[\\w .-]{0,25}[:,*]|^sehr geehrte|^liebe |^dear |^hallo|^guten ");
    private static final List<String> AGENCIES =
            List.of(
                    "Bundesamt für Sicherheit in der Informationstechnik",
                    "CERT-Bund",
                    "Cybersecurity and Infrastructure Security Agency",
                    "CISA",
                    "CERT-EU",
                    "National Cyber Security Centre",
                    "CERT.at",
                    "GovCERT.ch",
                    "ENISA",
                    "CERT-FR",
                    "BSI");
    private static final Set<String> GERMAN =
            Lexicon.words(
                    """
                    der die das und ist sind nicht mit von auf für werden wird wurde betroffen eine einer zu sie den
                    dem des im sich bei oder bis unter alle behoben keine
                    """);
    private static final Set<String> ENGLISH =
            Lexicon.words(
                    """
                    the and is are not with of to for was were has have affected this that in_ on by or an from
                    versions prior before through all been
                    """);

    private Header() {}

    /// Language by its little words; null if neither is clear.
    static @Nullable String language(String text) {
        int german = 0;
        int english = 0;
        for (String word :
                text.substring(0, Math.min(text.length(), 20_000))
                        .toLowerCase(Locale.ROOT)
                        .split("[^\\p{L}]+")) {
            german += GERMAN.contains(word) ? 1 : 0;
            english += ENGLISH.contains(word) ? 1 : 0;
        }
        return german == english ? null : german > english ? "de" : "en";
    }

    /// The format's own title, or the first heading or line that is not a label or a date.
    static String title(Document document) {
        if (!document.title().isBlank()) {
            return document.title();
        }
        String text = document.text();
        String subject = subject(text);
        if (!subject.isEmpty()) {
            return subject;
        }
        for (Block b : document.blocks()) {
            String line = text.substring(b.start(), b.end()).strip();
            int newline = line.indexOf('\n');
            String first = newline < 0 ? line : line.substring(0, newline);
            boolean label =
                    first.toUpperCase(Locale.ROOT).startsWith("TLP")
                            || LABEL_LINE.matcher(first).find();
            boolean letters = first.chars().filter(Character::isLetter).count() > 5;
            boolean agency = AGENCIES.stream().anyMatch(first::equals);
            if (agency) {
                continue;
            }
            if (b.kind() == Block.Kind.HEADING && letters && !label) {
                return first.replaceAll("^[*_#]{1,3}|[*_#]{1,3}$", "");
            }
            if (b.kind() == Block.Kind.PARAGRAPH && letters && !label) {
                return first.length() <= 160 && !first.endsWith(".") && b.end() - b.start() < 200
                        ? first
                        : "";
            }
        }
        return "";
    }

    private static String subject(String text) {
        Matcher m =
                Pattern.compile(
                                "(?im)^[ \\t*]{0,4}(?:Betreff|Subject|Titel|Title)[*]{0,2}[ \\t]{0,4}:[*]{0,2}[ \\t]{0,4}([^\\n]{3,200})$")
                        .matcher(text.substring(0, Math.min(text.length(), TOP)));
        return m.find() ? m.group(1).strip() : "";
    }

    static @Nullable String publisher(Document document) {
        if (document.publisher() != null) {
            return document.publisher();
        }
        String text = document.text();
        Matcher m = PUBLISHER_LABEL.matcher(text.substring(0, Math.min(text.length(), TOP * 2)));
        if (m.find()) {
            return m.group(1).strip();
        }
        String top = text.substring(0, Math.min(text.length(), AGENCY_TOP));
        String tail = text.substring(Math.max(0, text.length() - AGENCY_TAIL));
        String best = null;
        int at = Integer.MAX_VALUE;
        for (String agency : AGENCIES) {
            Matcher a =
                    Pattern.compile(
                                    "(?<![\\p{L}\\d\\[./-])"
                                            + Pattern.quote(agency)
                                            + "(?![\\p{L}\\d\\]./-])")
                            .matcher(top);
            if (a.find() && a.start() < at) {
                at = a.start();
                best = agency;
            }
        }
        if (best == null) {
            for (String agency : AGENCIES.subList(0, 5)) {
                best = best == null && tail.contains(agency) ? agency : best;
            }
        }
        return best;
    }

    /// The date of publication: of the format, behind a label, or alone in the first lines.
    static @Nullable Instant published(Document document, List<Dates.Found> dates) {
        if (document.published() != null) {
            return document.published();
        }
        String text = document.text();
        LocalDate stand = null;
        for (Dates.Found d : dates) {
            String before = text.substring(Math.max(0, d.start() - 50), d.start());
            before = before.substring(before.lastIndexOf('\n') + 1);
            if (DATE_LABEL.matcher(before).find()) {
                return instant(d.date());
            }
            if (stand == null && STAND_LABEL.matcher(before).find()) {
                stand = d.date();
            }
        }
        if (stand != null) {
            return instant(stand);
        }
        for (Dates.Found d : dates) {
            if (d.start() >= TOP) {
                break;
            }
            int lineStart = text.lastIndexOf('\n', d.start()) + 1;
            int lineEnd = text.indexOf('\n', d.end());
            String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd).strip();
            if (line.length() < 90
                    && !line.endsWith(".")
                    && !line.matches(
                            "(?i).*\\b(?:seit|since|am|on|ab|wurde|was|between|zwischen|hat|has)\\b.*")) {
                return instant(d.date());
            }
        }
        return null;
    }

    private static @Nullable Instant instant(@Nullable LocalDate date) {
        return date == null ? null : date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// The label that holds: the first one in the top lines, else the strictest.
    static @Nullable Tlp tlp(List<Fact> facts) {
        Tlp strictest = null;
        for (Fact f : facts) {
            if (f.type() == Fact.Type.TLP) {
                Tlp tlp = Tlp.parse(f.value()).orElse(Tlp.RED);
                if (f.span().start() < TOP) {
                    return tlp;
                }
                strictest = strictest == null ? tlp : strictest.stricter(tlp);
            }
        }
        return strictest;
    }

    /// Whether several labels stand in the text and none of them at its top.
    static boolean tlpUndecided(List<Fact> facts) {
        List<Fact> labels = facts.stream().filter(f -> f.type() == Fact.Type.TLP).toList();
        return labels.stream().map(Fact::value).distinct().count() > 1
                && labels.getFirst().span().start() >= TOP;
    }
}
