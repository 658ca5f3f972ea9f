package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Minutes of the ledger that were looked at, for all sources that are taken in one after the other: ten thousand machines' own
/// logs of one day speak of the same minutes, and none of them should read what all others told of each minute again.
///
/// Holds at most a number of lines. If there is no room, a minute goes by lot: with logs that walk through the same minutes
/// again and again, the one that was used longest ago would always be the one that is needed next.
final class LedgerCache {
    private final LedgerBuffer buffer;
    private final long maxLines;
    private final SplittableRandom lot = new SplittableRandom(1);
    private final List<RunCursor> cursors = new ArrayList<>();
    private final List<Integer> eras = new ArrayList<>();
    private final Map<Integer, MinuteLines> minutes = new HashMap<>();
    private int[] known = new int[64];
    private int count;
    private long lines;

    /// @param maxLines kept at hand
    LedgerCache(Store.Snapshot snapshot, LedgerBuffer buffer, long maxLines) {
        this.buffer = buffer;
        this.maxLines = maxLines;
        refresh(snapshot);
    }

    /// Runs were written or folded; what they say is the same.
    void refresh(Store.Snapshot snapshot) {
        cursors.clear();
        eras.clear();
        for (Run r : snapshot.of(Table.LEDGER)) {
            cursors.add(r.cursor());
            eras.add(r.info().era());
        }
    }

    /// The buffer is on the disk and will be cleared. Minutes of which it tells more than was taken in are read anew.
    void flushed() {
        for (int i = count - 1; i >= 0; i--) {
            MinuteLines of = minutes.get(known[i]);
            if (of != null && of.taken != buffer.newest(known[i])) {
                remove(i);
            } else if (of != null) {
                of.taken = -1;
            }
        }
    }

    /// What was read counts no more: something was forgotten.
    void clear() {
        minutes.clear();
        count = 0;
        lines = 0;
    }

    /// All lines of a minute that are sealed by now. Good until the next call.
    MinuteLines of(int minute) throws IOException {
        MinuteLines held = minutes.get(minute);
        if (held == null) {
            held = new MinuteLines();
            read(minute, held);
            makeRoom(held.size());
            if (count == known.length) {
                known = Arrays.copyOf(known, count * 2);
            }
            known[count++] = minute;
            minutes.put(minute, held);
            lines += cost(held);
        }
        int newest = buffer.newest(minute);
        if (newest != held.taken) {
            lines -= cost(held);
            buffer.of(minute, held.taken, held::add);
            held.taken = newest;
            lines += cost(held);
            makeRoomBeside(minute);
        }
        return held;
    }

    /// A minute without lines takes room, too.
    private static int cost(MinuteLines held) {
        return held.size() + 16;
    }

    private void makeRoom(int wanted) {
        while (count > 0 && lines + wanted > maxLines) {
            remove(lot.nextInt(count));
        }
    }

    /// The same where a minute grew that is at hand now.
    private void makeRoomBeside(int minute) {
        while (count > 1 && lines > maxLines) {
            int i = lot.nextInt(count);
            remove(known[i] == minute ? (i + 1) % count : i);
        }
    }

    private void remove(int i) {
        MinuteLines gone = minutes.remove(known[i]);
        lines -= gone == null ? 0 : cost(gone);
        known[i] = known[--count];
    }

    private void read(int minute, MinuteLines into) throws IOException {
        byte[] key = LedgerBuffer.key(minute);
        int era = LedgerBuffer.era(minute);
        for (int i = 0; i < cursors.size(); i++) {
            RunCursor c = cursors.get(i);
            if (eras.get(i) != era || !c.seek(key)) {
                continue;
            }
            boolean more = true;
            while (more && c.compareKey(key, key.length) == 0) {
                LedgerBuffer.decode(c.value(), into::add);
                more = c.next();
            }
        }
    }
}
