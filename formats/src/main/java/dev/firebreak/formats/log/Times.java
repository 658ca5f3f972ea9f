package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservationSink;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;

/// Reads the times that logs write: ISO 8601 and RFC 3339 with their relatives, `10/Oct/2000:13:55:36 -0700` (common log
/// format), `23-Nov-2026 17:12:01.123` (BIND), `Nov 23 17:12:01` (RFC 3164, without a year), `23.11.2026 17:12:01`
/// (German Windows), `11/23/2026 5:12:01 PM` (American Windows), `2026/11/23 17:12:01`, and numbers since 1970.
final class Times {
    static final long NO_TIME = ObservationSink.NO_TIME;

    /// The first three letters of months, the English names and then the German ones where they differ; `AAA` is no text in
    /// lower case.
    private static final int[] MONTHS =
            months("janfebmaraprmayjunjulaugsepoctnovdec" + "AAAAAAmrzAAAmaiAAAAAAAAAAAAoktAAAdez");

    private final LogOptions options;
    private final EpochTimes epochs = new EpochTimes();

    private byte[] array = new byte[0];
    private int at;
    private int end;

    private long localHour = Long.MIN_VALUE;
    private long localHourOffset;

    private final SameMinute sameMinute = new SameMinute();
    private int secondAt;
    private int fractionAt;
    private boolean wavering;

    private boolean zoneAssumed;
    private boolean yearAssumed;
    private boolean orderAssumed;

    Times(LogOptions options) {
        this.options = options;
    }

    /// The same for times that are UTC without saying so.
    Times inUtc() {
        return new Times(options.withZone(ZoneOffset.UTC));
    }

    /// What had to be assumed so far, in a sentence each.
    void tellAssumptions(Problems problems) {
        if (zoneAssumed) {
            problems.note(
                    "",
                    "times without a zone are read as "
                            + (options.zone().equals(ZoneOffset.UTC) ? "UTC" : options.zone()));
        }
        if (yearAssumed && options.year().isEmpty()) {
            problems.note(
                    "",
                    "times without a year are read as the last ones before "
                            + LocalDate.ofInstant(options.latest(), ZoneOffset.UTC));
        }
        if (orderAssumed) {
            problems.note("", "dates like 3/4/2026 are read as month/day");
        }
    }

    /// @return microseconds since 1970-01-01 UTC, or [#NO_TIME] if the bytes are no time
    long parse(byte[] a, int start, int stop) {
        long known = sameMinute.parse(a, start, stop);
        if (known != NO_TIME) {
            return known;
        }
        secondAt = -1;
        wavering = false;
        long micros = read(a, start, stop);
        if (micros != NO_TIME && secondAt >= 0 && !wavering) {
            sameMinute.keep(a, start, stop, secondAt, fractionAt, micros);
        }
        return micros;
    }

    private long read(byte[] a, int start, int stop) {
        array = a;
        at = start;
        end = stop;
        skip(' ');
        skip('[');
        skip('"');
        if (at >= end) {
            return NO_TIME;
        }
        if (array[at] == '/') {
            return jsonDate();
        }
        if (!isDigit(at)) {
            return syslog();
        }
        int digits = digitsAhead();
        if (digits == 4 && at + 4 < end && isDateSign(array[at + 4])) {
            return yearFirst();
        }
        if (digits <= 2 && at + digits < end) {
            return switch (array[at + digits]) {
                case '/' -> isDigit(at + digits + 1) ? american() : dayMonthNameYear();
                case '-' -> isDigit(at + digits + 1) ? NO_TIME : dayMonthNameYear();
                case ' ' -> dayMonthNameYear();
                case '.' -> german();
                default -> NO_TIME;
            };
        }
        return epochs.parse(a, start, stop);
    }

    /// Sophos writes `2026:11:23-17:12:01`.
    private static boolean isDateSign(byte c) {
        return c == '-' || c == '/' || c == ':';
    }

    private boolean isDigit(int i) {
        return i < end && array[i] >= '0' && array[i] <= '9';
    }

    private int digitsAhead() {
        int n = 0;
        while (isDigit(at + n)) {
            n++;
        }
        return n;
    }

    private boolean skip(char c) {
        if (at < end && array[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /// A number of one to `max` digits, or -1.
    private int number(int max) {
        int value = -1;
        for (int i = 0; i < max && isDigit(at); i++) {
            value = Math.max(value, 0) * 10 + array[at++] - '0';
        }
        return value;
    }

    private int monthName() {
        if (at + 3 > end) {
            return -1;
        }
        int name = letters(array[at] | 0x20, array[at + 1] | 0x20, array[at + 2] | 0x20);
        at += 3;
        while (at < end && Character.isLetter(array[at])) {
            at++;
        }
        for (int i = 0; i < MONTHS.length; i++) {
            if (MONTHS[i] == name) {
                return i % 12 + 1;
            }
        }
        return -1;
    }

    private static int[] months(String names) {
        int[] months = new int[names.length() / 3];
        for (int i = 0; i < months.length; i++) {
            months[i] =
                    letters(names.charAt(i * 3), names.charAt(i * 3 + 1), names.charAt(i * 3 + 2));
        }
        return months;
    }

    private static int letters(int a, int b, int c) {
        return (a & 255) << 16 | (b & 255) << 8 | c & 255;
    }

    /// `/Date(1600000000000)/`, as .NET writes times in JSON.
    private long jsonDate() {
        int open = at;
        while (open < end && array[open] != '(') {
            open++;
        }
        int close = open + 1;
        while (close < end && array[close] >= '0' && array[close] <= '9') {
            close++;
        }
        return open < end && close < end ? epochs.parse(array, open + 1, close) : NO_TIME;
    }

    private long yearFirst() {
        int year = number(4);
        char separator = (char) array[at++];
        int month = number(2);
        if (!skip(separator)) {
            return NO_TIME;
        }
        int day = number(2);
        if (at == end) {
            return local(year, month, day, 0, 0, 0, 0);
        }
        if (!skip('T') && !skip('t') && !skip(' ') && !skip('_') && !skip('-')) {
            return NO_TIME;
        }
        return clock(year, month, day);
    }

    /// `10/Oct/2000:13:55:36`, `23-Nov-2026 17:12:01`, `23 Nov 2026 17:12:01`.
    private long dayMonthNameYear() {
        int day = number(2);
        char separator = (char) array[at++];
        int month = monthName();
        if (!skip(separator)) {
            return NO_TIME;
        }
        int year = number(4);
        if (!skip(':') && !skip(' ') && !skip('T')) {
            return NO_TIME;
        }
        return clock(year, month, day);
    }

    private long german() {
        int day = number(2);
        at++;
        int month = number(2);
        if (!skip('.')) {
            return NO_TIME;
        }
        int year = number(4);
        year = year >= 0 && year < 100 ? year + 2000 : year;
        skip(',');
        if (!skip(' ') && !skip('T')) {
            return at == end ? local(year, month, day, 0, 0, 0, 0) : NO_TIME;
        }
        return clock(year, month, day);
    }

    private long american() {
        int month = number(2);
        at++;
        int day = number(2);
        if (!skip('/')) {
            return NO_TIME;
        }
        int year = number(4);
        year = year >= 0 && year < 100 ? year + 2000 : year;
        if (month > 12) {
            int swap = month;
            month = day;
            day = swap;
        } else if (day <= 12) {
            orderAssumed = true;
        }
        skip(',');
        if (!skip(' ')) {
            return at == end ? local(year, month, day, 0, 0, 0, 0) : NO_TIME;
        }
        return clock(year, month, day);
    }

    /// `Nov 23 17:12:01` or `Nov  3 2026 17:12:01`, perhaps with the weekday in front.
    private long syslog() {
        int month = monthName();
        if (month < 0) {
            skip(',');
            skip(' ');
            month = monthName();
        }
        while (skip(' ')) {}
        int day = number(2);
        skip(',');
        if (month < 0 || !skip(' ')) {
            return NO_TIME;
        }
        while (skip(' ')) {}
        if (digitsAhead() == 4) {
            int year = number(4);
            skip(',');
            if (!skip(' ')) {
                return NO_TIME;
            }
            // Kibana writes `Nov 23, 2026 @ 17:12:01.123`.
            if (skip('@')) {
                skip(' ');
            }
            return clock(year, month, day);
        }
        int clockAt = at;
        yearAssumed = true;
        if (options.year().isPresent()) {
            return clock(options.year().getAsInt(), month, day);
        }
        // The newest year in which it does not lie more than a day ahead; 29 February may need to
        // go back further.
        int thisYear = LocalDate.ofInstant(options.latest(), ZoneOffset.UTC).getYear();
        long bound = (options.latest().getEpochSecond() + 86_400) * 1_000_000;
        for (int year = thisYear + 1; year >= thisYear - 8; year--) {
            at = clockAt;
            long micros = clock(year, month, day);
            // Within the minute of the bound, the second decides on the year.
            wavering |= micros != NO_TIME && Math.abs(micros - bound) < 120_000_000;
            if (micros != NO_TIME && micros <= bound) {
                return micros;
            }
        }
        return NO_TIME;
    }

    private long clock(int year, int month, int day) {
        int hour = number(2);
        if (!skip(':')) {
            return NO_TIME;
        }
        int minute = number(2);
        int second = 0;
        long micros = 0;
        if (skip(':')) {
            secondAt = at;
            fractionAt = -1;
            second = number(2);
            if (skip('.') || skip(',')) {
                fractionAt = at;
                long unit = 100_000;
                while (isDigit(at)) {
                    micros += (array[at++] - '0') * unit;
                    unit /= 10;
                }
            }
        }
        int space = at;
        while (skip(' ')) {}
        if (at + 1 < end && (array[at + 1] | 0x20) == 'm') {
            int half = array[at] | 0x20;
            if ((half == 'p' || half == 'a') && hour >= 1 && hour <= 12) {
                hour = hour % 12 + (half == 'p' ? 12 : 0);
                at += 2;
                return local(year, month, day, hour, minute, second, micros);
            }
        }
        if (hour < 0 || minute < 0 || second < 0) {
            return NO_TIME;
        }
        return zoned(year, month, day, hour, minute, second, micros, space);
    }

    private long zoned(
            int year,
            int month,
            int day,
            int hour,
            int minute,
            int second,
            long micros,
            int space) {
        if (at >= end) {
            return local(year, month, day, hour, minute, second, micros);
        }
        char c = (char) array[at];
        if (c == 'Z' || c == 'z' || c == 'U' || c == 'G') {
            return utc(year, month, day, hour, minute, second, micros);
        }
        if ((c == '+' || c == '-') && isDigit(at + 1) && isDigit(at + 2)) {
            at++;
            int hours = number(2);
            skip(':');
            int minutes = Math.max(0, number(2));
            long offset = (hours * 60L + minutes) * 60 * (c == '-' ? -1 : 1);
            long time = utc(year, month, day, hour, minute, second, micros);
            return time == NO_TIME ? NO_TIME : time - offset * 1_000_000;
        }
        boolean more = at > space || c == ']' || c == '"';
        return more ? local(year, month, day, hour, minute, second, micros) : NO_TIME;
    }

    private static boolean isValid(int year, int month, int day, int hour, int minute, int second) {
        return year >= 1970
                && year <= 9999
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysOf(year, month)
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 60;
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> Year.isLeap(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static long utc(
            int year, int month, int day, int hour, int minute, int second, long micros) {
        if (!isValid(year, month, day, hour, minute, second)) {
            return NO_TIME;
        }
        // Days from a civil date, in the calendar whose year begins in March so that the leap day
        // is the last one.
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long days = era * 146_097L + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
        return ((days * 24 + hour) * 60 + minute) * 60_000_000L + second * 1_000_000L + micros;
    }

    private long local(
            int year, int month, int day, int hour, int minute, int second, long micros) {
        zoneAssumed = true;
        long asUtc = utc(year, month, day, hour, minute, second, micros);
        if (asUtc == NO_TIME || options.zone().equals(ZoneOffset.UTC)) {
            return asUtc;
        }
        long thisHour = Math.floorDiv(asUtc, 3_600_000_000L);
        if (thisHour != localHour) {
            LocalDateTime time = LocalDateTime.of(year, month, day, hour, 0);
            localHourOffset =
                    options.zone().getRules().getOffset(time).getTotalSeconds() * 1_000_000L;
            localHour = thisHour;
        }
        return asUtc - localHourOffset;
    }
}
