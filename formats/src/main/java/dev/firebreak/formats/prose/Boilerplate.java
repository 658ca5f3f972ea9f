package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers of letters and offices that look like versions: file references, opening hours, rooms and streets, fingerprints
/// of keys, signatures. All patterns are bounded.
final class Boilerplate {
    private static final Pattern SIGNATURE =
            Pattern.compile(
                    "-----BEGIN PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----[\\s\\S]{0,20000}?(?:-----END PGP [A-Z ]{3,20}-----|\\z)");

    private static final String DAY =
            "(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag"
                    + "|Sonntag|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|werktags|täglich|daily|weekdays)";

    private static final Pattern OTHER =
            Pattern.compile(
                    // "Az. 64.2-02.11.5", "Aktenz. 4 Js 11.9/24"
                    "\\b(?:Az|AZ|Aktenz|Aktenzeichen|Geschäftszeichen|Gesch\\.?-Z|GZ|Gz|Tgb\\.?-Nr|Zeichen|Vorgangsnummer|Ticket|Case|Ref)\\.?"
                            + "\\s{0,2}[:#]?\\s{0,2}(?:[A-Z]{0,4}\\s)?\\d[\\w./-]{0,30}(?:\\s[A-Z][a-z]{1,3}\\s\\d[\\d./-]{0,20})?"
                            // "Mo–Fr 7.30–16.00 Uhr"
                            + "|\\b"
                            + DAY
                            + "\\b\\.?(?:\\s?(?:[-\u2013,&]|bis|to|und|and)\\s?"
                            + DAY
                            + "\\b\\.?){0,3}:?,?\\s{0,3}(?:von\\s|from\\s)?\\d{1,2}[.:]\\d{2}(?:\\s?(?:[-\u2013]|bis|to)\\s?\\d{1,2}[.:]\\d{2})?"
                            // "8.00-17.30 Uhr", "von 8.00 bis 16.30 Uhr"
                            + "|(?<![\\d.])\\d{1,2}[.:]\\d{2}\\s?(?:[-\u2013]|bis|to|und)\\s?\\d{1,2}[.:]\\d{2}\\s?(?:Uhr|[hH]\\b|[ap]\\.?m\\b)"
                            // "Raum 4.12", "Room 4.12"
                            + "|\\b(?:Raum|Zimmer|Zi|Room|Rm|Etage|Floor)\\.?\\s[A-Z]{0,2}\\d{1,3}(?:\\.\\d{1,3}){0,3}\\b(?!\\s?\\()"
                            // fingerprints of keys
                            + "|\\b(?:[0-9A-F]{4}\\s{1,2}){2,12}[0-9A-F.]{3,4}(?:\\b|(?=\\s))"
                            // "[25.11.26, 08:14] Somebody (CERT):"
                            + "|(?m:^\\[(?:\\d{1,2}\\.\\d{1,2}\\.(?:\\d{2,4})?,?\\s)?\\d{1,2}:\\d{2}(?::\\d{2})?\\]\\s(?:\\p{Lu}[\\p{L} .()-]{1,40}:)?)"
                            // numbers of documents, "SB-2025-08"
                            + "|\\b[A-Z]{2,8}-20\\d\\d-\\d{1,6}\\b"
                            // "Document revision 2.1", "page 1 of 3"
                            + "|(?i:\\b(?:page|seite)\\s\\d{1,4}\\s(?:of|von|/)\\s\\d{1,4})");

    /// "Am Ring 7.4 · 35578 Wetzlar": a line of parts with a postcode is an address.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?m)^[^\\n]{0,200}[·|,\u2022][^\\n]{0,120}\\b(?:D-)?\\d{5}\\s\\p{Lu}\\p{L}{2,30}[^\\n]{0,200}$");

    private Boilerplate() {}

    static List<Mask> masks(String text) {
        List<Mask> masks = new ArrayList<>();
        for (Pattern p : List.of(SIGNATURE, OTHER)) {
            for (Matcher m = p.matcher(text); m.find(); ) {
                masks.add(new Mask(m.start(), m.end(), Token.Kind.FACT));
            }
        }
        paragraphs(text, masks);
        for (Matcher m = ADDRESS.matcher(text); m.find(); ) {
            numbers(text, m.start(), m.end(), masks);
        }
        return masks;
    }

    /// "2.1 Die ...", "2.2 Unverändert ...": numbers of paragraphs, told by the one that follows or goes before.
    private static void paragraphs(String text, List<Mask> masks) {
        java.util.Map<String, Mask> found = new java.util.LinkedHashMap<>();
        for (Matcher m = PARAGRAPH.matcher(text); m.find(); ) {
            found.putIfAbsent(
                    m.group(1) + "." + m.group(2), new Mask(m.start(1), m.end(2), Token.Kind.FACT));
        }
        found.forEach(
                (number, mask) -> {
                    int dot = number.indexOf('.');
                    int part = Integer.parseInt(number.substring(dot + 1));
                    String section = number.substring(0, dot + 1);
                    boolean first = found.containsKey(section + 1);
                    boolean row = found.containsKey(section + (part == 1 ? 2 : part - 1));
                    if (first && row) {
                        masks.add(mask);
                    }
                });
    }

    private static final Pattern PARAGRAPH =
            Pattern.compile(
                    "(?m)^[ \\t]{0,8}(\\d{1,2})\\.(\\d{1,2})\\.?[ \\t]{1,4}(?=\\p{Lu}\\p{Ll})");

    /// Only the numbers: links and addresses of the line are told apart elsewhere.
    private static void numbers(String text, int from, int to, List<Mask> masks) {
        Matcher m = NUMBER.matcher(text).region(from, to);
        while (m.find()) {
            masks.add(new Mask(m.start(), m.end(), Token.Kind.FACT));
        }
    }

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.@/-])\\d{1,4}(?:\\.\\d{1,4}){0,3}[a-z]?(?![\\w@/-])");
}
