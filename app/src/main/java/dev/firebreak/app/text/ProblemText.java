package dev.firebreak.app.text;

import dev.firebreak.core.model.Problem;

/// Problems of inputs as people read them.
public final class ProblemText {
    private ProblemText() {}

    /// The sentences are loaded when the first one is needed; English needs none.
    private static final class German {
        static final Translations SENTENCES = Translations.of("problems.de.txt", "errors.de.txt");
    }

    /// What stands before a sentence, such as the option and the value it is about, is looked for this often.
    private static final int MAX_PREFIXES = 8;

    /// What is wrong, in that language; a reason nobody has put into German stays English.
    public static String reason(String reason, Language language) {
        return language == Language.DE ? German.SENTENCES.german(reason) : reason;
    }

    /// A whole message, which may begin with what it is about: `--max-age 3x: write a number of days, or 30d, 4w, 18m, 2y`.
    public static String message(String message, Language language) {
        if (language != Language.DE) {
            return message;
        }
        String whole = German.SENTENCES.german(message);
        if (!whole.equals(message)) {
            return whole;
        }
        int at = message.indexOf(": ");
        for (int i = 0; at >= 0 && i < MAX_PREFIXES; i++) {
            String rest = message.substring(at + 2);
            String german = German.SENTENCES.german(rest);
            if (!german.equals(rest)) {
                return message.substring(0, at + 2) + german;
            }
            at = message.indexOf(": ", at + 2);
        }
        return message;
    }

    /// `estate/pc-1.csv, line 12`
    public static String place(Problem problem, Language language) {
        String source = Phrases.source(problem.source(), language);
        return problem.where().isEmpty()
                ? source
                : source + ", " + Phrases.where(problem.where(), language);
    }

    /// `estate/pc-1.csv, line 12: an entry without a name is left out`, without control characters.
    public static String line(Problem problem, Language language) {
        return Terminal.plain(place(problem, language) + ": " + reason(problem.reason(), language));
    }
}
