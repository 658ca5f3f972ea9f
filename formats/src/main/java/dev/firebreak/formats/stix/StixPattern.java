package dev.firebreak.formats.stix;

import dev.firebreak.formats.fields.Times;
import dev.firebreak.formats.stix.PatternLexer.Kind;
import dev.firebreak.formats.stix.PatternLexer.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A STIX pattern as a tree (STIX 2.1 section 9).
sealed interface StixPattern {
    /// Longest pattern read, in characters.
    int MAX_LENGTH = 1 << 20;

    /// Deepest nesting of parentheses.
    int MAX_DEPTH = 64;

    /// One comparison, such as `domain-name:value = 'a.example'`.
    ///
    /// @param negated whether it holds for everything but these values
    record Comparison(String path, String operator, List<String> values, boolean negated)
            implements StixPattern {
        public Comparison {
            values = List.copyOf(values);
        }
    }

    /// All of these.
    ///
    /// @param observations whether the parts are observations of their own (AND or FOLLOWEDBY between brackets)
    record All(List<StixPattern> parts, boolean observations) implements StixPattern {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /// Any of these.
    record Any(List<StixPattern> parts) implements StixPattern {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /// A pattern that holds within a time.
    ///
    /// @param from absent for WITHIN and REPEATS
    /// @param count how often it has to be seen, 1 if not stated
    record Qualified(
            StixPattern pattern, @Nullable Instant from, @Nullable Instant until, String qualifier)
            implements StixPattern {}

    /// Parses a pattern.
    ///
    /// @throws PatternException saying what is wrong and where
    static StixPattern parse(String text) throws PatternException {
        if (text.length() > MAX_LENGTH) {
            throw new PatternException("longer than " + MAX_LENGTH + " characters", MAX_LENGTH);
        }
        return new Parser(PatternLexer.tokens(text)).whole();
    }

    /// Recursive descent; each level of parentheses costs two levels of the stack.
    final class Parser {
        private final List<Token> tokens;
        private int at;
        private int depth;

        Parser(List<Token> tokens) {
            this.tokens = tokens;
        }

        StixPattern whole() throws PatternException {
            StixPattern pattern = followed();
            if (peek().kind() != Kind.END) {
                throw unexpected();
            }
            return pattern;
        }

        private Token peek() {
            return tokens.get(at);
        }

        private Token take() {
            Token token = tokens.get(at);
            at = Math.min(at + 1, tokens.size() - 1);
            return token;
        }

        private boolean takeWord(String word) {
            boolean there = peek().is(word);
            if (there) {
                take();
            }
            return there;
        }

        private PatternException unexpected() {
            Token token = peek();
            return new PatternException(
                    token.kind() == Kind.END
                            ? "the pattern ends too early"
                            : "unexpected \"" + token.text() + "\"",
                    token.start());
        }

        private Token expect(Kind kind) throws PatternException {
            if (peek().kind() != kind) {
                throw unexpected();
            }
            return take();
        }

        private void deeper() throws PatternException {
            if (++depth > MAX_DEPTH) {
                throw new PatternException("nested deeper than " + MAX_DEPTH, peek().start());
            }
        }

        private StixPattern followed() throws PatternException {
            ArrayList<StixPattern> parts = new ArrayList<>();
            do {
                parts.add(observationOr());
            } while (takeWord("FOLLOWEDBY"));
            return parts.size() == 1 ? parts.getFirst() : new All(parts, true);
        }

        private StixPattern observationOr() throws PatternException {
            ArrayList<StixPattern> parts = new ArrayList<>();
            do {
                parts.add(observationAnd());
            } while (takeWord("OR"));
            return parts.size() == 1 ? parts.getFirst() : new Any(parts);
        }

        private StixPattern observationAnd() throws PatternException {
            ArrayList<StixPattern> parts = new ArrayList<>();
            do {
                parts.add(observation());
            } while (takeWord("AND"));
            return parts.size() == 1 ? parts.getFirst() : new All(parts, true);
        }

        private StixPattern observation() throws PatternException {
            deeper();
            StixPattern pattern;
            if (peek().kind() == Kind.OPEN_PAREN) {
                take();
                pattern = followed();
                expect(Kind.CLOSE_PAREN);
            } else {
                expect(Kind.OPEN_BRACKET);
                pattern = comparisonOr();
                expect(Kind.CLOSE_BRACKET);
            }
            depth--;
            return qualifiers(pattern);
        }

        private StixPattern qualifiers(StixPattern pattern) throws PatternException {
            StixPattern result = pattern;
            while (true) {
                if (takeWord("START")) {
                    Instant from = time();
                    if (!takeWord("STOP")) {
                        throw unexpected();
                    }
                    result = new Qualified(result, from, time(), "START STOP");
                } else if (takeWord("WITHIN")) {
                    String n = expect(Kind.NUMBER).text();
                    takeWord("SECONDS");
                    result = new Qualified(result, null, null, "WITHIN " + n + " SECONDS");
                } else if (takeWord("REPEATS")) {
                    String n = expect(Kind.NUMBER).text();
                    takeWord("TIMES");
                    result = new Qualified(result, null, null, "REPEATS " + n + " TIMES");
                } else {
                    return result;
                }
            }
        }

        private Instant time() throws PatternException {
            Token token = take();
            Instant time =
                    token.kind() == Kind.TIMESTAMP || token.kind() == Kind.STRING
                            ? Times.parse(token.text())
                            : null;
            if (time == null) {
                throw new PatternException("\"" + token.text() + "\" is no time", token.start());
            }
            return time;
        }

        private StixPattern comparisonOr() throws PatternException {
            ArrayList<StixPattern> parts = new ArrayList<>();
            do {
                parts.add(comparisonAnd());
            } while (takeWord("OR"));
            return parts.size() == 1 ? parts.getFirst() : new Any(parts);
        }

        private StixPattern comparisonAnd() throws PatternException {
            ArrayList<StixPattern> parts = new ArrayList<>();
            do {
                parts.add(test());
            } while (takeWord("AND"));
            return parts.size() == 1 ? parts.getFirst() : new All(parts, false);
        }

        private StixPattern test() throws PatternException {
            if (peek().kind() == Kind.OPEN_PAREN) {
                deeper();
                take();
                StixPattern inner = comparisonOr();
                expect(Kind.CLOSE_PAREN);
                depth--;
                return inner;
            }
            boolean not = takeWord("NOT");
            if (takeWord("EXISTS")) {
                return new Comparison(expect(Kind.WORD).text(), "EXISTS", List.of(), not);
            }
            Token path = expect(Kind.WORD);
            if (path.text().indexOf(':') < 1) {
                throw new PatternException(
                        "\"" + path.text() + "\" is no object path", path.start());
            }
            not |= takeWord("NOT");
            Token operator = take();
            if (operator.is("IN")) {
                return new Comparison(path.text(), "IN", set(), not);
            }
            boolean named =
                    operator.is("LIKE")
                            || operator.is("MATCHES")
                            || operator.is("ISSUBSET")
                            || operator.is("ISSUPERSET");
            if (operator.kind() != Kind.OPERATOR && !named) {
                throw new PatternException(
                        "\"" + operator.text() + "\" is no comparison", operator.start());
            }
            String name = operator.text().equals("==") ? "=" : operator.text();
            boolean unequal = name.equals("!=") || name.equals("<>");
            return new Comparison(
                    path.text(), unequal ? "=" : name, List.of(literal()), not ^ unequal);
        }

        private List<String> set() throws PatternException {
            expect(Kind.OPEN_PAREN);
            ArrayList<String> values = new ArrayList<>();
            while (peek().kind() != Kind.CLOSE_PAREN) {
                values.add(literal());
                if (peek().kind() == Kind.COMMA) {
                    take();
                } else if (peek().kind() != Kind.CLOSE_PAREN) {
                    throw unexpected();
                }
            }
            take();
            return values;
        }

        private String literal() throws PatternException {
            Token token = take();
            return switch (token.kind()) {
                case STRING, TIMESTAMP, NUMBER, WORD -> token.text();
                case OPERATOR, OPEN_BRACKET, CLOSE_BRACKET, OPEN_PAREN, CLOSE_PAREN, COMMA, END ->
                        throw new PatternException("a value is missing", token.start());
            };
        }
    }
}
