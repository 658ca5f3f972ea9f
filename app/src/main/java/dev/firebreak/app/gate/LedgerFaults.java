package dev.firebreak.app.gate;

import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.gate.hold.BrokenLedgerException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What can be wrong with a ledger, in German.
final class LedgerFaults {
    private static final Map<Pattern, String> GERMAN = new LinkedHashMap<>();

    static {
        put("entry (\\d+) was changed", "Eintrag $1 wurde verändert");
        put(
                "entry (\\d+) does not follow the one before it",
                "Eintrag $1 schließt nicht an den vorigen an");
        put(
                "entry (\\d+) is missing or out of place \\(found (-?\\d+)\\)",
                "Eintrag $1 fehlt oder steht an falscher Stelle (gefunden: $2)");
        put(
                "entries are missing at the end: (\\d+) were there once, (\\d+) are there now",
                "Am Ende fehlen Einträge: Es waren einmal $1, jetzt sind es $2");
        put(
                "entry (\\d+) is not the one that was there once: the ledger was rewritten",
                "Eintrag $1 ist nicht mehr der von damals: Das Journal wurde neu geschrieben");
        put(
                "(?s)(.*), line (\\d+): no entry of a ledger: (.*)",
                "$1, Zeile $2: kein Eintrag eines Journals: $3");
    }

    private LedgerFaults() {}

    /// Says that a ledger is broken and what follows from it.
    ///
    /// @param english what does not happen now, a sentence
    /// @param german the same in German
    /// @return the exit code
    static int tell(
            PrintWriter err,
            Language language,
            BrokenLedgerException broken,
            String english,
            String german) {
        err.println(
                language.of("The ledger is broken: ", "Das Journal ist beschädigt: ")
                        + Terminal.plain(language.of(broken.fault(), german(broken.fault())))
                        + ". "
                        + language.of(english, german));
        err.flush();
        return GateCommand.HELD;
    }

    private static void put(String english, String german) {
        GERMAN.put(Pattern.compile(english), german);
    }

    static String german(String fault) {
        for (Map.Entry<Pattern, String> e : GERMAN.entrySet()) {
            Matcher m = e.getKey().matcher(fault);
            if (m.matches()) {
                return m.replaceFirst(e.getValue());
            }
        }
        return fault;
    }
}
