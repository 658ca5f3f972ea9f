package dev.firebreak.app.room;

import java.util.regex.Pattern;

/// Keeps people's names out of what is stored with an answer.
final class Pseudonyms {
    /// Fields of common logs that name a person: `user=…`, `"username":"…"`, `DOMAIN\\name`, mail addresses.
    private static final Pattern PERSON =
            Pattern.compile(
                    "(?i)(\"?\\b(?:user|username|user_name|usr|suser|duser|srcuser|account|login|subjectusername|targetusername)\"?\\s*[=:]\\s*\"?)([^\\s\",;|]{1,100})"
                            + "|([\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5})");

    private Pseudonyms() {}

    /// The line with the names of people taken out.
    static String hide(String line) {
        return PERSON.matcher(line).replaceAll(m -> m.group(1) == null ? "[…]" : java.util.regex.Matcher.quoteReplacement(m.group(1)) + "[…]");
    }
}
