package dev.firebreak.app.ui;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Times as people read them, in the server's zone, which stands beside each time of day.
public record Dates(Locale locale, ZoneId zone) {
    /// `23.11.2026, 17:05 MEZ`, or nothing for an absent time.
    public String time(@Nullable Instant at) {
        if (at == null) {
            return "";
        }
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern(
                        locale.getLanguage().equals("de")
                                ? "dd.MM.yyyy, HH:mm zzz"
                                : "d MMM yyyy, HH:mm zzz",
                        locale);
        return format.format(at.atZone(zone));
    }

    public String day(@Nullable LocalDate day) {
        return day == null
                ? ""
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(day);
    }

    /// `1.234` in German, `1,234` in English.
    public String number(long value) {
        return String.format(locale, "%,d", value);
    }
}
