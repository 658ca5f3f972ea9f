package dev.firebreak.core.join;

import org.jspecify.annotations.Nullable;

/// Adds the tallies of one owner up to a finding under one indicator's validity, whose end
/// limits it and whose begin does not.
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
        // What a source gives as "valid from" is mostly the day it was written: earlier lines
        // count.
        long until = indicator.validUntil();
        if (t.first() == Tally.NO_TIME) {
            take(t, Tally.NO_TIME, Tally.NO_TIME, t.count(), certain);
        } else if (t.last() < until) {
            take(t, t.first(), t.last(), t.count(), certain);
        } else if (t.first() < until) {
            // begins inside: the first line counts, of the rest nobody knows
            take(t, t.first(), t.first(), 1, certain);
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
