package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides which platform words of a sentence go with which version phrases, whether they stand before or after them.
final class PlatformScope {
    /// Platforms named in one go ("Windows und macOS").
    ///
    /// @param first index of the first token
    /// @param last index after the last token
    record Mention(Set<Platform> platforms, int first, int last) {}

    private static final Set<String> TO_THE_RIGHT =
            Lexicon.words(
                    """
                    of the for on unter für auf in der des die dem den von vom running ( version versionen electron
                    desktop betrifft laufen im a
                    """);
    private static final Set<String> TO_THE_LEFT =
            Lexicon.set(
                    ":",
                    "-",
                    "\u2013",
                    "version",
                    "versionen",
                    "versions",
                    "in",
                    "den",
                    "der",
                    "die",
                    "the",
                    "app",
                    "client",
                    "application",
                    "clients",
                    "desktop",
                    "versionsnummern",
                    "versionsnummer",
                    "(",
                    "electron",
                    "releases",
                    "release",
                    "sind",
                    "ist",
                    "are",
                    "is",
                    ",",
                    "mit",
                    "with",
                    "system",
                    "systeme",
                    "systemen",
                    "anwendung",
                    "systems",
                    "build",
                    "builds",
                    "nur",
                    "only",
                    "dort");

    private PlatformScope() {}

    static List<Mention> find(List<Token> t) {
        List<Mention> out = new ArrayList<>();
        int i = 0;
        while (i < t.size()) {
            Optional<Platform> p = Platforms.of(t.get(i));
            if (p.isEmpty()) {
                i++;
                continue;
            }
            int end = i + 1 + Platforms.systemVersion(t, i, p.get());
            Mention last = out.isEmpty() ? null : out.getLast();
            if (last != null && joined(t, last.last(), i)) {
                Set<Platform> both = EnumSet.copyOf(last.platforms());
                both.add(p.get());
                out.set(out.size() - 1, new Mention(both, last.first(), end));
            } else {
                out.add(new Mention(EnumSet.of(p.get()), i, end));
            }
            i = end;
        }
        return out;
    }

    /// Whether only "und", commas and a hanging hyphen stand between two platform words.
    private static boolean joined(List<Token> t, int from, int to) {
        if (to - from > 3 || to == from) {
            return false;
        }
        boolean and = false;
        for (int k = from; k < to; k++) {
            Token x = t.get(k);
            boolean link =
                    x.sign("+")
                            || x.sign("&")
                            || x.sign(",")
                            || x.sign("/")
                            || x.sign("-")
                            || Lexicon.AND.contains(x.lower())
                            || x.isAny("für", "for")
                            || x.isAny("auch", "auf")
                            || x.isAny("on", "under")
                            || x.isAny("unter", "the");
            if (!link) {
                return false;
            }
            and |=
                    x.sign("+")
                            || x.sign("&")
                            || x.sign(",")
                            || x.sign("/")
                            || Lexicon.AND.contains(x.lower());
        }
        return and;
    }

    /// Platforms of each phrase, in the order of the phrases; empty where the sentence tells none.
    static List<Set<Platform>> assign(
            List<Token> t, List<VersionPhrase> phrases, List<Mention> mentions) {
        List<Set<Platform>> out = new ArrayList<>();
        if (mentions.isEmpty() || phrases.isEmpty()) {
            phrases.forEach(_ -> out.add(Set.of()));
            return out;
        }
        boolean platformFirst = mentions.getFirst().first() < phrases.getFirst().first();
        for (int v = 0; v < phrases.size(); v++) {
            VersionPhrase phrase = phrases.get(v);
            int floor = v == 0 ? 0 : phrases.get(v - 1).last();
            int ceiling = v + 1 < phrases.size() ? phrases.get(v + 1).first() : t.size();
            Mention before = lastBetween(mentions, floor, phrase.first());
            Mention after = firstBetween(mentions, phrase.last(), ceiling);
            boolean right = after != null && linked(t, phrase.last(), after.first(), TO_THE_RIGHT);
            boolean left = before != null && linked(t, before.last(), phrase.first(), TO_THE_LEFT);
            Mention inside = firstBetween(mentions, phrase.first(), phrase.last());
            if (inside != null) {
                out.add(inside.platforms());
                continue;
            }
            if (after != null && denied(t, after)) {
                after = null;
                right = false;
            }
            boolean statement =
                    after != null
                            && t.get(phrase.last()).sign("(")
                            && Cues.of(t.subList(after.last(), closing(t, after.last()))).stream()
                                    .anyMatch(Cues.Cue::strong);
            if (statement) {
                after = null;
                right = false;
            }
            boolean inBrackets =
                    after != null
                            && after.first() == phrase.last() + 1
                            && t.get(phrase.last()).sign("(");
            @org.jspecify.annotations.Nullable Mention chosen;
            if (inBrackets) {
                chosen = after;
            } else if (right && left) {
                chosen = platformFirst ? before : after;
            } else if (right && !platformFirst || left) {
                chosen = left ? before : after;
            } else if (right && before == null) {
                chosen = v > 0 && platformFirst && phrases.size() > mentions.size() ? null : after;
            } else if (before != null && platformFirst) {
                chosen = before;
            } else {
                chosen =
                        before == null
                                        && after != null
                                        && !platformFirst
                                        && !t.get(phrase.last()).sign(",")
                                        && !(v + 1 < phrases.size()
                                                && Lexicon.AND.contains(
                                                        t.get(phrase.last()).lower()))
                                        && !breakBetween(t, phrase.last(), after.first())
                                ? after
                                : null;
            }
            out.add(chosen == null ? Set.of() : chosen.platforms());
        }
        inherit(t, phrases, out, platformFirst);
        each(t, mentions, out);
        return out;
    }

    /// "Unter Windows 1.2 sowie 1.4, unter macOS 2.0": a phrase without its own platform takes that of its neighbour.
    private static void inherit(
            List<Token> t,
            List<VersionPhrase> phrases,
            List<Set<Platform>> out,
            boolean platformFirst) {
        for (int v = 1; v < out.size() && platformFirst; v++) {
            if (out.get(v).isEmpty()
                    && !breakBetween(t, phrases.get(v - 1).last(), phrases.get(v).first())) {
                out.set(v, out.get(v - 1));
            }
        }
        for (int v = out.size() - 2; v >= 0 && !platformFirst; v--) {
            if (out.get(v).isEmpty()
                    && phrases.get(v + 1).first() - phrases.get(v).last() <= 3
                    && t.subList(phrases.get(v).last(), phrases.get(v + 1).first()).stream()
                            .noneMatch(Names::strong)
                    && !breakBetween(t, phrases.get(v).last(), phrases.get(v + 1).first())) {
                out.set(v, out.get(v + 1));
            }
        }
    }

    /// "1.2 und 2.3 (jeweils unter Windows)" speaks of all of them.
    private static void each(List<Token> t, List<Mention> mentions, List<Set<Platform>> out) {
        for (Mention m : mentions) {
            for (int k = Math.max(0, m.first() - 6); k < m.first(); k++) {
                if (t.get(k).isAny("jeweils", "each") || t.get(k).is("both")) {
                    out.replaceAll(p -> p.isEmpty() ? m.platforms() : p);
                }
            }
        }
    }

    /// ", nicht jedoch die Mac-Version": the platform is named to leave it out.
    private static boolean denied(List<Token> t, Mention m) {
        for (int k = m.first() - 1; k >= 0 && k >= m.first() - 5; k--) {
            Token x = t.get(k);
            if (x.isAny("nicht", "not") || x.isAny("außer", "except") || x.is("ohne")) {
                return true;
            }
            if (x.kind() == Token.Kind.VERSION) {
                return false;
            }
        }
        return false;
    }

    private static int closing(List<Token> t, int from) {
        int k = from;
        while (k < t.size() && k < from + 6 && !t.get(k).sign(")")) {
            k++;
        }
        return k;
    }

    private static boolean breakBetween(List<Token> t, int from, int to) {
        for (int k = from; k < to; k++) {
            Token x = t.get(k);
            if (x.sign(";")
                    || x.sign(":")
                    || x.isAny("während", "while")
                    || x.isAny("aber", "but")
                    || Lexicon.FIXED.contains(x.lower())
                    || Lexicon.UPGRADE.contains(x.lower())
                    || Lexicon.AFFECTED_STRONG.contains(x.lower())) {
                return true;
            }
        }
        return false;
    }

    private static @org.jspecify.annotations.Nullable Mention lastBetween(
            List<Mention> mentions, int from, int to) {
        @org.jspecify.annotations.Nullable Mention found = null;
        for (Mention m : mentions) {
            found = m.first() >= from && m.last() <= to ? m : found;
        }
        return found;
    }

    private static @org.jspecify.annotations.Nullable Mention firstBetween(
            List<Mention> mentions, int from, int to) {
        for (Mention m : mentions) {
            if (m.first() >= from && m.last() <= to) {
                return m;
            }
        }
        return null;
    }

    private static boolean linked(List<Token> t, int from, int to, Set<String> allowed) {
        for (int k = from; k < to; k++) {
            Token x = t.get(k);
            boolean name =
                    Names.strong(x)
                            || Lexicon.GENERIC.contains(x.lower())
                                    && !Lexicon.AFFECTED_STRONG.contains(x.lower());
            if (!allowed.contains(x.lower())
                    && !name
                    && x.kind() != Token.Kind.DATE
                    && !Lexicon.VERSION_CUE.contains(x.lower())) {
                return false;
            }
        }
        return true;
    }
}
