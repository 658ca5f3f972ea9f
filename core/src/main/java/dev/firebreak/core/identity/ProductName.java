package dev.firebreak.core.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A display name taken apart: `3CX Desktop App 18.12.416 (x64 de)` is the words `3cx desktop app`, and its spelling
/// without blanks, `3cxdesktopapp`, is what names are compared by.
///
/// @param words in lower case, at least one
/// @param joined the words without blanks
/// @param shown as it was written, cut to the longest length looked at
/// @param version a version that stood in the name, if any
record ProductName(List<String> words, String joined, String shown, @Nullable String version) {
    /// Longer names are cut; no real one is.
    private static final int MAX_NAME = 300;

    /// Shorter names are told apart by their maker only.
    private static final int MIN_DISTINCTIVE = 4;

    private static final Pattern CAMEL =
            Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9])");

    /// Inner capitals; digits stay with the letters behind them, as in 3CX.
    private static final Pattern CAPITALS =
            Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /// @param versions versions the source gives for it, so that they are not taken for part of the name
    static ProductName of(String display, Collection<String> versions) {
        String shown =
                (display.length() > MAX_NAME ? display.substring(0, MAX_NAME) : display).strip();
        NameNoise.Cleaned cleaned = NameNoise.clean(Words.fold(shown), versions);
        List<String> words = Words.split(cleaned.name());
        dropTrailingNumbers(words, versions);
        words.replaceAll(ProductName::synonym);
        if (words.size() > 2) {
            words.remove("electron"); // the framework, which some sources write into the name
        }
        if (words.size() > 1 && words.getFirst().equals("the")) {
            words.removeFirst();
        }
        if (words.isEmpty()) {
            words.add(shown.toLowerCase(Locale.ROOT));
        }
        return new ProductName(
                List.copyOf(words), String.join("", words), shown, cleaned.version());
    }

    /// The name with blanks at its inner capitals: `3CX DesktopApp` becomes `3CX Desktop App`.
    static String spaced(String display) {
        return CAPITALS.matcher(display).replaceAll(" ");
    }

    /// `3CX Desktop App 18` with version 18.12.416, `Java 8 Update 381` with version 8.0.3810.9.
    private static void dropTrailingNumbers(List<String> words, Collection<String> versions) {
        int n = words.size();
        if (n < 2 || !VersionDigits.is(words.getLast())) {
            return;
        }
        if (n > 3 && words.get(n - 2).equals("update") && VersionDigits.is(words.get(n - 3))) {
            words.subList(n - 3, n).clear();
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

    /// The name with words of editions in their short spelling; itself if it has none that have one.
    ProductName withShortEditions() {
        List<String> shorter = null;
        for (int i = 1; i < words.size(); i++) {
            String word = GeneralWords.shortEdition(words.get(i));
            if (!word.equals(words.get(i))) {
                shorter = shorter == null ? new ArrayList<>(words) : shorter;
                shorter.set(i, word);
            }
        }
        return shorter == null
                ? this
                : new ProductName(List.copyOf(shorter), String.join("", shorter), shown, version);
    }

    /// Whether the name tells the product without its maker: several words or a written-together one, not all general,
    /// or a word with a digit or sign in it.
    boolean isDistinctive() {
        List<String> parts = words;
        if (words.size() == 1) {
            parts = new ArrayList<>();
            String stem = NameNoise.withoutFileEnding(shown);
            for (String part : CAMEL.split(stem.split("[\\s(]", 2)[0])) {
                parts.addAll(Words.split(part.toLowerCase(Locale.ROOT)));
            }
        }
        if (parts.stream().allMatch(GeneralWords::isGeneral)) {
            return false;
        }
        String only = words.getFirst();
        boolean mixed =
                only.indexOf('+') >= 0
                        || (only.chars().anyMatch(Character::isDigit)
                                && only.chars().anyMatch(Character::isLetter));
        return joined.length() >= MIN_DISTINCTIVE && (parts.size() > 1 || mixed);
    }

    /// The name without this maker's words in front; the name itself if it does not begin with them.
    String without(@Nullable Publisher maker) {
        if (maker == null || joined.charAt(0) != maker.joined().charAt(0)) {
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
}
