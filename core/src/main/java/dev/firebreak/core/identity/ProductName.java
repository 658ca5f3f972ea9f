package dev.firebreak.core.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A display name taken apart: `3CX Desktop App 18.12.416 (x64 de)` is the words `3cx desktop app`, and its spelling
/// without blanks, `3cxdesktopapp`, is what names are compared by.
///
/// @param words in lower case, at least one
/// @param joined the words without blanks
/// @param distinctive whether the name tells the product without its maker
/// @param version a version that stood in the name, if any
record ProductName(
        List<String> words, String joined, boolean distinctive, @Nullable String version) {
    /// Longer names are cut; no real one is.
    private static final int MAX_NAME = 300;

    private static final Pattern FILE =
            Pattern.compile("\\.(?:app|exe|msi|dmg|pkg|deb|rpm|appimage|msix)$");
    private static final Pattern ARCH =
            Pattern.compile(
                    "(?<![a-z0-9])(?:x86[_-]64|x64|x86|amd64|arm64|aarch64|i[3-6]86|win32|win64|(?:64|32)[- ]?bits?)(?![a-z0-9])");
    private static final Pattern GROUP = Pattern.compile("[(\\[]([^()\\[\\]]*+)[)\\]]");
    private static final Pattern VERSION =
            Pattern.compile(
                    "(?:(?<![a-z0-9.])|(?<=[a-z][-_]))v?([0-9]++(?:\\.[0-9]++)++(?:[-+~._]?[a-z0-9]++)*+"
                            + "(?:\\s+(?:hf|hotfix|sp|update|patch|rc|beta|build|cu|r|u)\\s?[0-9]++)*+)(?![a-z])");
    private static final Pattern VERSION_WORD =
            Pattern.compile(
                    "(?<=[a-z0-9)] )(?:version|ver\\.?|v\\.|release|build)(?=\\s*$|\\s+[0-9])");
    private static final Pattern LOCALE = Pattern.compile(
                    "\\s[-–]\\s?(?:[a-z]{2}[-_][a-z]{2}|deutsch|german|english|francais|french|italiano|espanol|nederlands|polski|mui)\\s*$");
    private static final Pattern PLATFORM =
            Pattern.compile(
                    "(?<=[a-z0-9+#])\\s*[ -]\\s*(?:(?:for|fuer|auf|on)\\s+)?(?:microsoft windows|windows|macos|mac os x|mac os|os x|osx|mac|linux|android|ios)"
                            + "(?:\\s+(?:application|version|edition|build|installer|programm|program|anwendung))?\\s*$");
    private static final Set<String> NOISE =
            Set.of(
                    "user",
                    "users",
                    "machine",
                    "system",
                    "current",
                    "all",
                    "remove",
                    "only",
                    "bit",
                    "de",
                    "en",
                    "us",
                    "gb",
                    "fr",
                    "es",
                    "it",
                    "at",
                    "ch",
                    "nl",
                    "pl",
                    "deutsch",
                    "german",
                    "english",
                    "englisch",
                    "multilingual",
                    "per", "edition",
                    "version",
                    "v",
                    "build",
                    "kn",
                    "stable",
                    "windows",
                    "macos",
                    "mac",
                    "linux",
                    "os",
                    "x",
                    "und",
                    "and");
    private static final Pattern CAMEL =
            Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9])");

    /// Inner capitals; digits stay with the letters behind them, as in 3CX.
    private static final Pattern CAPITALS =
            Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /// @param versions versions the source gives for it, so that they are not taken for part of the name
    static ProductName of(String display, Collection<String> versions) {
        String cut = display.length() > MAX_NAME ? display.substring(0, MAX_NAME) : display;
        String t = FILE.matcher(Words.fold(cut).strip()).replaceFirst("");
        for (String version : versions) {
            t = withoutVersion(t, version.strip().toLowerCase(Locale.ROOT));
        }
        t = orElse(ARCH.matcher(t).replaceAll(" "), t);
        t = orElse(dropGroups(t), t);
        String found = null;
        Matcher m = VERSION.matcher(t);
        if (m.find() && m.start() > 0) {
            found = m.group(1);
            t = orElse(m.replaceAll(" "), t);
        }
        t = orElse(LOCALE.matcher(t).replaceFirst(""), t);
        t = orElse(PLATFORM.matcher(t.stripTrailing()).replaceFirst(""), t);
        t = orElse(VERSION_WORD.matcher(t.strip()).replaceAll(" "), t);
        List<String> words = new ArrayList<>(Words.split(t));
        dropTrailingNumbers(words, versions);
        words.replaceAll(ProductName::synonym);
        if (words.size() > 2 && words.contains("electron")) {
            words.remove("electron"); // the framework, which some sources write into the name
        }
        if (words.size() > 1 && words.getFirst().equals("the")) {
            words.removeFirst();
        }
        if (words.isEmpty()) {
            words.add(cut.strip().toLowerCase(Locale.ROOT));
        }
        String shown = cut.strip();
        int stem = FILE.matcher(shown.toLowerCase(Locale.ROOT)).replaceFirst("").length();
        boolean distinctive = isDistinctive(shown.substring(0, Math.min(stem, shown.length())), words);
        return new ProductName(List.copyOf(words), String.join("", words), distinctive, found);
    }

    /// The name with blanks at its inner capitals: `3CX DesktopApp` becomes `3CX Desktop App`.
    static String spaced(String display) {
        return CAPITALS.matcher(display).replaceAll(" ");
    }

    private static String orElse(String changed, String before) {
        return Words.split(changed).isEmpty() ? before : changed;
    }

    private static String withoutVersion(String name, String version) {
        if (version.length() < 3 || !version.chars().anyMatch(c -> c >= '0' && c <= '9')) {
            return name;
        }
        int at = name.lastIndexOf(version);
        boolean bordered =
                at > 0
                        && !Character.isLetterOrDigit(name.charAt(at - 1))
                        && name.charAt(at - 1) != '.'
                        && (at + version.length() == name.length()
                                || !Character.isLetterOrDigit(name.charAt(at + version.length())));
        return bordered
                ? name.substring(0, at) + " " + name.substring(at + version.length())
                : name;
    }

    /// Drops `(x64 de)`, `(User)`, `(64-bit)`; other groups lose only their brackets.
    private static String dropGroups(String name) {
        if (name.indexOf('(') < 0 && name.indexOf('[') < 0) {
            return name;
        }
        return GROUP.matcher(name)
                .replaceAll(
                        group -> {
                            boolean noise =
                                    Words.split(VERSION.matcher(group.group(1)).replaceAll(" "))
                                            .stream()
                                            .allMatch(
                                                    w -> NOISE.contains(w) || VersionDigits.is(w));
                            return noise
                                    ? " "
                                    : Matcher.quoteReplacement(" " + group.group(1) + " ");
                        });
    }

    /// `3CX Desktop App 18` with version 18.12.416, `Java 8 Update 381` with version 8.0.3810.9.
    private static void dropTrailingNumbers(List<String> words, Collection<String> versions) {
        int n = words.size();
        if (n > 3
                && VersionDigits.is(words.get(n - 1))
                && words.get(n - 2).equals("update")
                && VersionDigits.is(words.get(n - 3))) {
            words.subList(n - 3, n).clear();
            return;
        }
        if (n < 2 || !VersionDigits.is(words.getLast())) {
            return;
        }
        String number = words.getLast();
        for (String version : versions) {
            String v = version.strip();
            if (v.equals(number) || v.startsWith(number + ".") || v.startsWith(number + " ")) {
                words.removeLast();
                return;
            }
        }
    }

    private static String synonym(String word) {
        return switch (word) {
            case "application", "applikation" -> "app";
            default -> word;
        };
    }

    private static boolean isDistinctive(String display, List<String> words) {
        List<String> parts = new ArrayList<>();
        for (String word : words) {
            parts.add(word);
        }
        if (words.size() == 1) {
            parts.clear();
            String first = display.strip().split("[\\s(]", 2)[0];
            for (String part : CAMEL.split(first)) {
                parts.addAll(Words.split(part.toLowerCase(Locale.ROOT)));
            }
        }
        boolean telling = parts.stream().anyMatch(w -> !GeneralWords.isGeneral(w));
        String only = words.getFirst();
        boolean mixed =
                only.indexOf('+') >= 0
                        || (only.chars().anyMatch(Character::isDigit)
                                && only.chars().anyMatch(Character::isLetter));
        boolean several = parts.size() > 1 && parts.stream().mapToInt(String::length).sum() > 3;
        return telling && (several || (mixed && only.length() > 3));
    }

    /// The name without this maker's words in front; the name itself if it does not begin with them.
    String without(@Nullable Publisher maker) {
        if (maker == null) {
            return joined;
        }
        for (int n = maker.words().size(); n > 0; n--) {
            String start = String.join("", maker.words().subList(0, n));
            if (start.length() > 1
                    && joined.length() > start.length() + 1
                    && joined.startsWith(start)
                    && !cutsWord(start)) {
                return joined.substring(start.length());
            }
        }
        return joined;
    }

    /// Whether taking this start away would cut a plain word: publisher `note`, product `Notepad`.
    private boolean cutsWord(String start) {
        int length = 0;
        for (String word : words) {
            length += word.length();
            if (length >= start.length()) {
                break;
            }
        }
        return length != start.length() && words.size() > 1;
    }

    private static final class VersionDigits {
        static boolean is(String word) {
            return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    }
}
