package dev.firebreak.app.text;

import dev.firebreak.core.model.ObservableType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Small pieces of sentences that have a form of their own in each language.
public final class Phrases {
    /// The source of what is asked without a file.
    public static final String COMMAND_LINE = "command line";

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
            case "indicators" -> language.of("a list of indicators", "Liste von Indikatoren");
            case "json-unknown" -> language.of("JSON of an unknown kind", "JSON unbekannter Art");
            case "unknown" -> language.of("nothing known", "nichts Bekanntes");
            case "kev" ->
                    language.of(
                            "catalogue of exploited vulnerabilities (KEV)",
                            "Katalog ausgenutzter Schwachstellen (KEV)");
            case "ghsa" ->
                    language.of("GitHub advisory (GHSA)", "GitHub-Sicherheitshinweis (GHSA)");
            case "yara" -> language.of("YARA rules", "YARA-Regeln");
            case "sigma" -> language.of("Sigma rule", "Sigma-Regel");
            case "suricata" ->
                    language.of("Snort or Suricata rules", "Snort- oder Suricata-Regeln");
            case "detection-yaml" ->
                    language.of("detection described in YAML", "in YAML beschriebene Erkennung");
            case "openvex" -> "OpenVEX";
            case "cyclonedx-vex" -> "CycloneDX VEX";
            default -> standard(format, language);
        };
    }

    /// `csaf-2.0` is CSAF 2.0; a standard of which no version is known, and what nobody has put into words, stay as they are.
    private static String standard(String format, Language language) {
        Matcher known =
                Pattern.compile("(csaf|cve|nvd|osv|stix|misp)(?:-(\\d[\\d.]*|unknown))?")
                        .matcher(format);
        if (!known.matches()) {
            return format;
        }
        String name = known.group(1).toUpperCase(Locale.ROOT);
        String version = known.group(2);
        return version == null
                ? name
                : version.equals("unknown")
                        ? name + language.of(" of an unknown version", " unbekannter Version")
                        : name + " " + version;
    }

    /// A kind of indicator as German readers call it; the rest are names that every language has.
    public static String type(ObservableType type, Language language) {
        if (language == Language.EN) {
            return type.json();
        }
        return switch (type) {
            case DOMAIN -> "Domain";
            case URL -> "URL";
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
            case EMAIL -> "E-Mail";
            case MD5 -> "MD5";
            case SHA1 -> "SHA-1";
            case SHA256 -> "SHA-256";
            case FILENAME -> "Dateiname";
        };
    }

    /// An input as the user named it; what came from no file is called by what it is.
    public static String source(String source, Language language) {
        return switch (source) {
            case COMMAND_LINE -> language.of(source, "Befehlszeile");
            case "memory" -> language.of(source, "Gedächtnis");
            case "cluster" -> language.of(source, "Cluster");
            default -> source;
        };
    }

    /// Words of an input, in the quotes of the language.
    public static String quoted(String words, Language language) {
        return language.of("“" + words + "”", "„" + words + "“");
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
