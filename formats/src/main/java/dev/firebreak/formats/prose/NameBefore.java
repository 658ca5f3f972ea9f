package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the name that stands before versions, right there or behind words that lead from it to them.
final class NameBefore {
    private static final int MAX_TOKENS = 6;

    private static final int MAX_SKIPPED = 14;

    private static final String PASSING_SIGNS = "():,-\u2013[";

    private static final Set<String> LINK_BEFORE =
            Lexicon.words(
                    """
                    in den der dem die das the mit with ist sind is are wurde wurden was were bei als auch jeweils
                    for für unter on under auf sowie x64 x86 namely nur only konkret liegt of electron haben hat has
                    have enthält enthalten contains contain
                    """);

    static final Set<String> ECOSYSTEM =
            Lexicon.words(
                    """
                    npm pypi maven nuget crates.io rubygems pip composer go
                    """);

    private static final int REGISTRY_WORDS = 4;

    private static final Set<String> PLACE =
            Lexicon.words("auf in im on from via über von bei at to nach the dem der");

    /// Where software is offered, by the names of those places.
    private static final Set<String> REGISTRIES =
            Set.of(
                    "maven central",
                    "docker hub",
                    "npmjs",
                    "npm registry",
                    "pypi",
                    "github",
                    "gitlab",
                    "github releases",
                    "nuget gallery",
                    "chrome web store",
                    "app store",
                    "google play",
                    "play store",
                    "microsoft store",
                    "python package index",
                    "homebrew",
                    "f-droid",
                    "sourceforge",
                    "rubygems",
                    "quay",
                    "open vsx");

    /// Words that lead from a noun for packages to the first of them.
    private static final Set<String> LISTS =
            Lexicon.words("wie such as like etwa namely namentlich darunter including");

    private NameBefore() {}

    /// The name that the phrase starting at token `at` belongs to by standing behind it.
    static @Nullable Name of(List<Token> t, int at, int floor) {
        int i = at - 1;
        if (i >= 1 && t.get(i).sign("@")) {
            return PackageNames.scoped(t, i - 1);
        }
        boolean direct = true;
        @Nullable Name weak = null;
        for (int skipped = 0; i >= floor && skipped < MAX_SKIPPED; skipped++) {
            Token x = t.get(i);
            int registry = i < at - 1 ? registry(t, i, floor) : -1;
            if (registry >= 0) {
                i = registry - 1;
                direct = false;
                continue;
            }
            if (PackageNames.path(t, i)) {
                return PackageNames.packageAt(t, i);
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
            } else if (direct && plainPackage(t, i, at, floor)) {
                return i >= 3 && t.get(i - 1).sign("/") && t.get(i - 3).sign("@")
                        ? PackageNames.scoped(t, i)
                        : Names.name(t, i, i + 1);
            }
            if (!passes(t, i, floor)) {
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

    /// "... wurde auf Maven Central in Version 2.4.0 veröffentlicht": where a registry is named that ends at `i`, with the
    /// word that leads to it; or -1.
    private static int registry(List<Token> t, int i, int floor) {
        for (int first = i; first > floor && first > i - REGISTRY_WORDS; first--) {
            boolean led = PLACE.contains(t.get(first - 1).lower());
            StringBuilder words = new StringBuilder();
            for (int k = first; k <= i; k++) {
                words.append(words.isEmpty() ? "" : " ").append(t.get(k).lower());
            }
            if (led && REGISTRIES.contains(words.toString())) {
                return first - 1;
            }
        }
        return -1;
    }

    /// Whether a token may stand between a name and its versions.
    private static boolean passes(List<Token> t, int i, int floor) {
        Token x = t.get(i);
        String w = x.lower();
        boolean afterPlatform = i > floor && Platforms.of(t.get(i - 1)).isPresent();
        boolean ofPlatform =
                x.kind() == Token.Kind.NUMBER || x.sign("/") || Lexicon.AND.contains(w);
        return ECOSYSTEM.contains(w)
                || x.kind() == Token.Kind.SIGN && PASSING_SIGNS.contains(x.text())
                || Names.isQuote(x)
                || LINK_BEFORE.contains(w)
                || Lexicon.VERSION_CUE.contains(w)
                || Platforms.of(x).isPresent()
                || Names.WEAK.contains(w)
                || afterPlatform && ofPlatform
                || predicate(t, i, floor)
                || ofVersions(t, i, floor);
    }

    /// A package in lower case right before its version, where something tells it from an ordinary word.
    private static boolean plainPackage(List<Token> t, int i, int at, int floor) {
        Token x = t.get(i);
        return Names.packageLike(x)
                && (x.lower().indexOf('-') > 0
                        || x.lower().indexOf('_') > 0
                        || i > floor && Lexicon.isCategory(Names.word(t, i - 1))
                        || i > floor && Names.isQuote(t.get(i - 1)) && x.glued()
                        || listed(t, i, floor)
                        || i > floor
                                && i == at - 1
                                && t.get(at).kind() == Token.Kind.VERSION
                                && (Names.strong(t.get(i - 1))
                                        || t.get(i - 1).isAny("source", "open")
                                        || matter(t, i, floor))
                        || i == 0 && at == 1);
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

    /// "Der Fehler ist in Version 5.34 ...": one plain word behind an article is a noun, not a name.
    private static boolean commonNoun(List<Token> t, Name n) {
        if (n.last() - n.first() > 1 || n.first() == 0) {
            return false;
        }
        String w = t.get(n.first()).text();
        boolean plain =
                Character.isUpperCase(w.charAt(0))
                        && w.substring(1).chars().allMatch(Character::isLowerCase);
        return plain && NameFinder.ARTICLE.contains(t.get(n.first() - 1).lower());
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
                            || LISTS.contains(x.lower())
                            || x.isAny("in", ":");
            if (!member) {
                return false;
            }
        }
        return false;
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
}
