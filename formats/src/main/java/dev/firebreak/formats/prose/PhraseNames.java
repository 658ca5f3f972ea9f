package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which name a version phrase of a sentence belongs to: the one before it, behind it, or known and near.
final class PhraseNames {
    private static final java.util.Set<String> SPEECH =
            Lexicon.words(
                    "released releases issued publishes published has hat we wir veröffentlichte stellte bietet");

    private final KnownNames known;

    PhraseNames(KnownNames known) {
        this.known = known;
    }

    /// The name beside a phrase, or the one that goes on from the phrase before; never a word that only begins sentences.
    @Nullable Name of(
            List<Token> t,
            VersionPhrase v,
            int floor,
            int ceiling,
            @Nullable Name lastName,
            int index,
            List<Name> named) {
        Name found = beside(t, v, floor, ceiling, lastName, index, named);
        return found != null && known.ordinary(found) ? null : found;
    }

    private @Nullable Name beside(
            List<Token> t,
            VersionPhrase v,
            int floor,
            int ceiling,
            @Nullable Name lastName,
            int index,
            List<Name> named) {
        Name own = alsoAffected(t, v.first(), floor);
        if (own != null) {
            return own;
        }
        Name before = NameBefore.of(t, v.first(), floor);
        if (index > 0 && (before == null || before.weak()) && generalMember(t, v.first(), floor)) {
            return Names.unclear(Names.name(t, v.first() - 1, v.first()));
        }
        before = before != null && index > 0 && member(t, before) ? before.named() : before;
        Name after = NameFinder.after(t.subList(0, ceiling), v.last());
        boolean crossed = before != null && crossed(t, before.last(), v.first());
        if (before != null
                && !before.weak()
                && !(crossed && after != null && !after.weak())
                && !(after != null
                        && !after.weak()
                        && known.weight(after) > known.weight(before)
                        && t.get(before.last()).isAny("in", "the"))) {
            return before;
        }
        if (after != null && !after.weak()) {
            return after;
        }
        Name inside = KnownNames.lastIn(named, floor, v.first());
        if (inside != null) {
            return inside;
        }
        if (before != null && before.last() - before.first() > 1) {
            return before;
        }
        if (index > 0 && lastName != null) {
            return lastName;
        }
        boolean next =
                v.last() < t.size()
                        && (Lexicon.AND.contains(t.get(v.last()).lower())
                                || t.get(v.last()).sign(","));
        Name behind = next ? null : KnownNames.firstIn(named, v.last(), ceiling);
        boolean ofNext =
                behind != null
                        && ceiling < t.size()
                        && (behind.last() == ceiling
                                || behind.last() == ceiling - 1 && t.get(ceiling - 1).sign("("));
        behind = ofNext ? null : behind;
        return behind != null ? behind : KnownNames.lastIn(named, 0, v.first());
    }

    /// "Also affected is beta-lib in version 3.1": a lower-case name between the verb and its version.
    private static @Nullable Name alsoAffected(List<Token> t, int to, int floor) {
        int i = to - 1;
        while (i >= floor
                && (Lexicon.VERSION_CUE.contains(t.get(i).lower())
                        || t.get(i).isAny("in", "der")
                        || t.get(i).is("den"))) {
            i--;
        }
        boolean led =
                i - 2 >= floor
                        && i + 1 < to
                        && t.get(i + 1).is("in")
                        && (t.get(i - 1).isAny("is", "ist") || t.get(i - 1).isAny("are", "sind"))
                        && t.get(i - 2).isAny("affected", "betroffen");
        if (!led || !Names.packageLike(t.get(i)) || NameRun.general(t.get(i).lower())) {
            return null;
        }
        Name n = NameFinder.forward(t.subList(0, i + 1), i, true);
        return n != null && !n.weak() ? n : Names.unclear(Names.name(t, i, i + 1));
    }

    /// "Beispiel 1.2, Desktop Client 3.4": another member of the row, without an article that points back.
    private static boolean member(List<Token> t, Name n) {
        int i = n.first() - 1;
        boolean separated =
                i >= 0
                        && (t.get(i).sign(",")
                                || Lexicon.AND.contains(t.get(i).lower())
                                || t.get(i).is("as"));
        return separated && n.last() - n.first() > 1;
    }

    /// "Planer 5.0, Archiv 4.9": a general word right before its version begins another member, whose name is not told.
    private static boolean generalMember(List<Token> t, int at, int floor) {
        int i = at - 1;
        return i > floor
                && t.get(i).word()
                && Character.isUpperCase(t.get(i).text().charAt(0))
                && NameRun.general(t.get(i).lower())
                && !Lexicon.VERSION_CUE.contains(t.get(i).lower())
                && t.get(i - 1).sign(",");
    }

    /// Whether words stand before the versions of an item that no rule knows: perhaps the product's name.
    boolean unread(List<Token> t, int to) {
        for (int k = 0; k < to; k++) {
            Token x = t.get(k);
            String w = x.lower();
            boolean understood =
                    !x.word()
                            || w.length() < 2
                            || Lexicon.STOP.contains(w)
                            || Lexicon.GENERIC.contains(w)
                            || Lexicon.VERSION_CUE.contains(w)
                            || Lexicon.AFFECTED.contains(w)
                            || Lexicon.FIXED.contains(w)
                            || Lexicon.UPGRADE.contains(w)
                            || Lexicon.DOWNGRADE.contains(w)
                            || Lexicon.NEGATION.contains(w)
                            || Lexicon.SUSPECTED.contains(w)
                            || Lexicon.EXCEPT.contains(w)
                            || NameRun.general(w)
                            || StatusHints.COPULA.contains(w)
                            || VersionWords.at(t, k) != null
                            || VersionWords.SERIES.contains(w)
                            || VersionWords.ALL.contains(w)
                            || VersionPhrases.ANAPHORA.contains(w)
                            || Platforms.of(x).isPresent()
                            || KnownNames.TO_SUBJECT.contains(w)
                            || known.begins(w)
                            || SPEECH.contains(w);
            if (!understood) {
                return true;
            }
        }
        return false;
    }

    /// "... des Beispiel Server sowie die Version 2.7 des Beispiel Client": another member of the list began.
    private static boolean crossed(List<Token> t, int from, int to) {
        boolean and = false;
        for (int k = from; k < to; k++) {
            and |= Lexicon.AND.contains(t.get(k).lower()) || t.get(k).sign(",");
        }
        return and;
    }
}
