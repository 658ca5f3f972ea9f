package dev.firebreak.core.join;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts what comes on its key and lets it meet what is there.
///
/// Stateless; all state is in the [KeyState] it is handed. A hot key may be split by owner: put each indicator into every
/// bucket, each observation into its owner's bucket.
public final class Join {
    /// Length of the period within which lines of one owner are folded: a day. Validity is exact to the line as long as its
    /// ends do not fall between two folded lines; then the finding says "between count and most".
    public static final long PERIOD_MICROS = 86_400_000_000L;

    /// Most tallies kept for one owner under one key; beyond it lines are only counted as overflow.
    public static final int MAX_TALLIES = 4096;

    /// Most indicators on one key; more are refused unless one of them was withdrawn, which is then forgotten.
    public static final int MAX_INDICATORS = 10_000;

    private final Matcher matcher;

    /// @param matcher decides for blocks, URLs and products; [ValueMatcher] knows the first two
    public Join(Matcher matcher) {
        this.matcher = matcher;
    }

    /// Takes in an observation; emits the findings that it changes.
    ///
    /// @return false if it is a repetition and changed nothing
    public boolean observation(KeyState state, KeyedObservation o, FindingSink sink) {
        if (!state.firstTime(o.mark())) {
            return false;
        }
        Trace known = state.trace(o.owner());
        Trace before = known == null ? Trace.EMPTY : known;
        Trace after = before.plus(tally(o));
        state.put(o.owner(), after);
        if (before.overflow() == 0 && after.overflow() > 0) {
            sink.refused(
                    o.key(),
                    "more than " + MAX_TALLIES + " values of one owner, " + o.owner().asset());
        }
        for (KeyedIndicator i : state.indicators()) {
            Finding was = evaluate(i, o.owner(), before);
            Finding is = evaluate(i, o.owner(), after);
            if (is != null && !is.equals(was)) {
                sink.changed(is);
            }
        }
        return true;
    }

    /// Takes in an indicator, its revision or withdrawal, and looks back at once over everything on its key.
    public void indicator(KeyState state, KeyedIndicator i, FindingSink sink) {
        LookBack look = put(state, i, sink);
        if (look != null) {
            state.forEachTrace((owner, trace) -> lookBack(look, owner, trace, sink));
        }
    }

    /// Takes in an indicator without looking back, for runners that page through a large state.
    ///
    /// @return what to hand to [#lookBack] for each owner; absent if the indicator changes nothing
    public @Nullable LookBack put(KeyState state, KeyedIndicator i, FindingSink sink) {
        KeyedIndicator known = state.indicator(i.id());
        if (known != null && known.revision() >= i.revision()) {
            return null;
        }
        if (known == null && !hasRoom(state)) {
            sink.refused(i.key(), "more than " + MAX_INDICATORS + " indicators on one key");
            return null;
        }
        state.put(i);
        return LookBack.of(known, i);
    }

    /// Whether one more indicator has room; one that was withdrawn makes it.
    private static boolean hasRoom(KeyState state) {
        Collection<KeyedIndicator> all = state.indicators();
        if (all.size() < MAX_INDICATORS) {
            return true;
        }
        for (KeyedIndicator one : all) {
            if (one.withdrawn()) {
                state.removeIndicator(one.id());
                return true;
            }
        }
        return false;
    }

    /// The step of a look-back for one owner. May run any time after [#put], before or after newer observations of the
    /// owner were taken in: judging the same owner again emits the same finding.
    public void lookBack(LookBack look, Owner owner, Trace trace, FindingSink sink) {
        Finding is = evaluate(look.after(), owner, trace);
        Finding was = null;
        boolean told = !look.isNew();
        for (KeyedIndicator before : look.before()) {
            Finding then = evaluate(before, owner, trace);
            told &= Objects.equals(then, is);
            was = then == null ? was : then;
        }
        if (is != null) {
            if (!told) {
                sink.changed(is);
            }
        } else if (was != null) {
            sink.changed(was.withdrawnBy(look.after()));
        }
    }

    /// Drops what was last seen before a time. Findings already emitted stay as they are: they belong to whoever keeps
    /// them. Components that are still installed stay.
    public void forget(KeyState state, long beforeMicros) {
        state.forEachTrace(
                (owner, trace) -> {
                    Trace kept = trace.since(beforeMicros);
                    if (kept.tallies().isEmpty()) {
                        state.removeTrace(owner);
                    } else if (kept != trace) {
                        state.put(owner, kept);
                    }
                });
    }

    /// What an indicator says of an owner by the trace it left; absent if nothing.
    public @Nullable Finding evaluate(KeyedIndicator i, Owner owner, Trace trace) {
        if (i.withdrawn()) {
            return null;
        }
        Verdict v = new Verdict(i);
        for (Tally t : trace.tallies()) {
            Matcher.Answer a =
                    i.key().kind().decides() ? Matcher.Answer.YES : matcher.meets(i, t.value());
            if (a != Matcher.Answer.NO) {
                v.add(t, a == Matcher.Answer.YES);
            }
        }
        return v.finding(owner, trace.overflow() == 0);
    }

    private static Tally tally(KeyedObservation o) {
        boolean product = o.key().kind() == JoinKey.Kind.PRODUCT;
        long period =
                product || o.first() == Tally.NO_TIME
                        ? Tally.NO_PERIOD
                        : Math.floorDiv(o.first(), PERIOD_MICROS);
        return new Tally(
                o.key().kind().decides() ? "" : o.value(),
                period,
                o.removal() ? Tally.NO_TIME : o.first(),
                o.removal() ? Tally.NO_TIME : o.last(),
                o.removal() ? 0 : o.count(),
                o.removal() ? o.last() : Tally.NO_TIME,
                o.value(),
                o.source(),
                o.offset());
    }

    /// An indicator that has just changed.
    ///
    /// @param isNew whether there are owners of whom nothing was told of it
    /// @param before what owners were judged by until now: several if it changed again before a look-back was through, since
    ///     some owners were judged by the one and some by the other
    public record LookBack(boolean isNew, List<KeyedIndicator> before, KeyedIndicator after) {
        public LookBack {
            before = List.copyOf(before);
        }

        static LookBack of(@Nullable KeyedIndicator before, KeyedIndicator after) {
            return new LookBack(
                    before == null, before == null ? List.of() : List.of(before), after);
        }
    }
}
