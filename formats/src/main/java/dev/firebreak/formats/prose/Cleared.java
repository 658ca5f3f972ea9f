package dev.firebreak.formats.prose;

import java.util.regex.Pattern;

/// Sentences that say of a domain or an address that it is none of the attackers'.
final class Cleared {
    private static final int REACH = 300;

    private static final Pattern NONE =
            Pattern.compile(
                    "(?i)gehör\\w{0,3} nicht zu den angreifern|nicht den angreifern zuzuordnen|gehör\\w{0,3} (?:dem|zum|zu einem) "
                            + "(?:hersteller|anbieter|dienstleister)|sperr\\w{1,6} (?:bitte )?(?:wieder )?(?:aufheben|zurücknehmen)"
                            + "|nicht (?:zu )?(?:blockieren|sperren)|(?:ist|sind) (?:legitim|harmlos|unbedenklich|kein indikator)"
                            + "|belongs? to the (?:vendor|manufacturer|maker|provider)|must not be blocked|do(?:es)? not block"
                            + "|should not be blocked|(?:is|are) (?:legitimate|benign|harmless|not malicious)"
                            + "|not (?:an )?indicators?\\b|(?:is|are) not (?:attacker|adversary)");

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
        return from < end && NONE.matcher(text).region(from, Math.max(to, end)).find();
    }
}
