package dev.firebreak.app.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Values of options as people type them.
public final class Arguments {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*([dwmy]?)");
    private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("d.M.uuuu");

    private Arguments() {}

    /// A number of which none and less than none mean nothing.
    public static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) number(value, 1, Integer.MAX_VALUE);
        }
    }

    /// The same where it may be large.
    public static final class PositiveLong implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return number(value, 1, Long.MAX_VALUE);
        }
    }

    /// A port, or 0 for a free one.
    public static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) number(value, 0, 65_535);
        }
    }

    private static long number(String value, long least, long most) {
        long number;
        try {
            number = Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is not an int");
        }
        if (number < least) {
            throw new TypeConversionException(
                    "'" + value + "' is too small; write a number from " + least);
        }
        if (number > most) {
            throw new TypeConversionException(
                    "'" + value + "' is too large; write a number up to " + most);
        }
        return number;
    }

    /// `30d`, `4w`, `18m`, `2y`, or a number of days; a month counts 30 days and a year 365.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("write a number of days, or 30d, 4w, 18m, 2y");
        }
        long number = Long.parseLong(matcher.group(1));
        return Duration.ofDays(
                switch (matcher.group(2)) {
                    case "w" -> number * 7;
                    case "m" -> number * 30;
                    case "y" -> number * 365;
                    default -> number;
                });
    }

    /// A day (`2023-03-22`, `22.03.2023`) as its first instant in UTC, or an instant as ISO 8601 writes it.
    public static Instant startOfDay(String text) {
        return text.indexOf('T') > 0
                ? instant(text)
                : day(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// A day as its last second in UTC, or an instant.
    public static Instant endOfDay(String text) {
        return text.indexOf('T') > 0
                ? instant(text)
                : day(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
    }

    /// A time zone: `Europe/Berlin`, `+01:00`, `UTC`.
    public static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "write a time zone as Europe/Berlin, +01:00 or UTC", e);
        }
    }

    private static Instant instant(String text) {
        try {
            return java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("write an instant as 2023-03-22T10:00:00Z", e);
        }
    }

    private static LocalDate day(String text) {
        try {
            return text.indexOf('.') > 0 ? LocalDate.parse(text, GERMAN) : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("write a day as 2023-03-22 or 22.03.2023", e);
        }
    }
}
