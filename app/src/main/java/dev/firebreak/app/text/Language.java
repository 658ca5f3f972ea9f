package dev.firebreak.app.text;

import java.util.Locale;

/// The language of everything that people read; texts stand side by side where they are used.
public enum Language {
    EN,
    DE;

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

    /// German where the environment says so, else English.
    public static Language ofEnvironment() {
        return Locale.getDefault().getLanguage().equals("de") ? DE : EN;
    }
}
