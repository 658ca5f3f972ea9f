package dev.firebreak.stream.flow;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Puts together what several keys or buckets say of one indicator and owner: a wide block lies on several keys, and a hot
/// key's owner may have a trace in one bucket of each level. No observation lies in two of them, so counts add up.
public final class PartFold {
    private static final Comparator<Finding> EARLIEST =
            Comparator.comparing((Finding f) -> f.count() == 0)
                    .thenComparing(f -> f.first() == Tally.NO_TIME)
                    .thenComparingLong(Finding::first)
                    .thenComparing(Finding::source)
                    .thenComparingLong(Finding::offset)
                    .thenComparing(Finding::value);

    private PartFold() {}

    /// @param parts at least one, all with the same id
    public static Finding fold(Collection<Finding> parts) {
        List<Finding> counting = new ArrayList<>();
        for (Finding f : parts) {
            if (f.state() != Finding.State.WITHDRAWN) {
                counting.add(f);
            }
        }
        Collection<Finding> told = counting.isEmpty() ? parts : counting;
        Finding head = told.stream().min(EARLIEST).orElseThrow();
        if (told.size() == 1) {
            return head;
        }
        long first = Tally.NO_TIME;
        long last = Tally.NO_TIME;
        long count = 0;
        long most = 0;
        long revision = 0;
        boolean sure = false;
        boolean complete = true;
        boolean open = false;
        for (Finding f : told) {
            if (f.first() != Tally.NO_TIME) {
                first = first == Tally.NO_TIME ? f.first() : Math.min(first, f.first());
                last = Math.max(last, f.last());
            }
            count += f.count();
            most += f.most();
            revision = Math.max(revision, f.revision());
            sure |= f.sure();
            complete &= f.complete();
            open |= f.state() == Finding.State.OPEN;
        }
        Finding.State state =
                counting.isEmpty()
                        ? Finding.State.WITHDRAWN
                        : open ? Finding.State.OPEN : Finding.State.REMOVED;
        return new Finding(
                head.id(),
                head.indicator(),
                revision,
                head.owner(),
                head.value(),
                first,
                last,
                count,
                most,
                sure,
                complete,
                state,
                head.source(),
                head.offset());
    }
}
