package dev.firebreak.app.ui;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Span;
import java.util.ArrayList;
import java.util.List;

/// A warning's text cut into pieces, each marked with what it was understood as.
final class Highlights {
    /// Longest text shown, in characters; the rest is said to be missing.
    static final int MAX_SHOWN = 200_000;

    private static final String[] MARKS = {"", "question", "fact", "product", "indicator"};

    private Highlights() {}

    /// @param mark `product`, `indicator`, `fact`, `question`, or empty for plain text
    public record Piece(String text, String mark) {}

    /// The pieces in order; together they are the text. Where two marks meet, the later one of [#MARKS] counts.
    static List<Piece> of(Advisory advisory) {
        String text = advisory.text();
        int length = Math.min(text.length(), MAX_SHOWN);
        byte[] marks = new byte[length];
        advisory.questions().forEach(q -> mark(marks, q.spans(), 1));
        advisory.facts().forEach(f -> mark(marks, List.of(f.span()), 2));
        advisory.statements().forEach(s -> mark(marks, s.spans(), 3));
        advisory.indicators().forEach(i -> mark(marks, i.spans(), 4));
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= length; i++) {
            if (i == length || marks[i] != marks[start]) {
                pieces.add(new Piece(text.substring(start, i), MARKS[marks[start]]));
                start = i;
            }
        }
        return pieces;
    }

    private static void mark(byte[] marks, List<Span> spans, int mark) {
        for (Span span : spans) {
            for (int i = Math.max(0, span.start()); i < span.end() && i < marks.length; i++) {
                marks[i] = (byte) Math.max(marks[i], mark);
            }
        }
    }
}
