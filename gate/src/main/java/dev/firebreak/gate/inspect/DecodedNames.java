package dev.firebreak.gate.inspect;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names in JavaScript to which decoded text was given, so that running such a name is seen, too. A name counts only near
/// the place where it got its text: packed code uses the same short names for everything.
final class DecodedNames {
    /// Longer scripts are not looked through, in bytes.
    private static final int MAX = 2 << 20;

    /// Characters between giving a name its text and running it.
    private static final int NEAR = 4000;

    /// Characters of a call that are looked at.
    private static final int CALL = 400;

    /// Characters that are looked at in one script for where expressions end, all together.
    private static final int LOOKED_AT = 8 << 20;

    private static final Pattern GIVEN =
            Pattern.compile("(?<![\\w$.])([A-Za-z_$][\\w$]{0,60})\\s{0,8}=(?![=>])");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$.])[A-Za-z_$][\\w$]{0,60}");
    private static final Pattern STRING = Pattern.compile("\"[^\"\\n]{0,400}\"|'[^'\\n]{0,400}'");

    private final String text;
    private final Map<String, Integer> given = new HashMap<>();

    /// @param decodes whether something is decoded between two offsets
    DecodedNames(byte[] code, Range decodes) {
        text = code.length > MAX ? "" : new String(code, StandardCharsets.ISO_8859_1);
        int looked = 0;
        Matcher m = GIVEN.matcher(text);
        while (looked < LOOKED_AT && m.find()) {
            int end = endOfExpression(m.end());
            looked += end - m.end();
            if (decodes.between(m.end(), end)
                    || names(text.substring(m.end(), Math.min(end, m.end() + CALL)), m.start())) {
                given.put(m.group(1), end);
            }
        }
    }

    /// Where an expression ends: at a comma, a bracket or a line's end that no bracket of its own holds, or a semicolon.
    private int endOfExpression(int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                int close = i + 1;
                while (close < text.length()
                        && text.charAt(close) != c
                        && text.charAt(close) != '\n') {
                    close++;
                }
                if (close < text.length() && text.charAt(close) == c) {
                    i = close;
                }
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                if (--depth < 0) {
                    return i;
                }
            } else if (c == ';' || depth == 0 && (c == ',' || c == '\n' && i > from + 1)) {
                return i;
            }
        }
        return text.length();
    }

    /// Whether something lies between two offsets.
    interface Range {
        boolean between(int from, int to);
    }

    /// A call names what was decoded before.
    boolean in(int from, int to) {
        return from < text.length()
                && names(
                        text.substring(from, Math.min(Math.min(to, from + CALL), text.length())),
                        from);
    }

    private boolean names(String code, int at) {
        if (given.isEmpty()) {
            return false;
        }
        Matcher m = NAME.matcher(STRING.matcher(code).replaceAll("\"\""));
        while (m.find()) {
            Integer end = given.get(m.group());
            if (end != null && end <= at && at - end < NEAR) {
                return true;
            }
        }
        return false;
    }
}
