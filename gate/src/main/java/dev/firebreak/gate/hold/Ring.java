package dev.firebreak.gate.hold;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A group of machines and how long a release must have been known before it goes there.
public record Ring(String name, Duration soak) {
    /// The 3CX build was public for 16 days before it was unmasked.
    public static final Duration COOL_DOWN = Duration.ofDays(21);

    private static final Pattern TEXT =
            Pattern.compile("([A-Za-z0-9_-]{1,40})(?:=(\\d{1,4})([dh]))?");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    static boolean named(String text) {
        return NAME.matcher(text).matches();
    }

    /// Reads `pilot=7d`, `all=21d`, `night=12h`; without a time the cool-down of 21 days holds.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    public static Ring parse(String text) {
        Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no ring; write a name and a time, such as pilot=7d");
        }
        if (m.group(2) == null) {
            return new Ring(m.group(1), COOL_DOWN);
        }
        long n = Long.parseLong(m.group(2));
        return new Ring(
                m.group(1), m.group(3).equals("d") ? Duration.ofDays(n) : Duration.ofHours(n));
    }
}
