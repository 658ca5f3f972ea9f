package dev.firebreak.app.text;

import dev.firebreak.core.model.Problem;

/// Problems of inputs as people read them.
public final class ProblemText {
    private ProblemText() {}

    /// The sentences are loaded when the first one is needed; English needs none.
    private static final class German {
        static final Translations SENTENCES = Translations.of("problems.de.txt");
    }

    /// What is wrong, in that language; a reason nobody has put into German stays English.
    public static String reason(String reason, Language language) {
        return language == Language.DE ? German.SENTENCES.german(reason) : reason;
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
