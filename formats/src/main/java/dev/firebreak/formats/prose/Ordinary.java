package dev.firebreak.formats.prose;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words of one document that are capitalised only because a sentence begins with them, or because it is German: they are
/// no names by themselves. What stands before a version, a colon or a verb, in a list or in quotes is left alone.
final class Ordinary {
    /// A word that begins a sentence of fewer tokens may be a heading or an entry.
    private static final int SENTENCE = 4;

    private final Set<String> words = new HashSet<>();

    private Ordinary() {}

    static Ordinary of(List<Pieces.Piece> pieces) {
        Map<String, Integer> opening = new HashMap<>();
        Set<String> named = new HashSet<>();
        Set<String> small = new HashSet<>();
        for (Pieces.Piece p : pieces) {
            List<Token> t = p.tokens();
            int first = first(t);
            for (int i = 0; i < t.size(); i++) {
                Token x = t.get(i);
                if (!x.word()) {
                    continue;
                }
                if (caps(t, i)) {
                    opening.merge(x.lower(), 1, Integer::sum);
                } else if (!Character.isUpperCase(x.text().charAt(0))) {
                    small.add(x.lower());
                } else if (i == first
                        && (!p.item() || t.size() > SENTENCE && t.getLast().sign("."))
                        && t.size() >= SENTENCE
                        && !stands(t, i)
                        && !Names.brand(x)
                        && !Clauses.WEAK_NAME_WORDS.contains(x.lower())) {
                    opening.merge(x.lower(), 1, Integer::sum);
                } else {
                    named.add(x.lower());
                }
            }
        }
        Ordinary o = new Ordinary();
        opening.keySet().stream()
                .filter(w -> !named.contains(w) || small.contains(w))
                .forEach(o.words::add);
        return o;
    }

    /// A word of a heading in capitals, or a mark such as "[SECURITY]".
    private static boolean caps(List<Token> t, int i) {
        String w = t.get(i).text();
        if (w.length() < CAPS || !w.chars().allMatch(Character::isUpperCase)) {
            return false;
        }
        boolean marked =
                i > 0 && t.get(i - 1).sign("[") && i + 1 < t.size() && t.get(i + 1).sign("]");
        long words = t.stream().filter(Token::word).count();
        boolean all =
                t.stream()
                        .filter(Token::word)
                        .allMatch(
                                x -> x.text().equals(x.text().toUpperCase(java.util.Locale.ROOT)));
        return marked || words > 1 && all;
    }

    private static final int CAPS = 5;

    private static int first(List<Token> t) {
        int i = 0;
        while (i < t.size() && t.get(i).kind() == Token.Kind.SIGN && !Names.isQuote(t.get(i))) {
            i++;
        }
        return i;
    }

    /// Whether what follows the word makes it a name: a version, a colon, a verb, another capital.
    private static boolean stands(List<Token> t, int i) {
        if (i + 1 >= t.size() || i > 0 && Names.isQuote(t.get(i - 1))) {
            return true;
        }
        Token next = t.get(i + 1);
        return next.kind() == Token.Kind.VERSION
                || next.kind() == Token.Kind.NUMBER
                || next.sign(":")
                || next.sign("(")
                || next.sign(",")
                || next.text().startsWith("'")
                || next.text().startsWith("\u2019")
                || StatusHints.COPULA.contains(next.lower())
                || Lexicon.VERSION_CUE.contains(next.lower())
                || Platforms.of(next).isPresent()
                || next.word() && Character.isUpperCase(next.text().charAt(0));
    }

    /// Whether a name is one such word.
    boolean is(Names.Name name) {
        return name.last() - name.first() == 1
                && words.contains(name.name().toLowerCase(java.util.Locale.ROOT));
    }
}
