package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds names that begin at a place: after versions, after a noun for a kind of software, where the grammar says so.
final class NameFinder {
    private static final int MAX_TOKENS = 6;

    private static final int MAX_SKIPPED = 14;

    private static final Set<String> LINK_AFTER =
            Lexicon.words(
                    """
                    of von vom der des in for für beim within zu im from bei aus
                    """);

    private static final Set<String> SKIP_AFTER =
            Lexicon.words(
                    """
                    the der des die dem den a its ihrer seiner popular beliebten weit verbreiteten widely used both
                    bekannten quelloffenen open-source kostenlosen free eigenen our unserer unseres deutschen
                    amtlichen
                    """);

    private static final Set<String> SECURITY =
            Lexicon.words(
                    """
                    alert update updates advisory incident notice bulletin vulnerability issue flaw warning note
                    patch breach notification information team researchers hotfix event
                    """);

    private static final Set<String> RELEASES =
            Lexicon.words(
                    """
                    tarball tarballs release releases version versions build builds installer installers copies
                    installations packages package paket pakete paketen update updates installationspaket
                    softwarepaket
                    """);

    /// "eine Bibliothek ausgeliefert": a German participle behind a noun is no name.
    private static final String PARTICIPLE =
            "\\p{L}*ge\\p{L}+(?:t|en)|\\p{L}+iert|ver\\p{L}+t|be\\p{L}+t";

    private static final Set<String> USERS =
            Lexicon.words(
                    "users customers user nutzer nutzern nutzende anwender anwendern kunden kundinnen installations");

    private static final Set<String> LEGAL =
            Lexicon.words(
                    """
                    gmbh ag inc ltd llc corp corporation plc se kg kgaa ug eg e.g. ggmbh mbh ohg
                    """);

    static final Set<String> ARTICLE =
            Lexicon.words(
                    """
                    der die das dem den des ein eine einen einem einer eines the a an this diese dieser dieses ihre
                    seine alle keine jede unsere unserer unseres im beim zum zur vom our its
                    """);

    private static final Set<String> ANNOUNCED_WORDS =
            Lexicon.words(
                    """
                    package paket pakete packages npm-paket library bibliothek crate gem pypi-paket plugin module
                    modul action python-paket
                    """);

    private static final Set<String> NOTICE =
            Lexicon.words(
                    """
                    warnung warnmeldung meldung hinweis warning advisory alert notice vorfall problem incident issue
                    """);

    private static final Set<String> TELLS_OF =
            Lexicon.words("zu about on for bei mit with concerning");

    /// Words before what a message is about.
    private static final Set<String> ABOUT =
            Lexicon.words("wg wegen bzgl bezüglich betr regarding re");

    private NameFinder() {}

    /// The name that follows the phrase ending before token `at` ("versions 1.2 of Example", "... der Software Beispiel").
    static @Nullable Name after(List<Token> t, int at) {
        int i = at;
        boolean linked = false;
        boolean category = false;
        for (int skipped = 0; i < t.size() && skipped < MAX_SKIPPED; skipped++) {
            Token x = t.get(i);
            boolean link = LINK_AFTER.contains(x.lower());
            boolean platform = Platforms.of(x).isPresent();
            if (linked
                    && (Names.strong(x)
                            || NameRun.part(t, i) && i + 1 < t.size() && NameRun.part(t, i + 1)
                            || Names.isQuote(x)
                            || Names.packageLike(x) && (category || x.lower().indexOf('-') > 0))) {
                if (Names.isQuote(x)) {
                    return opened(t, i);
                }
                return category && Names.packageLike(x) ? forward(t, i, true) : placed(t, i);
            }
            category = Lexicon.isCategory(x.lower());
            boolean skip =
                    link
                            || platform && !linkedToVersion(t, i)
                            || category
                            || SKIP_AFTER.contains(x.lower())
                            || Lexicon.VERSION_CUE.contains(x.lower())
                            || x.isAny("unter", "on")
                            || x.sign("(") && i == at
                            || x.sign(")") && Platforms.of(t.get(i - 1)).isPresent()
                            || Lexicon.AND.contains(x.lower())
                                    && i > 0
                                    && (Platforms.of(t.get(i - 1)).isPresent()
                                            || t.get(i - 1).sign("-"))
                            || x.sign("-") && Platforms.of(t.get(i - 1)).isPresent();
            if (!skip) {
                return null;
            }
            linked |= link;
            i++;
        }
        return null;
    }

    private static String lastPart(String word) {
        return word.substring(word.lastIndexOf('-') + 1);
    }

    private static boolean linkedToVersion(List<Token> t, int i) {
        return i + 1 < t.size() && t.get(i + 1).sign(":");
    }

    /// The whole phrase that starts at token `i`, where the grammar says that a name stands.
    static @Nullable Name placed(List<Token> t, int i) {
        if (Names.isQuote(t.get(i))) {
            return opened(t, i);
        }
        if (t.get(i).sign("@")) {
            return PackageNames.scope(t, i);
        }
        return NameRun.part(t, i) ? forward(t, i, true) : null;
    }

    /// The name between the quote at `i` and the next one.
    private static @Nullable Name opened(List<Token> t, int i) {
        for (int k = i + 1; k < t.size() && k <= i + 8; k++) {
            if (Names.isQuote(t.get(k))) {
                return k > i + 1 ? NameRun.placed(t, i + 1, k) : null;
            }
            if (!t.get(k).word() && t.get(k).kind() != Token.Kind.NUMBER) {
                break;
            }
        }
        return i + 1 < t.size() ? forward(t, i + 1, true) : null;
    }

    /// The name that starts at token `i`.
    ///
    /// @param announced something says that a name stands here, so it may be in lower case
    static @Nullable Name forward(List<Token> t, int i, boolean announced) {
        if (announced && i < t.size() && t.get(i).sign("@")) {
            return PackageNames.scope(t, i);
        }
        if (i > 0 && i < t.size() && t.get(i - 1).sign("@") && t.get(i).glued()) {
            return PackageNames.scope(t, i - 1);
        }
        int end = i;
        while (end < t.size() && end - i < MAX_TOKENS) {
            Token x = t.get(end);
            boolean joins =
                    x.sign("&") && end > i && end + 1 < t.size() && Names.strong(t.get(end + 1));
            boolean head =
                    end > i && !Names.head(t.get(end - 1).text()).equals(t.get(end - 1).text());
            boolean leads =
                    end == i
                            && Names.continues(x)
                            && end + 1 < t.size()
                            && Names.strong(t.get(end + 1))
                            && !(i > 0 && ARTICLE.contains(t.get(i - 1).lower()));
            boolean model =
                    x.kind() == Token.Kind.NUMBER
                            && end > i
                            && x.text().length() <= 4
                            && (end + 1 == t.size() ? announced : model(t, end, announced));
            if (model) {
                end++;
                continue;
            }
            boolean path =
                    end > i
                            && x.glued()
                            && (x.sign("/")
                                    || t.get(end - 1).sign("/")
                                    || t.get(i).text().indexOf('.') > 0
                                            && (x.sign(":") || t.get(end - 1).sign(":")))
                            && t.get(i).text().equals(t.get(i).lower())
                            && end + 1 <= t.size();
            if (path
                    && (x.word()
                            || end + 1 < t.size()
                                    && t.get(end + 1).glued()
                                    && t.get(end + 1).word())) {
                end++;
                continue;
            }
            boolean matter =
                    x.is("security")
                            && end + 1 < t.size()
                            && SECURITY.contains(t.get(end + 1).lower());
            if (head
                    || matter
                    || !leads
                            && !Names.strong(x)
                            && !(announced && NameRun.part(t, end))
                            && !(end > i && Names.continues(x))
                            && !joins
                            && !(announced && end == i && Names.packageLike(x))) {
                break;
            }
            end++;
        }
        boolean company = end < t.size() && LEGAL.contains(t.get(end).lower());
        if (end == i || company) {
            return null;
        }
        return announced && !Names.packageLike(t.get(i))
                ? NameRun.of(t, i, end)
                : trimmed(t, i, end);
    }

    /// Whether the number at `i` is a part of the name before it, told by what follows ("Studio 5000 version 36").
    private static boolean model(List<Token> t, int i, boolean announced) {
        Token next = t.get(i + 1);
        boolean word =
                Names.strong(next)
                        && NameRun.part(t, i + 1)
                        && Lexicon.UNIT.stream().noneMatch(next::is);
        return word
                || next.sign(":")
                || next.kind() == Token.Kind.VERSION
                || Lexicon.VERSION_CUE.contains(next.lower())
                || announced
                        && (next.kind() == Token.Kind.SIGN && t.get(i).text().length() == 4
                                || VersionWords.at(t, i + 1) != null);
    }

    private static @Nullable Name trimmed(List<Token> t, int from, int to) {
        int first = from;
        int last = to;
        while (last > first
                && last - 1 > first
                && (Lexicon.GENERIC.contains(t.get(last - 1).lower())
                                && !Names.CONTINUE.contains(t.get(last - 1).lower())
                        || t.get(last - 1).sign("&"))) {
            last--;
        }
        boolean bare =
                first > 0 && ARTICLE.contains(t.get(first - 1).lower())
                        || last - first < 2
                        || !Names.continues(t.get(first))
                        || !Names.strong(t.get(first + 1));
        while (bare
                && first < last
                && !Names.strong(t.get(first))
                && !Names.packageLike(t.get(first))
                && !Names.WEAK.contains(t.get(first).lower())) {
            first++;
        }
        while (first + 1 < last && abstractNoun(t.get(first)) && Names.strong(t.get(first + 1))) {
            first++;
        }
        return first < last ? Names.name(t, first, last) : null;
    }

    /// German nouns by their endings ("Bildbearbeitung"), which stand before a name rather than belong to it.
    private static boolean abstractNoun(Token t) {
        String w = t.lower();
        boolean plain = t.text().substring(1).equals(w.substring(1));
        return plain
                && w.length() > 7
                && (w.endsWith("ung")
                        || w.endsWith("heit")
                        || w.endsWith("keit")
                        || w.endsWith("schaft")
                        || w.endsWith("tion")
                        || w.endsWith("ungen"));
    }

    /// Names that follow a noun for a kind of software, and names after "betroffen ist".
    static List<Name> announced(List<Token> t) {
        List<Name> out = new ArrayList<>();
        for (int i = 0; i + 2 < t.size(); i++) {
            int next = i + (t.get(i + 2).is("the") ? 3 : 2);
            boolean of =
                    (t.get(i + 1).is("of") && RELEASES.contains(t.get(i).lower())
                                    || t.get(i + 1).isAny("of", "von")
                                            && USERS.contains(t.get(i).lower()))
                            && next < t.size();
            if (of && (Names.strong(t.get(next)) || Names.packageLike(t.get(next)))) {
                Name n = forward(t, next, true);
                if (n != null && !n.weak()) {
                    out.add(n);
                }
            }
        }
        for (int i = 0; i + 1 < t.size(); i++) {
            int next = i + 1 + (t.get(i + 1).sign(".") ? 1 : 0);
            Name matter =
                    ABOUT.contains(t.get(i).lower()) && next < t.size() ? placed(t, next) : null;
            if (matter != null && !matter.weak()) {
                out.add(matter);
            }
        }
        for (int i = 1; i + 1 < t.size(); i++) {
            boolean told =
                    NOTICE.contains(t.get(i - 1).lower()) && TELLS_OF.contains(t.get(i).lower());
            Name of = told ? placed(t, i + 1) : null;
            if (of != null && !of.weak()) {
                out.add(of); // "eine Warnung zu Beispiel"
            }
        }
        for (int i = 1; i + 1 < t.size(); i++) {
            boolean log = t.get(i).is("to") && t.get(i - 1).is("changes");
            Name of = log ? forward(t, i + 1, true) : null;
            if (of != null && !of.weak()) {
                out.add(of); // "All notable changes to example-cli ..."
            }
        }
        Name about = t.size() > 2 && t.getFirst().is("bei") ? placed(t, 1) : null;
        boolean said =
                about != null
                        && !about.weak()
                        && about.last() < t.size()
                        && (t.get(about.last()).sign("(")
                                || StatusHints.COPULA.contains(t.get(about.last()).lower()));
        if (said) {
            out.add(about);
        }
        for (int i = 2; i + 1 < t.size(); i++) {
            boolean ofRelease =
                    Names.isQuote(t.get(i))
                            && LINK_AFTER.contains(t.get(i - 1).lower())
                            && (RELEASES.contains(t.get(i - 2).lower())
                                    || RELEASES.contains(lastPart(t.get(i - 2).lower())));
            Name quoted = ofRelease ? opened(t, i) : null;
            if (quoted != null) {
                out.add(quoted.named());
            }
        }
        for (int i = 0; i + 1 < t.size(); i++) {
            Token x = t.get(i);
            boolean maker =
                    x.lower().endsWith("hersteller")
                            || x.lower().endsWith("herstellers")
                            || x.lower().endsWith("anbieter")
                            || x.lower().endsWith("vendor");
            boolean within =
                    maker || i > 0 && !x.lower().equals(x.text()) && Names.strong(t.get(i - 1));
            if (x.word()
                    && !within
                    && Lexicon.isCategory(x.lower())
                    && (!Names.strong(x)
                            || x.lower().equals(x.text())
                            || Character.isUpperCase(x.text().charAt(0)))) {
                int next = i + 1;
                boolean quote = Names.isQuote(t.get(next));
                next += quote ? 1 : 0;
                boolean lowerOk = quote || ANNOUNCED_WORDS.contains(x.lower());
                boolean compound = !Names.head(x.text()).equals(x.text());
                if (!quote
                        && !compound
                        && NameRun.part(t, i)
                        && next < t.size()
                        && NameRun.part(t, next)) {
                    Name whole = placed(t, i);
                    if (whole != null && !whole.weak()) {
                        out.add(whole);
                        continue;
                    }
                }
                if (next < t.size()
                        && (Names.strong(t.get(next))
                                || lowerOk
                                        && Names.packageLike(t.get(next))
                                        && !t.get(next).lower().matches(PARTICIPLE)
                                        && (quote || next + 1 < t.size())
                                || t.get(next).sign("@"))) {
                    Name n = forward(t, next, lowerOk);
                    if (n != null && !n.weak()) {
                        out.add(n);
                    }
                }
            }
        }
        return out;
    }
}
