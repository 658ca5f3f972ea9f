package dev.firebreak.formats.fields;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what publishers write into version fields: `vers:npm/>=1.0|<2.0`, `< 3.4`, `All versions < V3.4 Update 2`,
/// `7.x`, `18.12.407 und 18.12.416`, `bis einschließlich 2.0`.
///
/// It understands the whole text or says that it does not: a word it does not know makes the result
/// [Reading#understood()] false, and then nothing of it may be taken for certain.
public final class VersionText {
    /// Longest text read; a longer one is prose, not a version field.
    public static final int MAX_LENGTH = 2_000;

    /// What was understood.
    ///
    /// @param scheme the scheme a `vers:` text names, else null
    /// @param understood false if a part of the text has no known meaning
    public record Reading(
            List<String> versions,
            List<VersionRange> ranges,
            @Nullable VersionScheme scheme,
            Certainty certainty,
            boolean understood) {
        public Reading {
            versions = List.copyOf(versions);
            ranges = List.copyOf(ranges);
        }

        static Reading notUnderstood() {
            return new Reading(List.of(), List.of(), null, Certainty.UNSURE, false);
        }

        public boolean isEmpty() {
            return versions.isEmpty() && ranges.isEmpty();
        }
    }

    private static final String AND = "(?:,?\\s*(?:and|or|und|oder|sowie|&|/)\\s+|\\s*,\\s*)";
    private static final String VERSIONS = "(?:\\s+(?:versions?|versionen|releases?|builds?))?";

    /// Words for operators, in the order in which they are replaced. `@-` and `@+` stand after their version.
    private static final List<Map.Entry<Pattern, String>> PHRASES =
            List.of(
                    phrase(
                            "\\ball(?:e)?\\s+(?:versions?\\s+|versionen\\s+)?(?=before|prior|up to|vor|bis|<|>|through)",
                            " "),
                    phrase(
                            AND
                                    + "(?:all(?:e)?\\s+)?(?:earlier|prior|below|older|lower|previous|before|under|früher(?:e)?|älter(?:e)?"
                                    + "|niedriger(?:e)?|kleiner|davor|vorherige|darunter|ältere)"
                                    + VERSIONS
                                    + "(?!\\s*(?:to|than|als)?\\s*v?\\d)",
                            " @- "),
                    phrase(
                            AND
                                    + "(?:all(?:e)?\\s+)?(?:later|newer|above|higher|up|onwards?|greater|after|subsequent|höher(?:e)?|neuer(?:e)?"
                                    + "|später(?:e)?|aufwärts|folgende|darüber|größer)"
                                    + VERSIONS
                                    + "(?!\\s*(?:to|than|als)?\\s*v?\\d)",
                            " @+ "),
                    phrase("\\b(?:onwards?|aufwärts)\\b", " @+ "),
                    phrase(
                            "\\b(?:up to|upto|through|until)\\s*,?\\s*\\(?\\s*(?:but\\s+)?(?:not including|excluding|exclusive(?: of)?)\\s*\\)?",
                            " < "),
                    phrase(
                            "\\bbis\\s+(?:vor|ausschlie(?:ß|ss)lich|exklusive|exkl\\.?)(?=\\s|$)",
                            " < "),
                    phrase(
                            "\\b(?:up to|upto|through|thru|until|to|bis)\\s*,?\\s*\\(?(?:and\\s+|und\\s+|einschl\\.?\\s+)?(?:including|inclusive(?: of)?|einschlie(?:ß|ss)lich|inklusive|inkl\\.?|mit)(?=[\\s)])\\)?",
                            " <= "),
                    phrase(
                            "\\b(?:prior to|before|earlier than|older than|lower than|less than|smaller than|below|älter als|kleiner als|niedriger als|früher als|unterhalb(?: von)?)(?=\\s|$)",
                            " < "),
                    phrase(
                            "(?<![\\p{L}])(?:vor|prior|unter)(?=\\s+(?:der\\s+)?(?:version\\s+)?v?\\d)",
                            " < "),
                    phrase(
                            "\\b(?:later than|newer than|after|above|greater than|higher than|nach|neuer als|größer als|höher als|oberhalb(?: von)?)(?=\\s|$)",
                            " > "),
                    phrase(
                            "\\b(?:from|since|starting\\s+(?:from|with|at|in)|beginning\\s+(?:from|with)|at least|mindestens|ab|von|seit)(?=\\s|$)",
                            " >= "),
                    phrase("\\b(?:up to|upto|through|thru|until|to|bis)(?=\\s|$)", " <= "),
                    phrase("\\b(?:less|lower)\\s+(?:than\\s+)?or\\s+equal(?:\\s+to)?", " <= "),
                    phrase("≤|=<|&lt;=", " <= "),
                    phrase("≥|=>|&gt;=", " >= "),
                    phrase("&lt;", " < "),
                    phrase("&gt;", " > "));

    private static final Pattern FILLER =
            Pattern.compile(
                    "(?<![\\p{L}\\d])(?:versions?|versionen|version(?:en)?s?nummer|ver\\.|releases?|firmware|software|bios|der|die|des|the|of|in|only|nur|affected|betroffen|all|alle|any|every|sämtliche|inclusive|included|einschließlich|inkl\\.?)(?![\\p{L}\\d])");

    private static final Pattern ALL =
            Pattern.compile(
                    "\\s*(?:\\*|(?:all|alle|any|every|sämtliche|beliebige)(?:\\s+(?:known\\s+|bekannten?\\s+|supported\\s+)?(?:[a-z]{2,12}\\s+)?(?:versions?|versionen|releases?|builds?))?|vers:all/\\*)\\s*\\.?\\s*");

    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<op>@[-+]|<=|>=|<|>|!=|==?)"
                            + "|(?<version>v?\\.?\\d[\\p{Alnum}.+~:_*-]*"
                            + "(?:\\s+(?:update|upd|sp|service pack|patch|hotfix|hf|build|rev(?:ision)?|rc|beta|alpha|cu|mr|ga|lts|fp|fix ?pack|r)\\.?\\s*\\d[\\p{Alnum}.]*)*\\+?)"
                            + "|(?<series>\\d+er[- ]?(?:reihe|serie|versionen|linie))"
                            + "|(?<dash>[–—]|-(?=\\s))"
                            + "|(?<sep>\\|\\||[|,;&/]|\\band\\b|\\bor\\b|\\bund\\b|\\boder\\b|\\bsowie\\b|\\bas well as\\b)"
                            + "|(?<space>\\s+)"
                            + "|(?<other>.)",
                    Pattern.DOTALL);

    private static final Pattern SERIES =
            Pattern.compile("v?(\\d+(?:\\.\\d+)*)\\.[x*](?:\\.[x*])*");
    private static final Pattern SERIES_WORD =
            Pattern.compile("(\\d+)er[- ]?(?:reihe|serie|versionen|linie)");
    private static final Pattern REMARK = Pattern.compile("\\([^()]{0,200}\\)");
    private static final Pattern OLDER_DASH = Pattern.compile("(?<=\\d)\\s+-\\s+(?=v?\\d)");

    private VersionText() {}

    private static Map.Entry<Pattern, String> phrase(String regex, String replacement) {
        return Map.entry(Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS), replacement);
    }

    /// Reads a field.
    public static Reading read(String field) {
        String text = field.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Reading.notUnderstood();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (ALL.matcher(lower).matches()) {
            return new Reading(List.of(), List.of(VersionRange.ALL), null, Certainty.STATED, true);
        }
        if (lower.startsWith("vers:")) {
            return Vers.read(text);
        }
        String symbols = lower;
        for (Map.Entry<Pattern, String> phrase : PHRASES) {
            symbols = phrase.getKey().matcher(symbols).replaceAll(phrase.getValue());
        }
        boolean words = !symbols.equals(lower);
        symbols = OLDER_DASH.matcher(symbols).replaceAll(" – ");
        String plain = REMARK.matcher(symbols).replaceAll(" ");
        boolean remark = !plain.equals(symbols);
        plain = FILLER.matcher(plain).replaceAll(" ");
        Tokens tokens = new Tokens(text);
        if (!tokens.read(plain)) {
            return Reading.notUnderstood();
        }
        Certainty certainty = words || remark ? Certainty.INFERRED : Certainty.STATED;
        return new Reading(tokens.versions, tokens.ranges, null, certainty, true);
    }

    /// The versions `prefix.x` stands for: from the prefix up to, but not including, its successor.
    ///
    /// @return null if the text is no such form
    public static @Nullable VersionRange series(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher word = SERIES_WORD.matcher(lower);
        Matcher dotted = SERIES.matcher(lower);
        String prefix = word.matches() ? word.group(1) : dotted.matches() ? dotted.group(1) : null;
        if (prefix == null) {
            return null;
        }
        int dot = prefix.lastIndexOf('.');
        String last = prefix.substring(dot + 1);
        if (last.length() > 9) {
            return null;
        }
        String next = prefix.substring(0, dot + 1) + (Long.parseLong(last) + 1);
        return new VersionRange(prefix, true, next, false);
    }

    /// The tokens of one field, folded into versions and intervals from left to right.
    private static final class Tokens {
        private final String original;
        private final List<String> versions = new ArrayList<>();
        private final List<VersionRange> ranges = new ArrayList<>();
        private String operator = "";
        private @Nullable String low;
        private boolean lowInclusive;
        private @Nullable String previous;

        Tokens(String original) {
            this.original = original;
        }

        boolean read(String text) {
            Matcher m = TOKEN.matcher(text);
            while (m.find()) {
                boolean known =
                        m.group("space") != null
                                || m.group("sep") != null && separator(m.group("sep"))
                                || m.group("op") != null && operator(m.group("op"))
                                || m.group("dash") != null && dash()
                                || m.group("version") != null && version(m.group("version"))
                                || m.group("series") != null && version(m.group("series"))
                                || m.group().equals(".") && m.end() == text.length();
                if (!known) {
                    return false;
                }
            }
            flushLow();
            flushPrevious();
            return operator.isEmpty() && !(versions.isEmpty() && ranges.isEmpty());
        }

        private boolean separator(String sep) {
            flushPrevious();
            if (sep.equals("||") || sep.equals(";")) {
                flushLow();
            }
            return operator.isEmpty();
        }

        private boolean operator(String op) {
            if (op.startsWith("@")) {
                String version = previous;
                if (version == null || !operator.isEmpty()) {
                    return false;
                }
                previous = null;
                ranges.add(
                        op.equals("@-")
                                ? VersionRange.atMost(version)
                                : VersionRange.atLeast(version));
                return true;
            }
            // "5.0 <= 5.3" comes from "5.0 to 5.3" and "5.0 bis 5.3": the version before is the
            // lower end.
            if (op.startsWith("<") && operator.isEmpty() && previous != null) {
                flushLow();
                low = previous;
                lowInclusive = true;
                previous = null;
            }
            flushPrevious();
            if (!operator.isEmpty()) {
                return false;
            }
            operator = op;
            return true;
        }

        private boolean dash() {
            String version = previous;
            if (version == null || !operator.isEmpty()) {
                return false;
            }
            previous = null;
            flushLow();
            low = version;
            lowInclusive = true;
            operator = "<=";
            return true;
        }

        private boolean version(String lower) {
            String version = clean(lower);
            String op = operator;
            operator = "";
            switch (op) {
                case "" -> {
                    flushPrevious();
                    VersionRange series = series(version);
                    if (series != null) {
                        ranges.add(series);
                    } else if (version.endsWith("+")) {
                        ranges.add(
                                VersionRange.atLeast(version.substring(0, version.length() - 1)));
                    } else {
                        previous = version;
                    }
                }
                case "=", "==" -> versions.add(version);
                case ">", ">=" -> {
                    flushLow();
                    low = lowEnd(version);
                    lowInclusive = op.equals(">=");
                }
                case "<", "<=" -> {
                    VersionRange series = series(version);
                    String end = version;
                    boolean inclusive = op.equals("<=");
                    if (series != null) {
                        end = inclusive ? series.upper() : series.lower();
                        inclusive = false;
                    }
                    ranges.add(new VersionRange(low, low != null && lowInclusive, end, inclusive));
                    low = null;
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static @Nullable String lowEnd(String version) {
            VersionRange series = series(version);
            return series == null ? version : series.lower();
        }

        private void flushLow() {
            if (low != null) {
                ranges.add(new VersionRange(low, lowInclusive, null, false));
                low = null;
            }
        }

        private void flushPrevious() {
            if (previous != null) {
                versions.add(previous);
                previous = null;
            }
        }

        /// Restores the letters as written and drops a leading `v` and trailing punctuation.
        private String clean(String lower) {
            int at = original.toLowerCase(Locale.ROOT).indexOf(lower);
            String version =
                    at >= 0 && at + lower.length() <= original.length()
                            ? original.substring(at, at + lower.length())
                            : lower;
            version = version.strip().replaceAll("\\s+", " ");
            if (version.length() > 1 && (version.charAt(0) == 'v' || version.charAt(0) == 'V')) {
                version = version.substring(1);
            }
            while (version.length() > 1
                    && (version.endsWith(".") || version.endsWith("-") || version.endsWith(":"))) {
                version = version.substring(0, version.length() - 1);
            }
            return version;
        }
    }
}
