package dev.firebreak.gate.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Evidence in German. Facts are kept and handed on in English, so that they do not depend on who reads them; for German
/// readers the words around what was found are put into German from `evidence.tsv`. What was quoted from the file (code,
/// paths, names) stays as it is.
final class Evidence {
    /// Sentences that carry the message of another one, and so on.
    private static final int DEPTH = 4;

    /// Stands between the pieces of evidence of one finding.
    private static final String MARK = "; ";

    /// So many pieces are tried together.
    private static final int JOINED = 6;

    private static final Pattern PLACE = Pattern.compile("\\{([#~]?)}");

    /// @param literal the longest part without a place, to see quickly that a text is another one
    private record Phrase(Pattern english, String german, String literal, int letters) {}

    private static final List<Phrase> PHRASES = load();

    private Evidence() {}

    /// The evidence in one of the two languages.
    static String in(String evidence, boolean german) {
        return german ? german(evidence) : evidence;
    }

    static String german(String evidence) {
        if (evidence.contains(MARK)) {
            String whole = phrase(evidence, 0, true);
            if (whole != null) {
                return whole;
            }
        }
        List<String> parts = pieces(evidence);
        List<String> out = new ArrayList<>();
        for (int i = 0; i < parts.size(); ) {
            // What was quoted may hold the mark, too: then the pieces mean something only together.
            StringBuilder joined = new StringBuilder(parts.get(i));
            String german = phrase(parts.get(i), 0, false);
            int end = i + 1;
            while (german == null && end < parts.size() && end - i < JOINED) {
                joined.append(MARK).append(parts.get(end++));
                german = phrase(joined.toString(), 0, false);
            }
            out.add(german == null ? parts.get(i) : german);
            i = german == null ? i + 1 : end;
        }
        return String.join(MARK, out);
    }

    /// The pieces of evidence of one finding stand behind each other; a mark inside of quotation marks is part of a piece.
    private static List<String> pieces(String evidence) {
        List<String> out = new ArrayList<>();
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < evidence.length(); i++) {
            quoted ^= evidence.charAt(i) == '"';
            if (!quoted && evidence.startsWith(MARK, i)) {
                out.add(evidence.substring(from, i));
                from = i + MARK.length();
            }
        }
        // A quotation mark without a second one quotes nothing.
        out.addAll(
                quoted
                        ? List.of(evidence.substring(from).split(MARK, -1))
                        : List.of(evidence.substring(from)));
        return out;
    }

    /// @param several only phrases that have the mark between pieces themselves
    private static @Nullable String phrase(String text, int depth, boolean several) {
        for (Phrase p : PHRASES) {
            if (text.contains(p.literal()) && (!several || p.english().pattern().contains("; "))) {
                Matcher m = p.english().matcher(text);
                if (m.matches()) {
                    return fill(p.german(), m, depth);
                }
            }
        }
        return null;
    }

    private static String fill(String german, Matcher found, int depth) {
        StringBuilder out = new StringBuilder();
        Matcher place = PLACE.matcher(german);
        int from = 0;
        for (int i = 1; place.find(); i++) {
            String text = found.group(i);
            String inner =
                    "~".equals(place.group(1)) && depth < DEPTH
                            ? phrase(text, depth + 1, false)
                            : null;
            out.append(german, from, place.start()).append(inner == null ? text : inner);
            from = place.end();
        }
        return out.append(german, from, german.length()).toString();
    }

    private static List<Phrase> load() {
        try (InputStream in = Evidence.class.getResourceAsStream("evidence.tsv")) {
            if (in == null) {
                throw new IllegalStateException("evidence.tsv is not in the program");
            }
            List<Phrase> out = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                int tab = line.indexOf('\t');
                if (tab > 0 && line.charAt(0) != '#') {
                    out.add(phrase(line.substring(0, tab), line.substring(tab + 1)));
                }
            }
            // Of several that fit the one with the most words of its own is meant.
            out.sort(Comparator.comparingInt(Phrase::letters).reversed());
            return List.copyOf(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Phrase phrase(String english, String german) {
        StringBuilder pattern = new StringBuilder();
        String longest = "";
        int letters = 0;
        Matcher place = PLACE.matcher(english);
        int from = 0;
        while (true) {
            boolean more = place.find();
            String literal = english.substring(from, more ? place.start() : english.length());
            pattern.append(Pattern.quote(literal));
            letters += literal.length();
            longest = literal.length() > longest.length() ? literal : longest;
            if (!more) {
                break;
            }
            pattern.append("#".equals(place.group(1)) ? "(-?[\\d.,]+)" : "(.*?)");
            from = place.end();
        }
        return new Phrase(
                Pattern.compile(pattern.toString(), Pattern.DOTALL), german, longest, letters);
    }
}
