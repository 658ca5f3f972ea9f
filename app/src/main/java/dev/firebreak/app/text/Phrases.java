package dev.firebreak.app.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/// Small pieces of sentences that have a form of their own in each language.
public final class Phrases {
    private static final DateTimeFormatter GERMAN_DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private static final DateTimeFormatter GERMAN_MOMENT =
            DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss").withZone(ZoneOffset.UTC);

    private Phrases() {}

    /// The answers to a question, for people: `same | other`, `dasselbe Produkt | ein anderes Produkt`.
    public static String options(List<String> options, Language language) {
        return options.stream().map(o -> option(o, language)).collect(Collectors.joining(" | "));
    }

    private static String option(String option, Language language) {
        return switch (option) {
            case "same" -> language.of("the same product", "dasselbe Produkt");
            case "other" -> language.of("another product", "ein anderes Produkt");
            case "affected" -> language.of("affected", "betroffen");
            case "not affected" -> language.of("not affected", "nicht betroffen");
            case "fixed" -> language.of("fixed", "behoben");
            case "alle Versionen / all versions" -> language.of("all versions", "alle Versionen");
            default -> option;
        };
    }

    /// What a warning was read as: `prose`, `Text`.
    public static String format(String format, Language language) {
        return switch (format) {
            case "prose" -> language.of("prose", "Text");
            case "list" -> language.of("a list of indicators", "Liste von Indikatoren");
            case "csaf" -> "CSAF";
            case "cve" -> "CVE";
            case "osv" -> "OSV";
            case "stix" -> "STIX";
            case "misp" -> "MISP";
            default -> format;
        };
    }

    /// An input as the user named it; what was asked without a file is called so.
    public static String source(String source, Language language) {
        return source.equals("command line") ? language.of(source, "Befehlszeile") : source;
    }

    /// A place in an input: `line 12`, `Zeile 12`.
    public static String where(String where, Language language) {
        if (language == Language.EN) {
            return where;
        }
        return where.replaceFirst("^line (?=\\d)", "Zeile ")
                .replaceFirst("(^|, )offset (?=\\d)", "$1Position ")
                .replaceFirst("(^|, )column (?=\\d)", "$1Spalte ")
                .replaceFirst("^page (?=\\d)", "Seite ")
                .replaceFirst("^item (?=\\d)", "Eintrag ")
                .replaceFirst("^part (?=\\d)", "Teil ")
                .replaceFirst("^attachment ", "Anhang ");
    }

    /// A number with its noun: `1 Datei`, `2 Dateien`.
    public static String counted(long n, Language language, String one, String many) {
        return language.number(n) + " " + (n == 1 ? one : many);
    }

    /// A moment in UTC as people of that language write it: 2026-11-27T14:13:20Z, 27.11.2026 14:13:20 UTC.
    public static String moment(Instant moment, Language language) {
        return language == Language.DE
                ? GERMAN_MOMENT.format(moment) + " UTC"
                : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// A day as people of that language write it: 2026-11-27, 27.11.2026.
    public static String day(LocalDate day, Language language) {
        return language == Language.DE ? GERMAN_DAY.format(day) : day.toString();
    }
}
