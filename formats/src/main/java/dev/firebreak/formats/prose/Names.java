package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds product names by grammar: capitalised sequences beside versions, after "betroffen ist", after a noun for a kind
/// of software. There is no list of products.
final class Names {
    /// A name in the text.
    ///
    /// @param first index of its first token
    /// @param last index after its last token
    /// @param weak consists of words like "Desktop App" only, which mean the product spoken of
    record Name(String name, int start, int end, int first, int last, boolean weak) {
        String key() {
            return Names.key(name);
        }

        /// The same words where they are a name whatever they mean.
        Name named() {
            return new Name(name, start, end, first, last, false);
        }
    }

    /// Words of names that are also nouns for software; they belong to a name when another word stands before them.
    static final Set<String> CONTINUE =
            Lexicon.words(
                    """
                    app update client server service services platform tool tools suite system library plugin module
                    mobile action driver image editor fernwartung fachverfahren fachanwendung softphone code utility
                    application software firmware framework registry extension container web package backup viewer
                    add-on add-in os remote archiv archive edition support team dienst
                    """);

    static final Set<String> WEAK =
            Lexicon.words(
                    """
                    desktop electron web pwa app client mobile desktop-app desktop-client desktopapp desktopclient
                    web-app webapp web-client webclient installer agent server application service smartphone-app
                    update platform mobile-app progressive plugin tool library system x64 x86 arm64 module
                    """);

    /// Adjectives with a hyphen that look like packages ("the on-premises releases 3.2").
    private static final Set<String> ADJECTIVES =
            Lexicon.words(
                    """
                    on-premises on-premise on-prem self-hosted self-managed cloud-hosted cloud-based third-party
                    in-house out-of-band end-of-life long-term open-source closed-source
                    """);

    private static final int MIN_DECLINED = 7;

    private Names() {}

    /// Spelling without case, blanks, signs and words of the technology, for comparison.
    static String key(String name) {
        StringBuilder out = new StringBuilder(name.length());
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : ' ';
            if (Character.isWhitespace(c) || c == '-') {
                String word = out.substring(from);
                if (word.equals("electron") || word.equals("x64") || word.equals("x86")) {
                    out.setLength(from);
                }
                from = out.length();
            } else if (Character.isLetterOrDigit(c) || c == '+' || c == '#') {
                out.append(Character.toLowerCase(c));
            }
        }
        return out.toString();
    }

    /// Whether a word may be part of a product's name.
    static boolean strong(Token t) {
        if (!t.word() || t.text().length() < 2 && !Character.isUpperCase(t.text().charAt(0))) {
            return false;
        }
        String w = t.lower();
        if (Lexicon.STOP.contains(w)
                || NameRun.isSuffix(w)
                || Lexicon.GENERIC.contains(w)
                || Nouns.is(w) && !brand(t)
                || declined(w)
                || Lexicon.VERSION_CUE.contains(w)
                || Lexicon.AFFECTED.contains(w)
                || Lexicon.FIXED.contains(w)
                || Lexicon.UPGRADE.contains(w)
                || Lexicon.DOWNGRADE.contains(w)
                || Lexicon.NEGATION.contains(w)
                || Lexicon.SUSPECTED.contains(w)
                || Platforms.of(t).isPresent()
                || w.endsWith("er-reihe")
                || w.startsWith("non-")
                || w.startsWith("nicht-")
                || w.endsWith("-bit")
                || w.contains("-bit-")
                || w.endsWith("-variante")
                || w.endsWith("-varianten")
                || w.endsWith("-fassung")
                || VersionWords.SERIES.contains(w)) {
            return false;
        }
        String head = head(t.text());
        if (head.isEmpty() || head.chars().noneMatch(Character::isLetter) || Lexicon.isKind(w)) {
            return false;
        }
        boolean upper = head.chars().anyMatch(Character::isUpperCase);
        boolean digitAndLetter =
                head.chars().anyMatch(Character::isDigit)
                        && head.chars().anyMatch(Character::isLetter);
        boolean first = Character.isUpperCase(head.charAt(0));
        return first
                || upper
                || digitAndLetter && !Character.isDigit(head.charAt(0))
                || digitAndLetter && upper;
    }

    /// "Update-Servers", "Programmen": a general noun in another case.
    private static boolean declined(String w) {
        return w.length() > MIN_DECLINED
                && (w.endsWith("s") || w.endsWith("n"))
                && Lexicon.GENERIC.contains(w.substring(0, w.length() - 1));
    }

    /// Whether a word can hardly be an ordinary one: capitals inside, digits beside letters, signs.
    static boolean brand(Token t) {
        String w = head(t.text());
        boolean inner =
                w.length() > 1
                        && w.substring(1).chars().anyMatch(Character::isUpperCase)
                        && !w.contains("-");
        boolean mixed =
                w.chars().anyMatch(Character::isDigit) && w.chars().anyMatch(Character::isLetter);
        return inner || mixed || w.contains("+") || w.contains(".");
    }

    /// The word without the part of a German compound that is no name (`Notepad++-Installer`); empty if none is left.
    static String head(String word) {
        String h = word;
        int hyphen = h.lastIndexOf('-');
        while (hyphen > 0
                && (Lexicon.COMPOUND_TAIL.contains(
                        h.substring(hyphen + 1).toLowerCase(Locale.ROOT)))) {
            h = h.substring(0, hyphen);
            hyphen = h.lastIndexOf('-');
        }
        String lower = h.toLowerCase(Locale.ROOT);
        return !h.equals(word) && (Lexicon.GENERIC.contains(lower) || Lexicon.STOP.contains(lower))
                ? ""
                : h;
    }

    static boolean continues(Token t) {
        return t.word()
                && (CONTINUE.contains(t.lower()) || t.text().equals("IT"))
                && Character.isUpperCase(t.text().charAt(0));
    }

    /// A lower-case name as packages have them: only where something else says that a name stands here.
    static boolean packageLike(Token t) {
        return t.word()
                && t.text().equals(t.lower())
                && t.text().length() > 1
                && !Lexicon.STOP.contains(t.lower())
                && !Lexicon.GENERIC.contains(t.lower())
                && !ADJECTIVES.contains(t.lower())
                && !Lexicon.VERSION_CUE.contains(t.lower())
                && !Lexicon.AFFECTED.contains(t.lower())
                && !Lexicon.FIXED.contains(t.lower())
                && !Lexicon.UPGRADE.contains(t.lower())
                && Platforms.of(t).isEmpty()
                && !Lexicon.SUSPECTED.contains(t.lower());
    }

    static Name name(List<Token> t, int first, int last) {
        List<String> words = new ArrayList<>();
        boolean weak = true;
        for (int k = first; k < last; k++) {
            Token x = t.get(k);
            String w = k == last - 1 ? head(x.text()) : x.text();
            if (x.glued() && !words.isEmpty()) {
                words.set(words.size() - 1, words.getLast() + w);
            } else {
                words.add(w);
            }
            weak &=
                    WEAK.contains(x.lower())
                            || CONTINUE.contains(x.lower())
                            || Lexicon.GENERIC.contains(x.lower())
                            || WEAK.contains(head(x.text()).toLowerCase(Locale.ROOT));
        }
        int end = t.get(last - 1).start() + head(t.get(last - 1).text()).length();
        String name = String.join(" ", words);
        return new Name(name, t.get(first).start(), end, first, last, weak);
    }

    /// The place of a name where several could be meant: it is asked, none is chosen.
    static Name unclear(Name n) {
        return new Name(UNCLEAR, n.start(), n.end(), n.first(), n.last(), true);
    }

    static boolean isUnclear(Name n) {
        return n.name().equals(UNCLEAR);
    }

    private static final String UNCLEAR = "?";

    static boolean isQuote(Token t) {
        return t.kind() == Token.Kind.SIGN
                && "\"'`\u201e\u201c\u201d\u201a\u2018\u2019\u00ab\u00bb*".contains(t.text());
    }

    static String word(List<Token> t, int i) {
        return i >= 0 && i < t.size() ? t.get(i).lower() : "";
    }
}
