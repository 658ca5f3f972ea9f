package dev.firebreak.formats.inventory;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the dates of inventories: ISO 8601, `20230330`, German `30.03.2023 08:15`, seconds or milliseconds since 1970.
/// What has no zone is taken as UTC. `03/04/2023` could be March or April, so it is not read.
public final class Dates {
    private static final Pattern ISO =
            Pattern.compile(
                    "(\\d{4})-?(\\d{2})-?(\\d{2})(?:[T ](\\d{2}):?(\\d{2})(?::?(\\d{2})(?:[.,]\\d+)?)?)?");
    private static final Pattern GERMAN =
            Pattern.compile(
                    "(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?:,?\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: ?Uhr)?)?");
    private static final Pattern SLASHES =
            Pattern.compile(
                    "(\\d{1,2})/(\\d{1,2})/(\\d{4})(?:,?\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*(AM|PM)?)?");
    private static final Pattern EPOCH = Pattern.compile("(\\d{9,10})(?:\\.\\d+)?|(\\d{12,13})");
    private static final Pattern MICROSOFT =
            Pattern.compile("/Date\\((\\d{9,14})(?:[+-]\\d{4})?\\)/");

    private Dates() {}

    /// @return null if the text is no date that can be read with certainty
    public static @Nullable Instant parse(@Nullable String value) {
        if (value == null || value.isBlank() || value.length() > 64) {
            return null;
        }
        String text = value.strip();
        try {
            return offset(text);
        } catch (DateTimeException e) {
            // Not an ISO date with a zone: the other forms are tried.
        }
        try {
            return local(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant offset(String text) {
        int t = text.indexOf(' ');
        return OffsetDateTime.parse(
                        t == 10 ? text.substring(0, 10) + "T" + text.substring(11) : text)
                .toInstant();
    }

    private static @Nullable Instant local(String text) {
        Matcher m = ISO.matcher(text);
        if (m.matches()) {
            return at(m.group(1), m.group(2), m.group(3), m, 4, false);
        }
        m = GERMAN.matcher(text);
        if (m.matches()) {
            return at(m.group(3), m.group(2), m.group(1), m, 4, false);
        }
        m = SLASHES.matcher(text);
        if (m.matches()) {
            int first = Integer.parseInt(m.group(1));
            int second = Integer.parseInt(m.group(2));
            if (first <= 12 && second <= 12 && first != second) {
                return null;
            }
            boolean monthFirst = first <= 12;
            boolean pm = m.group(7) != null;
            return at(
                    m.group(3), m.group(monthFirst ? 1 : 2), m.group(monthFirst ? 2 : 1), m, 4, pm);
        }
        m = EPOCH.matcher(text);
        if (m.matches()) {
            return m.group(1) != null
                    ? Instant.ofEpochSecond(Long.parseLong(m.group(1)))
                    : Instant.ofEpochMilli(Long.parseLong(m.group(2)));
        }
        m = MICROSOFT.matcher(text);
        return m.matches() ? Instant.ofEpochMilli(Long.parseLong(m.group(1))) : null;
    }

    private static Instant at(
            String year, String month, String day, Matcher m, int time, boolean twelve) {
        LocalDate date =
                LocalDate.of(
                        Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        if (m.group(time) == null) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        int hour = Integer.parseInt(m.group(time));
        if (twelve) {
            hour = hour % 12 + (m.group(7).equals("PM") ? 12 : 0);
        }
        int second = m.group(time + 2) == null ? 0 : Integer.parseInt(m.group(time + 2));
        LocalDateTime at = date.atTime(hour, Integer.parseInt(m.group(time + 1)), second);
        return at.toInstant(ZoneOffset.UTC);
    }
}
