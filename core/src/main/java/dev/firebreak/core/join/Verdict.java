package dev.firebreak.core.join;

import org.jspecify.annotations.Nullable;

/// Adds the tallies of one owner up to a finding under one indicator's validity.
final class Verdict {
    private final KeyedIndicator indicator;
    private long first = Tally.NO_TIME;
    private long last = Tally.NO_TIME;
    private long count;
    private long most;
    private boolean sure;
    private boolean present;
    private @Nullable Tally head;

    Verdict(KeyedIndicator indicator) {
        this.indicator = indicator;
    }

    /// @param certain whether the thing is what is looked for beyond doubt
    void add(Tally t, boolean certain) {
        if (t.count() == 0) {
            return; // reported gone without ever having been reported there
        }
        long from = indicator.validFrom();
        long until = indicator.validUntil();
        if (t.first() == Tally.NO_TIME) {
            take(t, Tally.NO_TIME, Tally.NO_TIME, t.count(), certain && indicator.unbounded());
        } else if (t.last() < from || t.first() >= until) {
            return;
        } else if (t.first() >= from && t.last() < until) {
            take(t, t.first(), t.last(), t.count(), certain);
        } else if (t.first() >= from) {
            take(
                    t, t.first(), t.first(), 1,
                    certain); // begins inside: the first line counts, of the rest nobody knows
        } else if (t.last() < until) {
            take(t, t.last(), t.last(), 1, certain); // ends inside
        } else {
            take(t, Tally.NO_TIME, Tally.NO_TIME, 0, false); // lies around the whole validity
        }
    }

    private void take(Tally t, long from, long to, long least, boolean certain) {
        if (from != Tally.NO_TIME) {
            first = first == Tally.NO_TIME ? from : Math.min(first, from);
            last = Math.max(last, to);
        }
        count += certain ? least : 0;
        most += t.count();
        sure |= certain;
        present |= t.present();
        head = head == null ? t : Tally.earlier(head, t);
    }

    @Nullable Finding finding(Owner owner, boolean complete) {
        Tally h = head;
        if (h == null) {
            return null;
        }
        return new Finding(
                Finding.idOf(indicator.id(), owner),
                indicator.id(),
                indicator.revision(),
                owner,
                h.sample(),
                first,
                last,
                count,
                most,
                sure,
                complete,
                present ? Finding.State.OPEN : Finding.State.REMOVED,
                h.source(),
                h.offset());
    }
}
