package dev.firebreak.formats.prose;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates and times in the spellings of German and English warnings.
final class Dates {
    /// @param date absent for a time of day, a month or a day without its year
    record Found(int start, int end, @Nullable LocalDate date) {}

    private static final Map<String, Integer> MONTHS = months();
    private static final String MONTH =
            "(Januar|Jänner|Februar|März|Maerz|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|May|June|July"
                    + "|October|December|Jan|Feb|Mär|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Oct|Nov|Dez|Dec)";
    private static final Pattern ISO =
            Pattern.compile(
                    "\\b((?:19|20)\\d{2})[-/](\\d{1,2})[-/](\\d{1,2})(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?(?![\\d-])");
    private static final Pattern DOTTED =
            Pattern.compile(
                    "(?<![\\d.])(\\d{1,2})\\. ?(\\d{1,2})\\. ?((?:19|20)\\d{2}|\\d{2})(?![\\d]|\\.\\d)");
    private static final Pattern DAY_MONTH =
            Pattern.compile(
                    "(?<![\\d.])(\\d{1,2})(?:\\.|st|nd|rd|th)?(?:\\s+of)?\\s{1,2}"
                            + MONTH
                            + "\\b\\.?,?(?:\\s{1,2}((?:19|20)\\d{2}))?");
    private static final Pattern MONTH_DAY =
            Pattern.compile(
                    "\\b"
                            + MONTH
                            + "\\.?\\s{1,2}(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s{1,2}((?:19|20)\\d{2}))?(?!\\d|\\.\\d)");
    private static final Pattern MONTH_YEAR =
            Pattern.compile("\\b" + MONTH + "\\.?\\s{1,2}((?:19|20)\\d{2})\\b");
    private static final Pattern SLASHED =
            Pattern.compile("(?<![\\d/])(\\d{1,2})/(\\d{1,2})/((?:19|20)\\d{2})(?![\\d/])");
    private static final Pattern SHORT =
            Pattern.compile(
                    "(?i)(?<=\\b(?:am|vom|bis zum|ab dem|dem|seit dem|zum)\\s)(\\d{1,2})\\.(\\d{1,2})\\.(?![\\d])");
    private static final Pattern PAIR =
            Pattern.compile(
                    "(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})\\.\\s?(?:bis|und|-|\u2013)\\s?(?:zum\\s)?(\\d{1,2})\\.(\\d{1,2})\\.(?!\\d)");
    private static final Pattern DAYS =
            Pattern.compile(
                    "(?<![\\d.])(\\d{1,2})\\.\\s?(?:bis|und|-|\u2013)\\s?(?:zum\\s)?(\\d{1,2})\\.(\\d{1,2})\\.(?!\\d)");
    private static final Pattern SHORT_YEAR =
            Pattern.compile("(?i)(?:am|vom|dem|den|zum|seit|stand:?|datum:?|date:?)\\s$");
    private static final Pattern VERSION_BEFORE =
            Pattern.compile("(?i)(?:version|release|build|versionen)\\s$");
    private static final Pattern TIME =
            Pattern.compile(
                    "(?<![\\d:.])([01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?![\\d:])(?:\\s?(?:Uhr|UTC|CEST|CET|MESZ|MEZ|am|pm)\\b)?");

    private Dates() {}

    private static Map<String, Integer> months() {
        Map<String, Integer> m = new java.util.HashMap<>();
        String[] names = {
            "januar jänner january jan", "februar february feb", "märz maerz march mär mar",
                    "april apr", "mai may", "juni june jun",
            "juli july jul", "august aug", "september sept sep", "oktober october okt oct",
                    "november nov", "dezember december dez dec"
        };
        for (int i = 0; i < names.length; i++) {
            for (String name : names[i].split(" ")) {
                m.put(name, i + 1);
            }
        }
        return Map.copyOf(m);
    }

    /// All dates in order; the more exact reading wins where two overlap.
    static List<Found> find(String text) {
        List<Found> out = new ArrayList<>();
        for (Matcher m = ISO.matcher(text); m.find(); ) {
            add(out, m, date(m.group(1), m.group(2), m.group(3)), true);
        }
        for (Matcher m = DOTTED.matcher(text); m.find(); ) {
            String before = text.substring(Math.max(0, m.start() - 12), m.start());
            boolean shortYear = m.group(3).length() == 2;
            String year = shortYear ? "20" + m.group(3) : m.group(3);
            if (shortYear
                    ? SHORT_YEAR.matcher(before).find()
                    : !VERSION_BEFORE.matcher(before).find()) {
                add(out, m, date(year, m.group(2), m.group(1)), true);
            }
        }
        for (Matcher m = DAY_MONTH.matcher(text); m.find(); ) {
            add(out, m, date(m.group(3), month(m.group(2)), m.group(1)), false);
        }
        for (Matcher m = MONTH_DAY.matcher(text); m.find(); ) {
            add(out, m, date(m.group(3), month(m.group(1)), m.group(2)), false);
        }
        for (Matcher m = MONTH_YEAR.matcher(text); m.find(); ) {
            add(out, m, null, false);
        }
        for (Matcher m = SLASHED.matcher(text); m.find(); ) {
            LocalDate monthFirst = date(m.group(3), m.group(1), m.group(2));
            LocalDate dayFirst = date(m.group(3), m.group(2), m.group(1));
            boolean one = monthFirst == null || dayFirst == null || monthFirst.equals(dayFirst);
            add(out, m, one ? (monthFirst == null ? dayFirst : monthFirst) : null, false);
        }
        for (Matcher m = SHORT.matcher(text); m.find(); ) {
            if (date("2000", m.group(2), m.group(1)) != null) {
                add(out, m, null, false);
            }
        }
        for (Matcher m = PAIR.matcher(text); m.find(); ) {
            if (date("2000", m.group(2), m.group(1)) != null
                    && date("2000", m.group(4), m.group(3)) != null) {
                add(out, m, null, false);
            }
        }
        for (Matcher m = DAYS.matcher(text); m.find(); ) {
            if (date("2000", m.group(3), m.group(1)) != null
                    && date("2000", m.group(3), m.group(2)) != null) {
                add(out, m, null, false);
            }
        }
        for (Matcher m = TIME.matcher(text); m.find(); ) {
            add(out, m, null, false);
        }
        out.sort(
                java.util.Comparator.comparingInt(Found::start)
                        .thenComparing(java.util.Comparator.comparingInt(Found::end).reversed()));
        return disjoint(out);
    }

    private static List<Found> disjoint(List<Found> sorted) {
        List<Found> out = new ArrayList<>();
        for (Found f : sorted) {
            if (out.isEmpty() || f.start() >= out.getLast().end()) {
                out.add(f);
            } else if (f.date() != null && out.getLast().date() == null) {
                out.set(out.size() - 1, f);
            }
        }
        return out;
    }

    private static void add(
            List<Found> out, Matcher m, @Nullable LocalDate date, boolean mustBeDate) {
        if (date != null || !mustBeDate) {
            out.add(new Found(m.start(), m.end(), date));
        }
    }

    private static String month(String name) {
        Integer m = MONTHS.get(name.toLowerCase(Locale.ROOT));
        return m == null ? "0" : m.toString();
    }

    private static @Nullable LocalDate date(@Nullable String year, String month, String day) {
        if (year == null) {
            return null;
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
