package dev.firebreak.formats.prose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sentences that say of a domain or an address that it is none of the attackers'.
final class Cleared {
    private static final int REACH = 300;

    private static final int MAX_ROW = 2_000;

    private static final Pattern NONE =
            Pattern.compile(
                    "(?i)gehör\\w{0,3} nicht zu den angreifern|nicht den angreifern zuzuordnen|(?:ist|war) (?:irrtümlich|ein regulärer dienst)|irrtümlich (?:aufgeführt|genannt)|gehör\\w{0,3} (?:\\w+ )?(?:dem|zum|zu einem|zu unserem) "
                            + "(?:hersteller|anbieter|dienstleister)|sperr\\w{1,6} (?:bitte )?(?:wieder )?(?:aufheben|zurücknehmen)"
                            + "|nicht (?:zu )?(?:blockieren|sperren)|(?:ist|sind) (?:legitim|harmlos|unbedenklich|kein indikator)"
                            + "|belongs? to (?:the (?:vendor|manufacturer|maker|provider)|our own|us\\b)|legitimate services?|must not be blocked|do(?:es)? not block"
                            + "|should not be blocked|(?:is|are) (?:legitimate|benign|harmless|not malicious)"
                            + "|not (?:an )?indicators?\\b|(?:is|are) not (?:attacker|adversary)");

    /// A word in a row of a table.
    private static final Pattern ROW =
            Pattern.compile(
                    "(?i)\\b(?:benign|harmless|legitimate|gutartig|harmlos|legitim|false positive)\\b");

    /// Where another clause begins.
    private static final Pattern CLAUSE =
            Pattern.compile("(?i), (?:and|und|if|wenn|but|aber|sondern|while|w\u00e4hrend)\\b|; ");

    private Cleared() {}

    /// Whether the sentence around a place of the text says so.
    static boolean says(String text, int start, int end) {
        int from = Math.max(0, start - REACH);
        int stop = Math.max(text.lastIndexOf(". ", start), text.lastIndexOf(".\n", start));
        from = Math.max(from, stop + 1);
        from = Math.max(from, text.lastIndexOf("\n\n", start) + 1);
        int to = Math.min(text.length(), end + REACH);
        for (String close : new String[] {". ", ".\n", "\n\n"}) {
            int at = text.indexOf(close, end);
            to = at >= 0 ? Math.min(to, at) : to;
        }
        int line = text.lastIndexOf('\n', start) + 1;
        int next = text.indexOf('\n', end);
        String row = text.substring(line, next < 0 ? text.length() : next);
        if (row.length() <= MAX_ROW && (row.indexOf('|') >= 0 || row.indexOf('\t') >= 0)) {
            return ROW.matcher(row).find() || NONE.matcher(row).find();
        }
        Matcher clause = CLAUSE.matcher(text);
        for (clause.region(Math.max(0, from), Math.max(to, end)); clause.find(); ) {
            if (clause.end() <= start) {
                from = Math.max(from, clause.end());
            } else if (clause.start() >= end) {
                to = Math.min(to, clause.start());
            }
        }
        return from < end && NONE.matcher(text).region(from, Math.max(to, end)).find();
    }
}
