package dev.firebreak.app.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The German of what `--help` says, looked up by the English sentence that stands beside the option (docs/decisions/088).
public final class HelpText {
    private HelpText() {}

    /// Loaded when the first German help is printed.
    private static final class German {
        static final Map<String, String> SENTENCES = sentences();
    }

    /// The sentence in German; one that nobody has put into German stays English.
    public static String german(String english) {
        return German.SENTENCES.getOrDefault(english, english);
    }

    /// The English sentences that have a German one.
    public static List<String> known() {
        return German.SENTENCES.keySet().stream().sorted().toList();
    }

    private static Map<String, String> sentences() {
        List<String> lines = Translations.lines("help.de.txt");
        Map<String, String> sentences = new HashMap<>();
        for (int i = 0; i < lines.size(); i += 2) {
            sentences.put(lines.get(i), lines.get(i + 1));
        }
        return Map.copyOf(sentences);
    }
}
