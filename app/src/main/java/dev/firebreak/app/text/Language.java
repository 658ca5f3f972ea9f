package dev.firebreak.app.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The language of everything that people read; texts stand side by side where they are used.
public enum Language {
    EN,
    DE;

    /// They say which language, the strongest first.
    private static final List<String> VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

    public String of(String english, String german) {
        return this == DE ? german : english;
    }

    /// `en` or `de`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Locale locale() {
        return this == DE ? Locale.GERMANY : Locale.UK;
    }

    /// A number with its digits grouped: 12,000,000 in English, 12.000.000 in German.
    public String number(long n) {
        return String.format(locale(), "%,d", n);
    }

    /// German where the system says so, else English.
    public static Language ofEnvironment() {
        return of(Locale.getDefault(), System.getenv());
    }

    /// Java knows only locales that are installed: where the system was told to speak German and lacks the locale, as small
    /// servers do, the variables count.
    static Language of(Locale java, Map<String, String> environment) {
        if (java.getLanguage().equals("de")) {
            return DE;
        }
        String told = "";
        for (String variable : VARIABLES) {
            told = told.isEmpty() ? environment.getOrDefault(variable, "") : told;
        }
        return told.equals("de") || told.startsWith("de_") || told.startsWith("de.") ? DE : EN;
    }
}
