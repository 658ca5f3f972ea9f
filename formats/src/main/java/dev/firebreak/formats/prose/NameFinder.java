package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds names by where they stand: before or after versions, after a noun for a kind of software, at a given place.
final class NameFinder {
    private static final int MAX_TOKENS = 6;

    private static final int MAX_SKIPPED = 14;

    /// Parts of a path of a package or an image, with the signs between.
    private static final int MAX_PATH = 12;

    private static final Set<String> LINK_BEFORE =
            Lexicon.words(
                    """
                    in den der dem die das the mit with ist sind is are wurde wurden was were bei als auch jeweils
                    for für unter on under auf sowie x64 x86 namely nur only konkret liegt of electron haben hat has
                    have enthält enthalten contains contain
                    """);

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

    private static final Set<String> ECOSYSTEM =
            Lexicon.words(
                    """
                    npm pypi maven nuget crates.io rubygems pip composer go
                    """);

    private static final Set<String> RELEASES =
            Lexicon.words(
                    """
                    tarball tarballs release releases version versions build builds installer installers copies
                    installations packages package
                    """);

    private static final Set<String> LEGAL =
            Lexicon.words(
                    """
                    gmbh ag inc ltd llc corp corporation plc se kg kgaa ug
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

    private NameFinder() {}

    /// The name that the phrase starting at token `at` belongs to by standing behind it.
    static @Nullable Name before(List<Token> t, int at, int floor) {
        int i = at - 1;
        if (i >= 1 && t.get(i).sign("@")) {
            return scoped(t, i - 1);
        }
        boolean direct = true;
        @Nullable Name weak = null;
        for (int skipped = 0; i >= floor && skipped < MAX_SKIPPED; skipped++) {
            Token x = t.get(i);
            if (path(t, i)) {
                return packageAt(t, i);
            }
            int open = direct && x.sign(")") ? maker(t, i, floor) : -1;
            if (open > floor) {
                i = open - 1;
                continue;
            }
            if (Names.isQuote(x)) {
                Name quoted = quoted(t, i, floor);
                boolean release =
                        quoted != null
                                && quoted.first() - 2 > floor
                                && t.get(quoted.first() - 2).kind() == Token.Kind.NUMBER
                                && NameRun.part(t, quoted.first() - 3);
                if (quoted != null && !release) {
                    return quoted;
                }
                if (quoted != null) {
                    i = quoted.first() - 2;
                    continue;
                }
            } else if (NameRun.part(t, i)) {
                Name found = placedBefore(t, i, floor);
                if (found == null || !direct && commonNoun(t, found)) {
                    return null;
                }
                if (!found.weak()) {
                    return found;
                }
                weak = weak == null && found.last() - found.first() > 1 ? found : weak;
                i = found.first() - 1;
                continue;
            } else if (x.kind() == Token.Kind.NUMBER
                    && i > floor
                    && NameRun.part(t, i - 1)
                    && (i < at - 1
                            || t.get(at).kind() == Token.Kind.VERSION
                            || VersionWords.at(t, at) != null
                            || Lexicon.VERSION_CUE.contains(t.get(at).lower()))) {
                Name numbered = NameRun.of(t, NameRun.start(t, i, floor), i + 1);
                if (numbered == null || !numbered.weak()) {
                    return numbered;
                }
                i = numbered.first() - 1;
                continue;
            } else if (direct
                    && Names.packageLike(x)
                    && (x.lower().indexOf('-') > 0
                            || x.lower().indexOf('_') > 0
                            || i > floor && Lexicon.isCategory(Names.word(t, i - 1))
                            || i > floor && Names.isQuote(t.get(i - 1))
                            || listed(t, i, floor)
                            || i > floor
                                    && i == at - 1
                                    && t.get(at).kind() == Token.Kind.VERSION
                                    && (Names.strong(t.get(i - 1))
                                            || t.get(i - 1).isAny("source", "open")
                                            || matter(t, i, floor))
                            || i == 0 && at == 1)) {
                return i >= 3 && t.get(i - 1).sign("/") && t.get(i - 3).sign("@")
                        ? scoped(t, i)
                        : Names.name(t, i, i + 1);
            }
            boolean platform = Platforms.of(x).isPresent();
            boolean skip =
                    ECOSYSTEM.contains(x.lower())
                            || x.sign("(")
                            || x.sign(":")
                            || x.sign(",")
                            || x.sign("-")
                            || x.sign("\u2013")
                            || x.sign("[")
                            || Names.isQuote(x)
                            || LINK_BEFORE.contains(x.lower())
                            || Lexicon.VERSION_CUE.contains(x.lower())
                            || platform
                            || Names.WEAK.contains(x.lower())
                            || x.kind() == Token.Kind.NUMBER
                                    && i > floor
                                    && Platforms.of(t.get(i - 1)).isPresent()
                            || x.sign("/") && i > floor && Platforms.of(t.get(i - 1)).isPresent()
                            || Lexicon.AND.contains(x.lower())
                                    && i > floor
                                    && Platforms.of(t.get(i - 1)).isPresent()
                            || x.sign(")")
                            || predicate(t, i, floor)
                            || ofVersions(t, i, floor);
            if (!skip) {
                return weak;
            }
            direct =
                    direct
                            && (ECOSYSTEM.contains(x.lower())
                                    || x.kind() == Token.Kind.SIGN
                                    || Lexicon.VERSION_CUE.contains(x.lower()));
            i--;
        }
        return weak;
    }

    /// "Log Viewer (Beispiel GmbH) 3.2": where the bracket opens that says more of the name before it, or -1.
    private static int maker(List<Token> t, int close, int floor) {
        for (int k = close - 1; k > floor && k >= close - MAX_TOKENS; k--) {
            if (t.get(k).sign("(")) {
                return NameRun.part(t, k - 1) && k < close - 1 ? k : -1;
            }
            if (!t.get(k).word() || Platforms.of(t.get(k)).isPresent()) {
                return -1;
            }
        }
        return -1;
    }

    /// The run that ends at `i`, or the product for which it is a part ("Form Builder für Beispiel").
    private static @Nullable Name placedBefore(List<Token> t, int i, int floor) {
        Name nearest = NameRun.of(t, NameRun.start(t, i, floor), i + 1);
        int link = nearest == null ? -1 : nearest.first() - 1;
        if (nearest == null || link - 1 < floor || !NameRun.part(t, link - 1)) {
            return nearest;
        }
        Token word = t.get(link);
        boolean host = word.isAny("für", "for");
        boolean made = word.isAny("von", "by") || word.is("from");
        Name owner = host || made ? NameRun.of(t, NameRun.start(t, link - 1, floor), link) : null;
        boolean several = owner != null && owner.last() - owner.first() > 1;
        return owner == null || made && (owner.weak() || !several) ? nearest : owner;
    }

    /// "Backdoor in libexample 5.6.0": a word for the matter leads to the name.
    private static boolean matter(List<Token> t, int i, int floor) {
        return i > floor + 1
                && (t.get(i - 1).isAny("in", "of") || t.get(i - 1).isAny("von", "im"))
                && KnownNames.MATTER.contains(t.get(i - 2).lower());
    }

    /// "Beispiel and Example are affected in versions 1 and 2".
    private static boolean predicate(List<Token> t, int i, int floor) {
        return i > floor
                && Lexicon.AFFECTED_STRONG.contains(t.get(i).lower())
                && (t.get(i - 1).isAny("are", "is")
                        || t.get(i - 1).isAny("were", "was")
                        || t.get(i - 1).isAny("sind", "ist"));
    }

    /// "Beispiel: vulnerable versions 5.4.1": a word of status between the name and its versions.
    private static boolean ofVersions(List<Token> t, int i, int floor) {
        boolean cue = i + 1 < t.size() && Lexicon.VERSION_CUE.contains(t.get(i + 1).lower());
        return cue
                && i > floor
                && t.get(i - 1).sign(":")
                && (Lexicon.AFFECTED_STRONG.contains(t.get(i).lower())
                        || Lexicon.FIXED.contains(t.get(i).lower()));
    }

    /// `owner/name` or `group.of.it:name`, in lower case and without blanks: the token at `i` is the part behind the sign.
    private static boolean path(List<Token> t, int i) {
        if (i < 2 || !t.get(i).word() || !t.get(i).glued() || !t.get(i - 1).glued()) {
            return false;
        }
        Token owner = t.get(i - 2);
        boolean lower =
                owner.text().equals(owner.lower()) && t.get(i).text().equals(t.get(i).lower());
        boolean group =
                t.get(i - 1).sign(":")
                        && owner.text().indexOf('.') > 0
                        && (owner.word() || owner.kind() == Token.Kind.INDICATOR);
        return lower
                && (group || t.get(i - 1).sign("/") && owner.word())
                && Platforms.of(t.get(i)).isEmpty();
    }

    /// "Der Fehler ist in Version 5.34 ...": one plain word behind an article is a noun, not a name.
    private static boolean commonNoun(List<Token> t, Name n) {
        if (n.last() - n.first() > 1 || n.first() == 0) {
            return false;
        }
        String w = t.get(n.first()).text();
        boolean plain =
                Character.isUpperCase(w.charAt(0))
                        && w.substring(1).chars().allMatch(Character::isLowerCase);
        return plain && ARTICLE.contains(t.get(n.first() - 1).lower());
    }

    /// "die Pakete chalk 5.6.1 und debug 4.4.2": the list began with a noun for packages.
    private static boolean listed(List<Token> t, int i, int floor) {
        for (int k = i - 1; k >= floor && k > i - 40; k--) {
            if (Lexicon.isCategory(Names.word(t, k))) {
                return true;
            }
            Token x = t.get(k);
            boolean member =
                    x.sign(",")
                            || x.sign("(")
                            || x.sign(")")
                            || x.sign("`")
                            || Lexicon.AND.contains(x.lower())
                            || x.kind() == Token.Kind.VERSION
                            || Names.packageLike(x)
                            || Lexicon.VERSION_CUE.contains(x.lower())
                            || x.isAny("in", ":");
            if (!member) {
                return false;
            }
        }
        return false;
    }

    /// A package or a path in lower case that ends with the token at `i`; nothing for ordinary words.
    static @Nullable Name packageAt(List<Token> t, int i) {
        if (path(t, i)) {
            int first = i - 2;
            while (path(t, first) && i - first < MAX_PATH) {
                first -= 2;
            }
            return first >= 1 && t.get(first - 1).sign("@")
                    ? scoped(t, i)
                    : Names.name(t, first, i + 1);
        }
        Token x = t.get(i);
        boolean signed = x.lower().indexOf('-') > 0 || x.lower().indexOf('_') > 0;
        boolean quoted = i > 0 && Names.isQuote(t.get(i - 1));
        return Names.packageLike(x) && (signed || quoted) ? Names.name(t, i, i + 1) : null;
    }

    private static @Nullable Name scoped(List<Token> t, int i) {
        if (i < 0 || !t.get(i).word()) {
            return null;
        }
        int first = i;
        if (i >= 3 && t.get(i - 1).sign("/") && t.get(i - 3).sign("@")) {
            first = i - 3;
        }
        StringBuilder name = new StringBuilder();
        for (int k = first; k <= i; k++) {
            name.append(t.get(k).text());
        }
        return new Name(name.toString(), t.get(first).start(), t.get(i).end(), first, i + 1, false);
    }

    private static @Nullable Name quoted(List<Token> t, int close, int floor) {
        if (!t.get(close).glued()) {
            return null;
        }
        for (int k = close - 1; k >= floor && k >= close - 8; k--) {
            if (Names.isQuote(t.get(k))) {
                return k + 1 < close ? NameRun.placed(t, k + 1, close) : null;
            }
            if (!t.get(k).word() && t.get(k).kind() != Token.Kind.NUMBER) {
                return null;
            }
        }
        return null;
    }

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

    private static boolean linkedToVersion(List<Token> t, int i) {
        return i + 1 < t.size() && t.get(i + 1).sign(":");
    }

    /// The whole phrase that starts at token `i`, where the grammar says that a name stands.
    static @Nullable Name placed(List<Token> t, int i) {
        if (Names.isQuote(t.get(i))) {
            return opened(t, i);
        }
        if (t.get(i).sign("@")) {
            return scope(t, i);
        }
        return NameRun.part(t, i) ? forward(t, i, true) : null;
    }

    /// `@scope/name` from its sign on.
    private static @Nullable Name scope(List<Token> t, int i) {
        boolean complete =
                i + 3 < t.size()
                        && t.get(i + 1).word()
                        && t.get(i + 2).sign("/")
                        && t.get(i + 3).word();
        return complete ? scoped(t, i + 3) : null;
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
            return scope(t, i);
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
                    t.get(i + 1).is("of") && RELEASES.contains(t.get(i).lower()) && next < t.size();
            if (of && (Names.strong(t.get(next)) || Names.packageLike(t.get(next)))) {
                Name n = forward(t, next, true);
                if (n != null && !n.weak()) {
                    out.add(n);
                }
            }
        }
        for (int i = 0; i + 1 < t.size(); i++) {
            Token x = t.get(i);
            boolean within = i > 0 && !x.lower().equals(x.text()) && Names.strong(t.get(i - 1));
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
                                        && (quote || next + 1 < t.size()))) {
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
