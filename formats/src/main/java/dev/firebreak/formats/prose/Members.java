package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import dev.firebreak.formats.prose.Names.Name;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which platforms of an enumeration belong to which of its members: "die Web-App sowie die Apps für Android und iOS".
final class Members {
    private static final Set<String> HEAD_NOUNS =
            Lexicon.words(
                    """
                    app apps client clients version versionen versions ausgabe ausgaben application applications
                    anwendung anwendungen variante varianten builds
                    """);

    private final List<Token> clause;
    private final List<Name> names;
    private final List<PlatformScope.Mention> mentions;

    Members(List<Token> clause, List<Name> names, List<PlatformScope.Mention> mentions) {
        this.clause = clause;
        this.names = names;
        this.mentions = mentions;
    }

    /// Platforms said of a name: those of its own member, or those that stand behind the whole enumeration.
    Set<Platform> of(Name name) {
        Set<Platform> own = EnumSet.noneOf(Platform.class);
        Set<Platform> later = EnumSet.noneOf(Platform.class);
        for (PlatformScope.Mention m : mentions) {
            if (alone(m)) {
                continue;
            }
            int from = Math.min(name.last(), m.last());
            int to = Math.max(name.first(), m.first());
            if (separator(from, to) < 0) {
                own.addAll(m.platforms());
            } else if (m.first() > name.last() || names.size() == 1) {
                later.addAll(m.platforms());
            }
        }
        return own.isEmpty() ? later : own;
    }

    /// Platforms of members that name no product of their own.
    Set<Platform> shared() {
        Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        for (PlatformScope.Mention m : mentions) {
            if (names.isEmpty() || alone(m)) {
                platforms.addAll(m.platforms());
            }
        }
        return platforms;
    }

    /// Whether a mention stands in a member of its own, with a noun such as "Apps" and without a name.
    private boolean alone(PlatformScope.Mention m) {
        int from = m.first();
        while (from > 0 && !separates(from - 1)) {
            from--;
        }
        int to = m.last();
        while (to < clause.size() && !separates(to)) {
            to++;
        }
        boolean noun = false;
        for (int k = from; k < to; k++) {
            noun |= HEAD_NOUNS.contains(clause.get(k).lower());
        }
        int start = from;
        int end = to;
        boolean named = names.stream().anyMatch(n -> n.first() >= start && n.last() <= end);
        boolean enumerated = from > 0 || to < clause.size() && !names.isEmpty();
        boolean joined = from > 0 && Lexicon.AND.contains(clause.get(from - 1).lower());
        boolean leads = from == 0 && names.stream().allMatch(n -> n.first() >= end);
        return !named && !names.isEmpty() && enumerated && (noun || joined || leads);
    }

    private int separator(int from, int to) {
        for (int k = from; k < to; k++) {
            if (separates(k)) {
                return k;
            }
        }
        return -1;
    }

    private boolean separates(int k) {
        boolean within = mentions.stream().anyMatch(m -> k >= m.first() && k < m.last());
        return !within && (clause.get(k).sign(",") || Lexicon.AND.contains(clause.get(k).lower()));
    }
}
