package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words put together from a list of pieces, `['ht', 'tps'].join('')`, or written backwards,
/// `'sptth'.split('').reverse().join('')`.
final class JoinedPieces {
    /// Before and behind the bracket, in characters; each piece and gap is bounded, too.
    private static final int BEFORE = 200;

    private static final int BEHIND = 60;

    private static final Pattern JOIN =
            Pattern.compile(
                    "^]\\s{0,4}(\\.reverse\\(\\)\\s{0,4})?\\.\\s{0,4}join\\(\\s{0,4}(?:''|\"\"|``)\\s{0,4}\\)");
    private static final Pattern BACKWARDS =
            Pattern.compile("^\\)\\s{0,4}\\.reverse\\(\\)\\s{0,4}\\.join\\((?:''|\"\"|``)\\)");
    private static final Pattern SPLIT =
            Pattern.compile("(['\"`])([\\w.]{2,40})\\1\\.split\\((?:''|\"\"|``)$");
    private static final Pattern PIECE =
            Pattern.compile("\\G\\s{0,8}(['\"`])([\\w.]{1,20})\\1\\s{0,8}(?:,|$)");

    private JoinedPieces() {}

    /// @param i offset of a closing bracket
    static void at(byte[] t, int i, Set<String> telling, Signals out) {
        // most brackets close something else
        if (i + 5 >= t.length || t[i + 1] != '.' && t[i + 1] != ' ' && t[i + 1] != '\n') {
            return;
        }
        String behind = text(t, i, Math.min(t.length, i + BEHIND));
        int from = Math.max(0, i - BEFORE);
        String word = null;
        if (t[i] == ']') {
            Matcher join = JOIN.matcher(behind);
            if (join.find()) {
                String before = text(t, from, i);
                word = joined(before.substring(before.lastIndexOf('[') + 1), join.group(1) != null);
            }
        } else if (BACKWARDS.matcher(behind).find()) {
            Matcher split = SPLIT.matcher(text(t, from, i));
            word = split.find() ? new StringBuilder(split.group(2)).reverse().toString() : null;
        }
        if (word != null && telling.contains(word)) {
            out.add(
                    SignalKind.OBFUSCATION,
                    "the word " + word + " put together from pieces",
                    TextPlace.proof(t, from));
        }
    }

    private static @org.jspecify.annotations.Nullable String joined(String list, boolean reverse) {
        StringBuilder word = new StringBuilder();
        Matcher piece = PIECE.matcher(list);
        int pieces = 0;
        int end = 0;
        while (piece.find()) {
            if (reverse) {
                word.insert(0, piece.group(2));
            } else {
                word.append(piece.group(2));
            }
            pieces++;
            end = piece.end();
        }
        return pieces > 1 && end == list.length() ? word.toString() : null;
    }

    private static String text(byte[] t, int from, int to) {
        return new String(t, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
