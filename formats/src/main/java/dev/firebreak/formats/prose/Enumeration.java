package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names that stand in one row with the name of a version: "Map Server, Map Service and Map Viewer 3.2".
final class Enumeration {
    private static final int MAX_MEMBERS = 12;

    private static final Set<String> PASSES =
            Lexicon.words("der die das den dem the auch also sowohl both");

    private static final Set<String> OPENS =
            Lexicon.words(
                    "ist sind is are war waren was were wurde wurden : both sowohl sowie als");

    private static final Set<String> PLURAL =
            Lexicon.words("are were sind waren wurden have haben");

    private static final Set<String> EACH =
            Lexicon.words("respectively beziehungsweise entsprechend reihenfolge");

    private Enumeration() {}

    /// The members before `n`, in their order, none of which has a version of its own; empty if it is no enumeration.
    static List<Name> before(List<Token> t, Name n, int floor) {
        List<Name> out = new ArrayList<>();
        int k = opening(t, n.first(), floor);
        while (k - 1 >= floor && out.size() < MAX_MEMBERS && separates(t.get(k - 1))) {
            int j = k - 2;
            j -= j >= floor && t.get(j).sign(",") ? 1 : 0;
            j -= j >= floor && Names.isQuote(t.get(j)) ? 1 : 0;
            Name m = j < floor ? null : endingAt(t, j, floor);
            if (m == null || m.weak()) {
                break;
            }
            out.addFirst(m);
            k = opening(t, m.first(), floor);
        }
        int j = k - 1;
        while (j >= 0 && Lexicon.isCategory(t.get(j).lower())
                || j > 0 && t.get(j).sign(",") && Lexicon.isCategory(t.get(j - 1).lower())) {
            j--;
        }
        boolean category = j < k - 1;
        boolean opened =
                category
                        || j < floor
                        || OPENS.contains(t.get(j).lower())
                        || Lexicon.AFFECTED_STRONG.contains(t.get(j).lower());
        return opened ? out : List.of();
    }

    /// Skips articles and quotes before a name.
    private static int opening(List<Token> t, int first, int floor) {
        int k = first;
        while (k - 1 >= floor
                && (PASSES.contains(t.get(k - 1).lower()) || Names.isQuote(t.get(k - 1)))) {
            k--;
        }
        return k;
    }

    private static boolean separates(Token x) {
        return x.sign(",") || Lexicon.AND.contains(x.lower());
    }

    private static @Nullable Name endingAt(List<Token> t, int j, int floor) {
        boolean model = t.get(j).kind() == Token.Kind.NUMBER && j > floor && NameRun.part(t, j - 1);
        if (model || NameRun.part(t, j)) {
            return NameRun.of(t, NameRun.start(t, j, floor), j + 1);
        }
        return PackageNames.packageAt(t, j);
    }

    /// The name behind the last version of a row ("... 2.0.1 and big-queue were published"), if it ends the row.
    static @Nullable Name behind(List<Token> t, int end) {
        if (end + 1 >= t.size() || !Lexicon.AND.contains(t.get(end).lower())) {
            return null;
        }
        int k = end + 1;
        while (k + 1 < t.size() && (PASSES.contains(t.get(k).lower()) || Names.isQuote(t.get(k)))) {
            k++;
        }
        Name n = NameFinder.placed(t, k);
        n = n == null && t.get(k).lower().indexOf('-') > 0 ? PackageNames.packageAt(t, k) : n;
        if (n == null || n.weak()) {
            return null;
        }
        int next = n.last();
        next += next < t.size() && Names.isQuote(t.get(next)) ? 1 : 0;
        boolean ends =
                next >= t.size()
                        || t.get(next).kind() == Token.Kind.SIGN && !t.get(next).sign("(")
                        || PLURAL.contains(t.get(next).lower());
        return ends ? n : null;
    }

    /// "..., das Paket Beispiel nicht": the name before a negation that ends its clause.
    static @Nullable Name denied(List<Token> t, int from) {
        for (int k = Math.max(1, from); k < t.size(); k++) {
            boolean ends = k + 1 >= t.size() || t.get(k + 1).kind() == Token.Kind.SIGN;
            if (!t.get(k).isAny("nicht", "not") || !ends) {
                continue;
            }
            int j = k - 1 - (Names.isQuote(t.get(k - 1)) ? 1 : 0);
            Name n = j < from ? null : endingAt(t, j, from);
            if (n == null || n.weak()) {
                return null;
            }
            int open = opening(t, n.first(), from);
            while (open - 1 >= from && Lexicon.isCategory(t.get(open - 1).lower())) {
                open = opening(t, open - 1, from);
            }
            boolean clause = open - 1 >= from && separates(t.get(open - 1));
            return clause ? n : null;
        }
        return null;
    }

    /// Names behind "ausgenommen", "except", "mit Ausnahme von" that no version follows.
    static List<Name> excepted(List<Token> t, List<VersionPhrase> phrases) {
        List<Name> out = new ArrayList<>();
        for (int k = 0; k + 1 < t.size(); k++) {
            String w = t.get(k).lower();
            boolean word =
                    Lexicon.EXCEPT.contains(w) || w.equals("ausnahme") || w.equals("exception");
            if (!word) {
                continue;
            }
            int i = k + 1;
            while (i + 1 < t.size()
                    && (NameFinder.ARTICLE.contains(t.get(i).lower())
                            || t.get(i).isAny("von", "of")
                            || t.get(i).is("for"))) {
                i++;
            }
            Name n = NameFinder.placed(t, i);
            boolean versions =
                    n == null
                            || phrases.stream()
                                    .anyMatch(
                                            v ->
                                                    v.first() >= n.first()
                                                            && v.first() <= n.last() + 3);
            if (n != null && !n.weak() && !versions) {
                out.add(n);
            }
        }
        return out;
    }

    static boolean respectively(List<Token> t) {
        return t.stream().anyMatch(x -> EACH.contains(x.lower()));
    }
}
