package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Tlp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds what follows a fixed notation (CVE, CVSS, TLP, severity, dates, document numbers) and what looks like a version
/// but is none (paragraphs, telephone numbers, technique ids). All patterns are bounded: none can run away.
final class Facts {
    private static final Pattern CVE =
            Pattern.compile(
                    "\\bCVE[-\u2010-\u2013 ](\\d{4})[-\u2010-\u2013](\\d{4,19})\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern VECTOR =
            Pattern.compile("CVSS:[234]\\.[01]/[A-Z]{1,3}:[A-Z](?:/[A-Z]{1,3}:[A-Z]){1,40}");
    private static final Pattern VECTOR2 =
            Pattern.compile("\\bAV:[LAN]/AC:[LMH]/Au:[MSN]/C:[NPC]/I:[NPC]/A:[NPC]\\b");
    private static final Pattern SCORE =
            Pattern.compile(
                    "\\b(?:CVSS(?:[ -]?v?[234](?:\\.[01])?)?|(?:CVSS[ -]?)?Base ?Score|Basis(?:wert|score))[^\\d\\n.]{0,40}(\\d{1,2}[.,]\\d)(?!\\d|\\.\\d)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern TLP =
            Pattern.compile(
                    "\\bTLP ?[:\\-\u2013]? ?(CLEAR|WHITE|GREEN|AMBER ?\\+ ?STRICT|AMBER[ _-]STRICT|AMBER|RED)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern COLOUR =
            Pattern.compile(
                    "\\b(?:(?:IT-)?Bedrohungslage|Bedrohungsstufe|Warnstufe|Gefährdungslage|Kritikalität|Threat level)[*\u00b9]?\\s{0,3}[:\u2013-]?\\s{0,3}(?:Stufe\\s)?([1-4])?\\s?[/(\u2013-]?\\s?(grau|gelb|orange|rot|grey|gray|yellow|red)?\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER_COLOUR =
            Pattern.compile(
                    "\\b([1-4])\\s?/\\s?(grau|gelb|orange|rot)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD_SEVERITY =
            Pattern.compile(
                    "\\b(?:Severity|Schweregrad|Kritikalität|Risiko(?:stufe)?|Risk(?: level)?|Criticality)\\s{0,3}[:\u2013-]\\s{0,3}\\**(critical|high|medium|moderate|low|kritisch|sehr hoch|hoch|mittel|niedrig|gering)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ID =
            Pattern.compile(
                    "\\b(?:CSW[ -]?(?:Nr\\.?|#)?:? ?(\\d{4}-\\d{4,6}-\\d{3,5})|(\\d{4}-\\d{6}-\\d{4})|(WID-SEC-[\\w-]{4,16}|CB-K\\d\\d/\\d{3,5}|GHSA(?:-[0-9a-z]{4}){3}|AA\\d\\d-\\d{3}[A-Z]?"
                            + "|CERT-EU[ -]SA[ -]?\\d{4}-\\d{2,4}|ICSA-\\d\\d-\\d{3}-\\d\\d|VDE-\\d{4}-\\d{3}|(?:DSA|DLA|USN|ZDI|MAL|JVN|NCSC|PYSEC|RUSTSEC|SNYK|VU#?)-?\\d[\\d-]{2,14}|RH[SBE]A-\\d{4}:\\d{3,6}"
                            + "|CERTFR-\\d{4}-[A-Z]{3}-\\d{3}|TEMP-\\d{7}|cisco-sa-[\\w-]{4,60}|SEC-\\d{4}-\\d{2,4}|[A-Z]{2,6}-SA-\\d{4}-\\d{1,4}|Security Advisory (\\d{4}-\\d{2,4})))\\b");
    private static final Pattern DOCUMENT_VERSION =
            Pattern.compile(
                    "(?i)(?:\\b(?:Dokument(?:en)?-?version|Document (?:version|revision)|Advisory version|Revision|Rev\\.?|Version dieses Dokuments|Version of this (?:document|advisory)|Meldungsversion)\\s{0,3}:?\\s{0,3}(?:Version\\s)?(\\d{1,3}(?:\\.\\d{1,3}){0,2})"
                            + "|\\bVersion\\s(\\d{1,2}(?:\\.\\d{1,2})?)(?=\\s{0,2}[,;|\u2013-]?\\s{0,2}(?:vom\\s|Stand:?\\s)?(?:\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?20\\d\\d|\\d{1,2}\\.?\\s\\p{L}{3,9}\\s20\\d\\d|20\\d\\d-\\d\\d-\\d\\d|\\p{L}{3,9}\\s\\d{1,2},?\\s20\\d\\d)))"
                            + "|\\bUpdate\\s\\d{1,2}\\s\\(Version\\s(\\d{1,2}(?:\\.\\d{1,2})?)(?=[,)])|\\|\\s{0,3}Version\\s(\\d{1,2}(?:\\.\\d{1,2})?)(?=\\s{0,3}\\|)"
                            + "|\\b(?:Stand|Datum|Date|Published|Ver\u00f6ffentlicht|Aktualisiert|Updated)\\s{0,2}:?\\s{0,2}(?:am\\s)?[\\p{L}\\d.-]{2,12}(?:\\s[\\p{L}\\d.,]{1,10}){0,2}\\s{0,2}[,;|/\u2013-]\\s{0,2}(?:Version|Revision)\\s(\\d{1,2}(?:\\.\\d{1,2}){0,2})(?![.\\d])");
    private static final Pattern OTHER =
            Pattern.compile(
                    "\u00a7{1,2} ?\\d+\\p{Alpha}?(?: ?(?:Abs|Absatz|Satz|Nr|Ziff|Ziffer)\\.? ?\\d+\\p{Alpha}?){0,4}"
                            + "|\\b(?:Abs|Absatz|Artikel|Art|Kapitel|Kap|Abschnitt|Ziffer|Seite|Anlage|Abbildung|Abb|Section|Chapter|Figure|Page)\\.? \\d+(?:\\.\\d+){0,3}\\b"
                            + "|\\bT\\d{4}(?:\\.\\d{3})?\\b|\\bCWE-\\d{1,5}\\b|\\bKB\\d{5,8}\\b|\\bRFC ?\\d{3,5}\\b|\\bIS[O]/IEC \\d{4,6}(?:-\\d+)?\\b"
                            + "|\\b(?:TLS|SSL|TLSv|SSLv|HTTP/|SMBv?|IPv|CVSSv|OAuth|USB|Bluetooth|PCIe|UEFI) ?\\d(?:\\.\\d)?\\b"
                            + "|(?i:\\b(?:Tel(?:efon)?|Fax|Telefax|Hotline|Durchwahl|Rufnummer|(?:Phone|Mobil)(?=[.:]|\\s{0,3}[+0(]0?\\d{2})))\\.?:? {0,3}(?!\\(?\\d{1,4}(?:\\.\\d{1,6}){1,4}(?![\\d ]*[\\d/]))[+\\d(][\\d ()/.\u2013-]{4,25}\\d"
                            + "|(?<![\\d.])\\+\\d{1,3}[ (/-]\\(?\\d[\\d ()/-]{4,20}\\d"
                            + "|(?<![\\d.,])\\d{1,3}(?:[.,]\\d{1,3})? ?(?:%|\u20ac|EUR\\b|Euro\\b|USD\\b|[KMGT]i?B\\b|GHz\\b|MHz\\b|ms\\b)"
                            + "|[$\u20ac\u00a3] ?\\d[\\d.,]{0,15}"
                            + "|(?<![\\d.,])\\d{1,3}(?:[.,]\\d{3}){1,3}(?= (?:\\p{L}{3,} )?(?:Nutzer|Kund|System|Rechner|Installation|Organisation|Unternehmen|Behörden|Kommunen|customers|users|organi[sz]ations|companies|installations|systems|devices|downloads|Downloads|endpoints|Euro|Menschen|people|hosts|servers|machines))");

    /// Characters at the top of a document where its own version stands.
    private static final int HEADER = 600;

    private final String source;
    private final String text;
    final List<Fact> facts = new ArrayList<>();
    final List<Mask> masks = new ArrayList<>();
    final List<Dates.Found> dates = new ArrayList<>();
    @Nullable String id;
    @Nullable String revision;

    private Facts(String source, String text) {
        this.source = source;
        this.text = text;
    }

    static Facts find(String source, String text) {
        Facts f = new Facts(source, text);
        f.cve();
        f.cvss();
        f.severity();
        f.ids();
        f.documentVersion();
        f.dates();
        for (Matcher m = TLP.matcher(text); m.find(); ) {
            f.add(Fact.Type.TLP, tlp(m).label(), Certainty.STATED, m.start(), m.end());
        }
        for (Matcher m = OTHER.matcher(text); m.find(); ) {
            f.masks.add(new Mask(m.start(), m.end(), Token.Kind.FACT));
        }
        f.masks.addAll(Boilerplate.masks(text));
        f.facts.sort(Comparator.comparingInt(x -> x.span().start()));
        return f;
    }

    private static Tlp tlp(Matcher m) {
        return Tlp.parse(m.group(1).replaceAll("[ +_-]+", "+")).orElse(Tlp.RED);
    }

    private void cve() {
        for (Matcher m = CVE.matcher(text); m.find(); ) {
            add(
                    Fact.Type.CVE,
                    "CVE-" + m.group(1) + "-" + m.group(2),
                    Certainty.STATED,
                    m.start(),
                    m.end());
        }
    }

    private void cvss() {
        for (Matcher m = VECTOR.matcher(text); m.find(); ) {
            add(Fact.Type.CVSS_VECTOR, m.group(), Certainty.STATED, m.start(), m.end());
        }
        for (Matcher m = VECTOR2.matcher(text); m.find(); ) {
            add(Fact.Type.CVSS_VECTOR, m.group(), Certainty.STATED, m.start(), m.end());
        }
        for (Matcher m = SCORE.matcher(text); m.find(); ) {
            String score = m.group(1).replace(',', '.');
            if (new BigDecimal(score).compareTo(BigDecimal.TEN) <= 0) {
                add(Fact.Type.CVSS_SCORE, score, Certainty.STATED, m.start(1), m.end(1));
                masks.add(new Mask(m.start(), m.end(), Token.Kind.FACT));
            }
        }
    }

    private void severity() {
        BitSet said = new BitSet();
        for (Matcher m = COLOUR.matcher(text); m.find(); ) {
            int level = level(m.group(1), m.group(2));
            if (level > 0) {
                add(
                        Fact.Type.SEVERITY,
                        Integer.toString(level),
                        Certainty.STATED,
                        m.start(),
                        m.end());
                said.set(m.start(), m.end());
            }
        }
        for (Matcher m = NUMBER_COLOUR.matcher(text); m.find(); ) {
            if (!said.get(m.start())) {
                add(Fact.Type.SEVERITY, m.group(1), Certainty.STATED, m.start(), m.end());
            }
        }
        for (Matcher m = WORD_SEVERITY.matcher(text); m.find(); ) {
            String level =
                    switch (m.group(1).toLowerCase(Locale.ROOT)) {
                        case "critical", "kritisch", "sehr hoch" -> "4";
                        case "high", "hoch" -> "3";
                        case "medium", "moderate", "mittel" -> "2";
                        default -> "1";
                    };
            add(Fact.Type.SEVERITY, level, Certainty.INFERRED, m.start(), m.end());
        }
    }

    private static int level(@Nullable String number, @Nullable String colour) {
        if (number != null) {
            return Integer.parseInt(number);
        }
        if (colour == null) {
            return 0;
        }
        return switch (colour.toLowerCase(Locale.ROOT)) {
            case "grau", "grey", "gray" -> 1;
            case "gelb", "yellow" -> 2;
            case "orange" -> 3;
            default -> 4;
        };
    }

    /// "In 2019 their other product shipped ...": a sentence that opens with a year long before the text was written speaks
    /// of another matter.
    boolean longAgo(List<Token> t) {
        int own = 0;
        for (int i = 1; i < t.size(); i++) {
            Token before = t.get(i - 1);
            boolean dated = before.isAny("in", "im") || before.isAny("jahr", "year");
            own = Math.max(own, dated ? year(t.get(i)) : 0);
        }
        own = Math.max(own, year(t.getFirst()));
        int newest = newest();
        return own > 0 && own <= newest - 2 && t.stream().noneMatch(x -> year(x) > newest - 2);
    }

    private int newest = -1;

    /// The last year that the text names.
    private int newest() {
        if (newest < 0) {
            newest = dates.stream().mapToInt(Facts::year).max().orElse(0);
            for (Matcher m = YEAR.matcher(text); m.find(); ) {
                newest = Math.max(newest, Integer.parseInt(m.group()));
            }
        }
        return newest;
    }

    private static final Pattern YEAR =
            Pattern.compile("(?<![\\w.])20[0-4]\\d(?![\\w.]\\d)(?!\\w)");

    private static int year(Dates.Found d) {
        return d.date() == null ? 0 : d.date().getYear();
    }

    private static int year(Token t) {
        boolean number = t.kind() == Token.Kind.NUMBER && t.text().matches("(?:19|20)\\d\\d");
        return number ? Integer.parseInt(t.text()) : 0;
    }

    private void ids() {
        for (Matcher m = ID.matcher(text); m.find(); ) {
            if (id == null) {
                for (int g = 1; g <= m.groupCount(); g++) {
                    id = m.group(g) != null ? (g == 4 ? m.group(4) : m.group(g)) : id;
                }
            }
            masks.add(new Mask(m.start(), m.end(), Token.Kind.FACT));
        }
    }

    private void documentVersion() {
        for (Matcher m = DOCUMENT_VERSION.matcher(text); m.find(); ) {
            int line = text.lastIndexOf('\n', m.start()) + 1;
            boolean bare = m.group(2) != null;
            String before = text.substring(Math.max(line, m.start() - 60), m.start()).strip();
            boolean ofProduct =
                    m.group(1) != null
                            && m.group().regionMatches(true, 0, "rev", 0, 3)
                            && !before.isEmpty()
                            && ",;|(\u2013-/".indexOf(before.charAt(before.length() - 1)) < 0;
            if (ofProduct) {
                continue;
            }
            if (bare
                    && !(m.start() < HEADER
                            && (before.isEmpty()
                                    || before.matches(
                                            "(?i).*(?:csw|nr|id|#|\\||advisory|meldung|[,;\u2013-]).{0,40}")))) {
                continue;
            }
            for (int g : new int[] {1, 2, 4, 5}) { // 3 is the version an update of the document had
                revision = revision == null ? m.group(g) : revision;
            }
            masks.add(new Mask(m.start(), m.end(), Token.Kind.FACT));
        }
    }

    private void dates() {
        for (Dates.Found d : Dates.find(text)) {
            if (d.date() != null) {
                dates.add(d);
                facts.add(
                        new Fact(
                                Fact.Type.DATE,
                                d.date().toString(),
                                Certainty.STATED,
                                span(d.start(), d.end())));
            }
            masks.add(new Mask(d.start(), d.end(), Token.Kind.DATE));
        }
    }

    private void add(Fact.Type type, String value, Certainty certainty, int start, int end) {
        int e = end;
        while (e > start && Character.isWhitespace(text.charAt(e - 1))) {
            e--;
        }
        facts.add(new Fact(type, value, certainty, span(start, e)));
        masks.add(new Mask(start, e, Token.Kind.FACT));
    }

    private Span span(int start, int end) {
        return Span.text(source, start, end, text.substring(start, end));
    }
}
