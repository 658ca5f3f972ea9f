package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.prose.Cues.Cue;
import dev.firebreak.formats.prose.Names.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one sentence, list item or cell: each version phrase with its status, platforms and product.
final class SentenceReader extends Clauses {
    private static final int SHORT_ITEM = 16;

    private final String source;
    private final String text;
    private final PhraseNames names;

    /// What was last said of versions in the block before this sentence, for "3.7 is not."
    private @Nullable Status lastStatus;

    private int lastBlock = -1;

    /// Whether the sentence before spoke of what is the matter, naming no versions, for "These are builds 1.2 and 1.3."
    private boolean matterBefore;

    private int matterBlock = -1;

    SentenceReader(String source, String text, KnownNames known) {
        super(known);
        this.names = new PhraseNames(known);
        this.source = source;
        this.text = text;
    }

    /// @param item the piece is a list item or a cell: it may name a product or a platform without a verb
    List<Raw> read(List<Token> t, Context context, int block, boolean item) {
        Excluded excluded = Excluded.of(t);
        if (excluded == null) {
            return readWhole(t, context, block, item);
        }
        List<Raw> out = new ArrayList<>(readWhole(excluded.rest(), context, block, item));
        Raw first =
                out.stream()
                        .filter(r -> r.status() == Status.AFFECTED && !r.namesNoVersion())
                        .findFirst()
                        .orElse(null);
        if (first == null) {
            return readWhole(t, context, block, item);
        }
        out.add(
                new Raw(
                        first.name(),
                        first.platforms(),
                        Status.NOT_AFFECTED,
                        excluded.versions(),
                        List.of(),
                        Certainty.STATED,
                        false,
                        false,
                        false,
                        false,
                        block,
                        List.of(span(excluded.start(), excluded.end()))));
        return out;
    }

    private List<Raw> readWhole(List<Token> t, Context context, int block, boolean item) {
        List<Cue> cues = Cues.of(t);
        boolean strong = cues.stream().anyMatch(Cue::strong) || context.status() != null;
        List<VersionPhrase> phrases = VersionPhrases.find(t, context.versions() && item, strong);
        boolean pointer = t.getFirst().isAny("siehe", "see") || t.getFirst().is("vgl");
        if (context.section() == Context.Section.HISTORY
                || pointer && cues.stream().noneMatch(Cue::strong)) {
            return List.of();
        }
        boolean goesOn = matterBefore && matterBlock == block && Remedies.pointsBack(t);
        matterBefore = cues.stream().anyMatch(c -> c.status() == Status.AFFECTED);
        matterBlock = block;
        if (phrases.isEmpty()) {
            return withoutVersions(t, cues, context, block, item);
        }
        List<Set<Platform>> platforms = PlatformScope.assign(t, phrases, PlatformScope.find(t));
        StatusScope scope = new StatusScope(t, phrases, cues, context);
        List<Name> named = known.in(t, text);
        List<Raw> out = new ArrayList<>();
        Status previous = block == lastBlock ? lastStatus : null;
        Name lastName = null;
        for (int i = 0; i < phrases.size(); i++) {
            VersionPhrase v = phrases.get(i);
            if (i > 0 && alias(t, phrases.get(i - 1), v)) {
                continue;
            }
            StatusScope.Decision decision = scope.of(i, previous, i > 0);
            if (decision.status() == null && goesOn) {
                decision = new StatusScope.Decision(Status.AFFECTED, true);
            }
            previous = decision.status();
            int floor = i == 0 ? 0 : phrases.get(i - 1).last();
            int ceiling = i + 1 < phrases.size() ? phrases.get(i + 1).first() : t.size();
            Name name = names.of(t, v, floor, ceiling, lastName, i > 0 ? 1 : 0, named);
            if (ofFile(t, v)) {
                name = Names.unclear(Names.name(t, v.first(), v.first() + 1));
            }
            if (name == null && item && i == 0 && names.unread(t, v.first())) {
                name = Names.unclear(Names.name(t, 0, v.first()));
            }
            if (name != null
                    && !name.weak()
                    && decision.status() == null
                    && Instructions.required(t, v)
                    && !known.titled(name.key())) {
                continue; // "requires Example 14.11": another product, and nothing is said of it
            }
            lastName = name != null && !name.weak() ? name : lastName;
            Set<Platform> where =
                    platforms.get(i).isEmpty() ? context.platforms() : platforms.get(i);
            boolean good =
                    decision.status() == Status.FIXED || decision.status() == Status.NOT_AFFECTED;
            if (where.isEmpty() && good) {
                where = narrower(t, v, i, phrases, platforms);
            }
            boolean stated =
                    name != null && !name.weak() && !decision.weak() && context.status() == null;
            Raw raw = raw(t, v, name, where, decision, stated, block);
            out.addAll(name == null ? List.of(raw) : enumerated(t, v, name, floor, raw));
        }
        lastBlock = block;
        lastStatus = previous;
        out.addAll(besides(t, phrases, cues, context, block));
        int end = phrases.getLast().last();
        Name more = previous == Status.AFFECTED ? Enumeration.behind(t, end) : null;
        if (more != null
                && cues.stream()
                        .noneMatch(
                                c -> c.first() == more.last() && c.status() != Status.AFFECTED)) {
            out.add(bare(more, Status.AFFECTED, Set.of(), block));
        }
        Name denied = previous == Status.AFFECTED ? Enumeration.denied(t, end) : null;
        if (denied != null) {
            out.add(bare(denied, Status.NOT_AFFECTED, Set.of(), block));
        }
        if (previous == Status.AFFECTED) {
            for (Name n : Enumeration.excepted(t, phrases)) {
                out.add(bare(n, Status.NOT_AFFECTED, Set.of(), block));
            }
        }
        if (item && context.status() == Status.NOT_AFFECTED) {
            out.addAll(otherMembers(t, phrases, context, block));
        }
        return out;
    }

    /// "Dateiversion 4.1.220.0": the version of a file, which need not be that of the product.
    private static boolean ofFile(List<Token> t, VersionPhrase v) {
        return t.subList(Math.max(0, v.first() - 2), Math.min(t.size(), v.first() + 2)).stream()
                .anyMatch(
                        x ->
                                x.isAny("dateiversion", "dateiversionen")
                                        || x.isAny("fileversion", "dateistand"));
    }

    /// "18.12.416 (shipped with Update 7)": another name of the release before, not a version of its own.
    private static boolean alias(List<Token> t, VersionPhrase before, VersionPhrase v) {
        boolean bare =
                v.ranges().isEmpty()
                        && v.versions().size() == 1
                        && v.versions().getFirst().indexOf('.') < 0;
        int open = before.last();
        if (!bare || open >= v.first() || !t.get(open).sign("(")) {
            return false;
        }
        return t.subList(open + 1, v.first()).stream()
                .allMatch(
                        x ->
                                x.word()
                                        && (ALIAS.contains(x.lower())
                                                || x.isAny("update", "release")));
    }

    private static final Set<String> ALIAS =
            Lexicon.words(
                    "shipped with ausgeliefert mit enthalten in part of teil von aus entspricht auch also known as im rahmen delivered included");

    /// A phrase with the other names of its row: without versions of their own, or sharing these ("A and B are affected in
    /// versions 1 and 2 respectively").
    private List<Raw> enumerated(List<Token> t, VersionPhrase v, Name name, int floor, Raw raw) {
        Status status = raw.status();
        List<Name> before =
                name.last() > v.first() || status == null
                        ? List.of()
                        : Enumeration.before(t, name, floor);
        if (before.isEmpty() || status == null) {
            return List.of(raw);
        }
        List<Raw> out = new ArrayList<>();
        if (!shared(t, name.last(), v.first())) {
            if (status == Status.NOT_AFFECTED) {
                before.forEach(n -> out.add(unsure(n, raw)));
            } else if (before.size() == 1 && family(before.getFirst(), name)) {
                out.add(
                        unsure(
                                before.getFirst(),
                                raw)); // "Acme Mail and Acme Web 3.1 before 3.1.4"
            } else if (status != Status.FIXED) {
                before.forEach(n -> out.add(bare(n, status, Set.of(), raw.block())));
            }
            out.add(raw);
            return out;
        }
        List<Name> all = new ArrayList<>(before);
        all.add(name);
        int said = v.versions().size() + v.ranges().size();
        boolean each = said == all.size() && v.ranges().isEmpty() && Enumeration.respectively(t);
        boolean unclear = said > 1 && !each && (said == all.size() || Enumeration.respectively(t));
        for (int i = 0; i < all.size(); i++) {
            Name n = unclear ? Names.unclear(all.get(i)) : all.get(i);
            List<String> versions = each ? List.of(v.versions().get(i)) : v.versions();
            out.add(
                    new Raw(
                            n,
                            raw.platforms(),
                            status,
                            versions,
                            v.ranges(),
                            raw.certainty(),
                            v.anaphora(),
                            v.doubtful(),
                            v.softUpper(),
                            raw.weakStatus(),
                            raw.block(),
                            raw.spans()));
            if (unclear) {
                break;
            }
        }
        return out;
    }

    /// Whether two names begin with the same word.
    private static boolean family(Name a, Name b) {
        int blank = a.name().indexOf(' ');
        boolean numbered = Character.isDigit(a.name().charAt(a.name().length() - 1));
        return blank > 0 && !numbered && b.name().startsWith(a.name().substring(0, blank + 1));
    }

    /// An earlier name of a row: perhaps these versions are its own as well, never all of them.
    private Raw unsure(Name n, Raw raw) {
        List<Span> spans = new ArrayList<>(raw.spans());
        spans.add(span(n.start(), n.end()));
        return new Raw(
                n,
                raw.platforms(),
                raw.status(),
                raw.versions(),
                raw.ranges(),
                Certainty.UNSURE,
                raw.anaphora(),
                raw.doubtful(),
                raw.softUpper(),
                raw.weakStatus(),
                raw.block(),
                spans);
    }

    /// Whether a verb stands between a name and its versions, so that they belong to all names before it.
    private static boolean shared(List<Token> t, int from, int to) {
        for (int k = from; k < to; k++) {
            if (StatusHints.COPULA.contains(t.get(k).lower())
                    || Lexicon.AFFECTED.contains(t.get(k).lower())) {
                return true;
            }
        }
        return false;
    }

    /// A product without versions; all of them if it is not affected.
    private Raw bare(Name n, Status status, Set<Platform> platforms, int block) {
        return new Raw(
                n,
                platforms,
                status,
                List.of(),
                status == Status.NOT_AFFECTED ? List.of(VersionRange.ALL) : List.of(),
                Certainty.INFERRED,
                false,
                false,
                false,
                false,
                block,
                List.of(span(n.start(), n.end())));
    }

    private Raw raw(
            List<Token> t,
            VersionPhrase v,
            @Nullable Name name,
            Set<Platform> where,
            StatusScope.Decision decision,
            boolean stated,
            int block) {
        List<Span> spans = new ArrayList<>();
        spans.add(span(t.get(v.first()).start(), t.get(v.last() - 1).end()));
        if (name != null) {
            spans.add(span(name.start(), name.end()));
        }
        Certainty certainty =
                v.doubtful() ? Certainty.UNSURE : stated ? Certainty.STATED : Certainty.INFERRED;
        return new Raw(
                name,
                where,
                decision.status(),
                v.versions(),
                v.ranges(),
                certainty,
                v.anaphora(),
                v.doubtful(),
                v.softUpper(),
                decision.weak(),
                block,
                spans);
    }

    /// "Die PWA ist nicht betroffen", "Betroffen ist Beispiel", an item under "Nicht betroffen".
    private List<Raw> withoutVersions(
            List<Token> t, List<Cue> cues, Context context, int block, boolean item) {
        Cue cue =
                cues.stream()
                        .filter(
                                c ->
                                        c.strong()
                                                        && Lexicon.PREDICATE.contains(
                                                                t.get(c.last()).lower())
                                                || c.status() == Status.NOT_AFFECTED && c.strong()
                                                || c.status() == Status.UNDER_INVESTIGATION
                                                        && c.strong())
                        .findFirst()
                        .orElse(null);
        Status status = cue != null ? cue.status() : null;
        Cue safe =
                cues.stream()
                        .filter(c -> c.strong() && Cues.SAFE.contains(t.get(c.last()).lower()))
                        .findFirst()
                        .orElse(null);
        if (cue == null && safe != null) {
            cue = safe;
            status = Status.NOT_AFFECTED;
        }
        boolean inherited =
                status == null
                        && item
                        && t.size() <= SHORT_ITEM
                        && context.section() == Context.Section.NONE;
        if (inherited) {
            status = context.status();
        }
        if (status == null
                || status == Status.FIXED
                || status == Status.NOT_AFFECTED && StatusScope.conditional(t)) {
            return List.of();
        }
        int from =
                cue == null ? 0 : narrowStart(t, item ? 0 : clauseStart(t, cue.first()), cue, cues);
        int to = cue == null ? t.size() : narrowEnd(t, clauseEnd(t, cue.last()), cue, cues);
        List<Raw> out =
                new ArrayList<>(things(t, from, to, cue, status, context, block, inherited));
        if (status == Status.AFFECTED) {
            List<Name> excepted = Enumeration.excepted(t, List.of());
            out.removeIf(
                    r ->
                            excepted.stream()
                                    .anyMatch(
                                            n ->
                                                    r.name() != null
                                                            && r.name().first() + from
                                                                    >= n.first()));
            excepted.forEach(n -> out.add(bare(n, Status.NOT_AFFECTED, Set.of(), block)));
        }
        return out;
    }

    /// The systems that good news holds for where none stands beside the versions: those right behind the verb ("9.2 behebt das
    /// Problem unter Windows"), or those of the versions before ("unter macOS ist nur 4.3 betroffen, 4.2 nicht").
    private static Set<Platform> narrower(
            List<Token> t,
            VersionPhrase v,
            int i,
            List<VersionPhrase> phrases,
            List<Set<Platform>> platforms) {
        boolean elliptic = v.last() < t.size() && t.get(v.last()).isAny("nicht", "not");
        if (i > 0 && elliptic) {
            return platforms.get(i - 1);
        }
        if (phrases.size() > 1) {
            return Set.of();
        }
        for (PlatformScope.Mention m : PlatformScope.find(t)) {
            boolean behind = m.first() > v.last() && m.first() <= v.last() + BEHIND;
            if (behind && t.subList(v.last(), m.first()).stream().allMatch(Token::word)) {
                return m.platforms();
            }
        }
        return Set.of();
    }

    private static final int BEHIND = 6;

    /// "Windows affected, Linux not affected": where another word on the status stands before it, the comma between parts them.
    private static int narrowStart(List<Token> t, int from, Cue c, List<Cue> cues) {
        int start = from;
        for (Cue other : cues) {
            if (other.status() != c.status() && other.last() < c.first() && other.first() >= from) {
                for (int k = other.last(); k < c.first(); k++) {
                    start = t.get(k).sign(",") ? Math.max(start, k + 1) : start;
                }
            }
        }
        return start;
    }

    private static int narrowEnd(List<Token> t, int to, Cue c, List<Cue> cues) {
        int end = to;
        for (Cue other : cues) {
            if (other.status() != c.status() && other.first() > c.last() && other.last() < to) {
                for (int k = other.first(); k > c.last(); k--) {
                    end = t.get(k).sign(",") ? Math.min(end, k) : end;
                }
            }
        }
        return end;
    }

    /// Products and platforms that a sentence with versions speaks of in a clause of their own ("..., die PWA ist nicht betroffen").
    private List<Raw> besides(
            List<Token> t,
            List<VersionPhrase> phrases,
            List<Cue> cues,
            Context context,
            int block) {
        List<Raw> out = new ArrayList<>();
        for (Cue c : cues) {
            int from = narrowStart(t, clauseStart(t, c.first()), c, cues);
            int to = narrowEnd(t, clauseEnd(t, c.last()), c, cues);
            boolean free = phrases.stream().noneMatch(v -> v.last() > from && v.first() < to);
            if (c.strong() && c.status() == Status.NOT_AFFECTED && free) {
                out.addAll(things(t, from, to, c, c.status(), context, block, false));
            } else if (c.strong() && c.status() == Status.NOT_AFFECTED) {
                int last = from;
                for (VersionPhrase v : phrases) {
                    last = v.last() <= c.first() ? Math.max(last, v.last()) : last;
                }
                if (last > from && last < c.first() && Lexicon.AND.contains(t.get(last).lower())) {
                    out.addAll(
                            things(
                                    t,
                                    last + 1,
                                    c.last() + 1,
                                    c,
                                    c.status(),
                                    context,
                                    block,
                                    false));
                }
            }
        }
        return out;
    }

    /// "Nicht betroffen: Beispiel 1.x, Beispiel für iOS": members of the list that name no version.
    private List<Raw> otherMembers(
            List<Token> t, List<VersionPhrase> phrases, Context context, int block) {
        List<Raw> out = new ArrayList<>();
        int from = 0;
        for (int k = 0; k <= t.size(); k++) {
            if (k < t.size() && !t.get(k).sign(",") && !t.get(k).sign(";")) {
                continue;
            }
            int start = from;
            int end = k;
            if (end > start
                    && phrases.stream().noneMatch(v -> v.last() > start && v.first() < end)) {
                out.addAll(things(t, start, end, null, Status.NOT_AFFECTED, context, block, true));
            }
            from = k + 1;
        }
        return out;
    }

    private List<Raw> things(
            List<Token> t,
            int from,
            int to,
            @Nullable Cue cue,
            Status status,
            Context context,
            int block,
            boolean inherited) {
        List<Token> clause = t.subList(from, to);
        List<Name> names =
                subjects(
                        clause,
                        cue == null ? -1 : cue.first() - from,
                        cue == null ? -1 : cue.last() - from,
                        inherited);
        List<PlatformScope.Mention> mentions = PlatformScope.find(clause);
        Members members = new Members(clause, names, mentions);
        Set<Platform> platforms = members.shared();
        List<VersionRange> ranges =
                status == Status.NOT_AFFECTED ? List.of(VersionRange.ALL) : List.of();
        List<Raw> out = new ArrayList<>();
        for (Name n : names) {
            List<Span> spans = List.of(span(n.start(), n.end()));
            Set<Platform> own = members.of(n);
            out.add(
                    new Raw(
                            n,
                            own.isEmpty() ? context.platforms() : own,
                            status,
                            List.of(),
                            ranges,
                            inherited ? Certainty.INFERRED : Certainty.STATED,
                            false,
                            false,
                            false,
                            false,
                            block,
                            spans));
        }
        if (out.isEmpty()
                && mentions.isEmpty()
                && cue != null
                && !context.platforms().isEmpty()
                && clause.size() <= 4) {
            List<Span> spans = List.of(span(clause.getFirst().start(), clause.getLast().end()));
            out.add(
                    new Raw(
                            null,
                            context.platforms(),
                            status,
                            List.of(),
                            ranges,
                            Certainty.INFERRED,
                            false,
                            false,
                            false,
                            false,
                            block,
                            spans));
        }
        if (!platforms.isEmpty() && !mentions.isEmpty()) {
            PlatformScope.Mention first = mentions.getFirst();
            PlatformScope.Mention last = mentions.getLast();
            List<Span> spans =
                    List.of(
                            span(
                                    clause.get(first.first()).start(),
                                    clause.get(last.last() - 1).end()));
            out.add(
                    new Raw(
                            null,
                            platforms,
                            status,
                            List.of(),
                            ranges,
                            Certainty.INFERRED,
                            false,
                            false,
                            false,
                            false,
                            block,
                            spans));
        }
        return out;
    }

    private Span span(int start, int end) {
        return Span.text(source, start, end, text.substring(start, end));
    }
}
