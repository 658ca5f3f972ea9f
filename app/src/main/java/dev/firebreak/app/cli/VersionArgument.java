package dev.firebreak.app.cli;

import dev.firebreak.app.text.Language;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.core.version.Versions;
import dev.firebreak.formats.fields.VersionText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `--version` asks for: single versions and ranges, in every way in which the version fields of warnings are understood
/// (`18.12.407, 18.12.416`, `>=18.12.407 <18.12.417`, `18.12.407 - 18.12.416`, `18.12.x`, `vers:npm/>=1.0|<2.0`), and in the
/// syntax of package registries (`^1.2`, `[1.0,2.0)`). What could be a list or a range but is not understood as one is refused,
/// never taken for one strange version that nobody has.
///
/// @param scheme how these versions are ordered; GENERIC unless a `vers:` text names another
record VersionArgument(List<String> versions, List<VersionRange> ranges, VersionScheme scheme) {
    /// Two dotted numbers joined by a hyphen: a range to one reader, version and release of a package to another.
    private static final Pattern AMBIGUOUS =
            Pattern.compile("v?\\d+(?:\\.\\d+)+(?:-|\\.\\.+)v?\\d+(?:\\.\\d+)+");

    /// Signs that no single version has.
    private static final Pattern SEVERAL = Pattern.compile("[,;|<>=]|\\s[-–—]\\s|\\.\\.");

    /// Where a list lacks one of its versions, or a version one of its parts: `1.0,`, `,1.0`, `1.0,,2.0`, `1..2`, `1.0 -`.
    private static final Pattern GAP =
            Pattern.compile(
                    "^[,;|&/.–—-]|(?<=[,;])\\s*[,;|&/]|\\.\\.|[,;|&/–—<>=~^-]$|\\s(?:and|or|und|oder|bis|to)$");

    VersionArgument {
        versions = List.copyOf(versions);
        ranges = List.copyOf(ranges);
    }

    /// @param texts the values of all `--version`; none stands for every version
    /// @throws IllegalArgumentException with a message for the user
    static VersionArgument of(List<String> texts, Language language) {
        if (texts.isEmpty()) {
            return new VersionArgument(List.of(), List.of(VersionRange.ALL), VersionScheme.GENERIC);
        }
        List<String> versions = new ArrayList<>();
        List<VersionRange> ranges = new ArrayList<>();
        VersionScheme scheme = null;
        for (String text : texts) {
            String one = text.strip();
            if (one.isEmpty()) {
                throw refused("", language);
            }
            if (AMBIGUOUS.matcher(one).matches()) {
                throw ambiguous(one, language);
            }
            Matcher gap = GAP.matcher(one);
            if (gap.find()) {
                throw gap(one, gap, language);
            }
            VersionText.Reading reading = VersionText.read(one);
            if (!reading.understood()) {
                versions.add(whole(one, language));
                continue;
            }
            scheme = common(scheme, reading.scheme(), language);
            boolean single =
                    reading.ranges().isEmpty()
                            && reading.versions().size() == 1
                            && !SEVERAL.matcher(one).find()
                            && reading.scheme() == null;
            versions.addAll(single ? List.of(one) : reading.versions());
            ranges.addAll(reading.ranges());
            refuseEmpty(reading, language);
        }
        return new VersionArgument(
                versions, ranges, scheme == null ? VersionScheme.GENERIC : scheme);
    }

    /// A registry's constraint, or a version that is not written in digits.
    private static String whole(String text, Language language) {
        if (!Versions.isConstraint(VersionScheme.GENERIC, text) && SEVERAL.matcher(text).find()) {
            throw refused("", language);
        }
        if (Versions.isEmptyConstraint(VersionScheme.GENERIC, text)) {
            throw empty(language);
        }
        return text;
    }

    /// A range that ends before it begins is a slip of the pen; "nobody has it" would be a wrong answer to it.
    private static void refuseEmpty(VersionText.Reading reading, Language language) {
        VersionScheme scheme = reading.scheme() == null ? VersionScheme.GENERIC : reading.scheme();
        if (reading.ranges().stream().anyMatch(r -> Versions.isEmpty(scheme, List.of(r)))) {
            throw empty(language);
        }
    }

    private static IllegalArgumentException empty(Language language) {
        return new IllegalArgumentException(
                language.of(
                        "no version lies in this range: it ends before it begins",
                        "in diesem Bereich liegt keine Version: Er endet, bevor er beginnt"));
    }

    private static @Nullable VersionScheme common(
            @Nullable VersionScheme before, @Nullable VersionScheme now, Language language) {
        if (before != null && now != null && before != now) {
            throw new IllegalArgumentException(
                    language.of(
                            "the versions of one question are of one scheme, not of "
                                    + before.vers()
                                    + " and "
                                    + now.vers(),
                            "die Versionen einer Frage haben ein Schema, nicht "
                                    + before.vers()
                                    + " und "
                                    + now.vers()));
        }
        return now != null ? now : before;
    }

    private static IllegalArgumentException ambiguous(String text, Language language) {
        String range = text.replaceFirst("(?<=\\d)(?:-|\\.\\.+)(?=v?\\d+(?:\\.\\d+)+$)", " - ");
        return new IllegalArgumentException(
                language.of(
                        "a range or one version? Write '"
                                + range
                                + "' for the range, '="
                                + text
                                + "' for the version",
                        "ein Bereich oder eine Version? Schreiben Sie '"
                                + range
                                + "' für den Bereich, '="
                                + text
                                + "' für die Version"));
    }

    private static IllegalArgumentException gap(String text, Matcher gap, Language language) {
        int at = gap.start() + 1;
        String sign = gap.group().strip();
        return refused(
                language.of(
                        ": at character "
                                + at
                                + " ('"
                                + sign
                                + "') a version, or a part of one, is missing",
                        ": An Stelle "
                                + at
                                + " ('"
                                + sign
                                + "') fehlt eine Version oder ein Teil davon"),
                language);
    }

    /// @param why with a colon before it, or empty
    private static IllegalArgumentException refused(String why, Language language) {
        return new IllegalArgumentException(
                language.of(
                        "not understood as versions"
                                + why
                                + ". Write one ('18.12.407'), several ('18.12.407, 18.12.416'), or a range"
                                + " ('>=18.12.407 <18.12.417', '18.12.407 - 18.12.416', '18.12.x')",
                        "nicht als Versionen verstanden"
                                + why
                                + ". Schreiben Sie eine ('18.12.407'), mehrere ('18.12.407, 18.12.416') oder"
                                + " einen Bereich ('>=18.12.407 <18.12.417', '18.12.407 - 18.12.416', '18.12.x')"));
    }
}
