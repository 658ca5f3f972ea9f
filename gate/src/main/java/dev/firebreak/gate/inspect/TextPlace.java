package dev.firebreak.gate.inspect;

import java.nio.charset.StandardCharsets;

/// Words for a place in a text: the line's number and what stands there.
final class TextPlace {
    private static final int AROUND = 90;

    private TextPlace() {}

    static String proof(byte[] text, int at) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < at && i < text.length; i++) {
            if (text[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int from = Math.max(lineStart, at - 30);
        int to = from;
        while (to < text.length && to < at + AROUND && text[to] != '\n') {
            to++;
        }
        return "line "
                + line
                + ": "
                + new String(text, from, to - from, StandardCharsets.UTF_8).strip();
    }
}
