package dev.firebreak.formats.prose;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Undoes what mail programs and page layout did to a text before it was copied: quote marks at the start of lines, words
/// parted by a hyphen at the end of one.
final class Rewrap {
    /// So many parted words make a text one that was laid out; fewer hyphens at line ends belong to their words.
    private static final int LAID_OUT = 3;

    private static final Pattern PARTED =
            Pattern.compile("(\\p{L}\\p{Ll})[-\u00ad\u2010]\\n[ \\t]{0,40}(?=(\\p{Ll}{2,40}))");

    private static final Pattern QUOTED = Pattern.compile("(?m)^(?:[ \\t]{0,3}>){1,20}(?= |$)");

    /// A word before which a hyphen stands for the rest of another ("Windows- und ...").
    private static final Set<String> SHARED =
            Lexicon.words("und oder bzw beziehungsweise sowie bis and or to nor noch");

    private Rewrap() {}

    static String of(String text) {
        return CellLines.of(
                WrappedCells.of(joined(labelled(unquoted(separated(unescaped(text)))))));
    }

    private static final int SEPARATED = 3;

    /// Lines of cells set apart by semicolons, as an export of a table has them, get tabs.
    private static String separated(String text) {
        if (text.indexOf(';') < 0) {
            return text;
        }
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int end = i;
            while (end < lines.length
                    && cells(lines[end]) > 1
                    && cells(lines[end]) == cells(lines[i])) {
                end++;
            }
            for (int k = i; end - i >= SEPARATED && k < end; k++) {
                lines[k] = lines[k].replace(';', '\t');
            }
            i = Math.max(i, end - 1);
        }
        return String.join("\n", lines);
    }

    private static long cells(String line) {
        return line.contains("; ") ? 0 : line.chars().filter(c -> c == ';').count();
    }

    private static final Pattern ENTITY =
            Pattern.compile("&(?:[a-zA-Z]{2,8}|#\\d{2,5}|#x[0-9a-fA-F]{2,4});");

    /// Entities of a page that was saved as text.
    private static String unescaped(String text) {
        return ENTITY.matcher(text).results().limit(2).count() < 2
                ? text
                : org.jsoup.parser.Parser.unescapeEntities(text, false).replace('\u00a0', ' ');
    }

    /// "Affected product:Example ToolAffected versions:1.2": a label glued to what stands before it begins a line.
    private static final Pattern GLUED =
            Pattern.compile(
                    "(?<=[\\p{Ll}\\d)])(?=(?:Betroffene[rsnm]?|Behoben|Plattform|Hersteller|Produkt|Version|Schweregrad|Affected|Fixed|Product|Vendor"
                            + "|Platform|Severity|Patched|Status)(?: \\p{L}{1,20}){0,2}:)");

    private static final Pattern TIGHT =
            Pattern.compile(
                    "(?m)^((?:Betroffene[rsnm]?|Behoben|Plattform|Hersteller|Produkt|Version|Schweregrad|Affected|Fixed|Product|Vendor|Platform|Severity"
                            + "|Patched|Status)(?: \\p{L}{1,20}){0,2}:)(?=[\\p{L}\\d])");

    private static String labelled(String text) {
        return GLUED.matcher(text).find()
                ? TIGHT.matcher(GLUED.matcher(text).replaceAll("\n")).replaceAll("$1 ")
                : text;
    }

    /// Two quoted lines in a row are a mail that was answered; a single `> 6.5` may be a comparison.
    private static String unquoted(String text) {
        if (text.indexOf('>') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean run =
                    i > 0 && quoted(lines[i - 1]) || i + 1 < lines.length && quoted(lines[i + 1]);
            Matcher mark = QUOTED.matcher(lines[i]);
            if (run && mark.find()) {
                out.append(" ".repeat(mark.end())).append(lines[i], mark.end(), lines[i].length());
            } else {
                out.append(lines[i]);
            }
            if (i + 1 < lines.length) {
                out.append('\n');
            }
        }
        return out.toString();
    }

    private static boolean quoted(String line) {
        return QUOTED.matcher(line).find();
    }

    private static String joined(String text) {
        long parted =
                PARTED.matcher(text).results().limit(LAID_OUT + 20).filter(Rewrap::one).count();
        if (parted < LAID_OUT) {
            return text;
        }
        return PARTED.matcher(text)
                .replaceAll(m -> one(m) ? Matcher.quoteReplacement(m.group(1)) : "$0");
    }

    private static boolean one(java.util.regex.MatchResult m) {
        return !SHARED.contains(m.group(2));
    }
}
