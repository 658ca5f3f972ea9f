package dev.firebreak.app.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// German for sentences that are made in English far from where they are printed: what readers say about an input, what
/// commands say about themselves.
///
/// A file holds pairs of lines, English and German; `{}` stands for what is filled in, in the German line also `{1}`, `{2}`
/// where the order differs. What is filled in is looked up again, since a reason may hold another one. A sentence that is
/// not in the file stays as it is: a reader must rather see English than nothing.
///
/// The sentences stay in English at their source, since that is what JSON carries and what the readers' own tests say
/// (docs/decisions/088).
final class Translations {
    /// A reason within a reason, and a list of which each part is one: so many levels, deeper ones stay English.
    private static final int MAX_DEPTH = 16;

    /// What is filled in and longer than this, in characters, is of the input and no sentence.
    private static final int MAX_FILLED = 4_000;

    private static final Pattern HOLE = Pattern.compile("\\{(\\d?)}");

    private final List<Pair> pairs;

    private Translations(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /// @param parts what stands before, between and behind the holes of the English
    /// @param literal how many characters of the English are not filled in
    private record Pair(String english, List<String> parts, String german, int literal) {
        static Pair of(String english, String german) {
            List<String> parts = List.of(HOLE.split(english, -1));
            return new Pair(english, parts, german, parts.stream().mapToInt(String::length).sum());
        }

        /// What is filled in, each as short as can be; null if the sentence is another. An input says what stands in the holes,
        /// so this takes no longer than the sentence has characters, unlike a pattern.
        @Nullable List<String> values(String sentence) {
            int at = parts.getFirst().length();
            if (parts.size() == 1) {
                return sentence.equals(english) ? List.of() : null;
            }
            int end = sentence.length() - parts.getLast().length();
            if (!sentence.startsWith(parts.getFirst()) || !sentence.endsWith(parts.getLast())) {
                return null;
            }
            List<String> values = new ArrayList<>(parts.size() - 1);
            for (String part : parts.subList(1, parts.size() - 1)) {
                int next = sentence.indexOf(part, at);
                if (next < 0) {
                    return null;
                }
                values.add(sentence.substring(at, next));
                at = next + part.length();
            }
            if (at > end) {
                return null;
            }
            values.add(sentence.substring(at, end));
            return values;
        }
    }

    /// Reads the pairs of files beside this class, looked up together.
    ///
    /// @throws IllegalStateException if one is not there or a line has no pair
    static Translations of(String... files) {
        ArrayList<Pair> pairs = new ArrayList<>();
        for (String file : files) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i += 2) {
                pairs.add(Pair.of(lines.get(i), lines.get(i + 1)));
            }
        }
        // The sentence that says most itself comes first: "not valid JSON: {}" before "{}: {}".
        pairs.sort(Comparator.comparingInt(Pair::literal).reversed());
        return new Translations(List.copyOf(pairs));
    }

    /// The lines of a file that are no comments (`# ` at the beginning; a sentence may begin with `#Fields`): English, German, English, German ...
    static List<String> lines(String file) {
        try (InputStream in =
                Objects.requireNonNull(Translations.class.getResourceAsStream(file), file)) {
            List<String> lines =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("# "))
                            .toList();
            if (lines.size() % 2 != 0) {
                throw new IllegalStateException(file + ": a line has no pair");
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sentence in German, or as it is.
    String german(String english) {
        return german(english, 0);
    }

    /// Whether the sentence, or the template with `{}`, is in the file.
    boolean knows(String english) {
        return pairs.stream().anyMatch(pair -> pair.values(english) != null);
    }

    /// The English templates and their German, as they stand in the file.
    List<List<String>> all() {
        return pairs.stream().map(pair -> List.of(pair.english(), pair.german())).toList();
    }

    private String german(String english, int depth) {
        if (depth >= MAX_DEPTH || english.isBlank() || depth > 0 && english.length() > MAX_FILLED) {
            return english;
        }
        for (Pair pair : pairs) {
            List<String> values = pair.values(english);
            if (values != null) {
                return filled(pair.german(), values, depth);
            }
        }
        return english;
    }

    private String filled(String german, List<String> values, int depth) {
        StringBuilder out = new StringBuilder();
        Matcher holes = HOLE.matcher(german);
        int next = 1;
        while (holes.find()) {
            int value = holes.group(1).isEmpty() ? next++ : Integer.parseInt(holes.group(1));
            holes.appendReplacement(
                    out, Matcher.quoteReplacement(german(values.get(value - 1), depth + 1)));
        }
        return holes.appendTail(out).toString();
    }
}
