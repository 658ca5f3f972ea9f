package dev.firebreak.formats.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a STIX pattern into tokens (STIX 2.1 section 9).
final class PatternLexer {
    enum Kind {
        WORD,
        STRING,
        TIMESTAMP,
        NUMBER,
        OPERATOR,
        OPEN_BRACKET,
        CLOSE_BRACKET,
        OPEN_PAREN,
        CLOSE_PAREN,
        COMMA,
        END
    }

    /// @param text without quotes and with escapes undone for strings; object paths are one WORD
    record Token(Kind kind, String text, int start) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equalsIgnoreCase(word);
        }
    }

    private static final Set<String> OPERATORS =
            Set.of("=", "!=", "<>", "<", "<=", ">", ">=", "==");

    private final String pattern;
    private int at;

    private PatternLexer(String pattern) {
        this.pattern = pattern;
    }

    /// @throws PatternException if a string has no end or a character is none of the language
    static List<Token> tokens(String pattern) throws PatternException {
        PatternLexer lexer = new PatternLexer(pattern);
        ArrayList<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    private Token next() throws PatternException {
        while (at < pattern.length() && Character.isWhitespace(pattern.charAt(at))) {
            at++;
        }
        if (at >= pattern.length()) {
            return new Token(Kind.END, "", at);
        }
        int start = at;
        char c = pattern.charAt(at);
        return switch (c) {
            case '[' -> single(Kind.OPEN_BRACKET, start);
            case ']' -> single(Kind.CLOSE_BRACKET, start);
            case '(' -> single(Kind.OPEN_PAREN, start);
            case ')' -> single(Kind.CLOSE_PAREN, start);
            case ',' -> single(Kind.COMMA, start);
            case '{' -> single(Kind.OPEN_PAREN, start);
            case '}' -> single(Kind.CLOSE_PAREN, start);
            case '\'' -> new Token(Kind.STRING, quoted(), start);
            case '=', '!', '<', '>' -> operator(start);
            default -> other(start, c);
        };
    }

    private Token single(Kind kind, int start) {
        at++;
        return new Token(kind, pattern.substring(start, at), start);
    }

    private Token operator(int start) throws PatternException {
        int end = Math.min(start + 2, pattern.length());
        String two = pattern.substring(start, end);
        String operator = OPERATORS.contains(two) ? two : two.substring(0, 1);
        if (!OPERATORS.contains(operator)) {
            throw new PatternException("unexpected \"" + operator + "\"", start);
        }
        at = start + operator.length();
        return new Token(Kind.OPERATOR, operator, start);
    }

    private Token other(int start, char c) throws PatternException {
        char next = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
        if ((c == 't' || c == 'h' || c == 'b') && next == '\'') {
            at++;
            String text = quoted();
            return new Token(c == 't' ? Kind.TIMESTAMP : Kind.STRING, text, start);
        }
        if (Character.isDigit(c) || c == '-' || c == '+') {
            while (at < pattern.length() && "+-.0123456789eE".indexOf(pattern.charAt(at)) >= 0) {
                at++;
            }
            return new Token(Kind.NUMBER, pattern.substring(start, at), start);
        }
        if (Character.isLetter(c) || c == '_') {
            return word(start);
        }
        throw new PatternException("unexpected \"" + c + "\"", start);
    }

    /// A keyword, or an object path with its quoted and indexed steps: `file:hashes.'SHA-256'`, `a:b[*].c`.
    private Token word(int start) throws PatternException {
        StringBuilder text = new StringBuilder();
        boolean path = false;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (Character.isLetterOrDigit(c)
                    || c == '_'
                    || c == '-'
                    || c == '.'
                    || c == ':'
                    || c == '/') {
                path |= c == ':';
                text.append(c);
                at++;
            } else if (c == '\''
                    && path
                    && !text.isEmpty()
                    && text.charAt(text.length() - 1) == '.') {
                text.append(quoted());
            } else if (c == '[' && path) {
                int close = pattern.indexOf(']', at);
                if (close < 0) {
                    throw new PatternException("an index without its end", at);
                }
                String index = pattern.substring(at + 1, close).strip();
                if (index.startsWith("'") || index.startsWith("\"")) {
                    text.append('.').append(index.replaceAll("['\"]", ""));
                }
                at = close + 1;
            } else {
                break;
            }
        }
        return new Token(
                Kind.WORD,
                path ? text.toString() : text.toString().toUpperCase(Locale.ROOT),
                start);
    }

    private String quoted() throws PatternException {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == '\\' && at < pattern.length()) {
                char escaped = pattern.charAt(at);
                // Only the quote and the backslash are escaped; a lone backslash is one (Windows
                // paths).
                if (escaped == '\'' || escaped == '\\') {
                    at++;
                    c = escaped;
                }
                text.append(c);
            } else if (c == '\'') {
                return text.toString();
            } else {
                text.append(c);
            }
        }
        throw new PatternException("a string without its end", start);
    }
}
