package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells for one source which of its lines another source has already told.
///
/// Two files may hold the same lines. Of a line that stands m times in what is held of others and n times in this source, the
/// first m are repetitions, the rest are new: together it counts as often as in the one that has it most.
final class LineLedger {
    /// Minutes kept at hand; logs are in order of time but for a little.
    private static final int MINUTES = 64;

    private final LedgerBuffer buffer;
    private final int source;
    private final List<RunCursor> cursors = new ArrayList<>();
    private final List<Integer> eras = new ArrayList<>();
    private final Map<Integer, Held> minutes =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Held> e) {
                    return size() > MINUTES;
                }
            };
    private int lastMinute = Integer.MIN_VALUE;
    private @Nullable Held last;

    /// Lines of others in one minute, with how often each may still be taken for a repetition.
    private static final class Held {
        final LongMap left = new LongMap();
    }

    LineLedger(Store.Snapshot snapshot, LedgerBuffer buffer, int source) {
        this.buffer = buffer;
        this.source = source;
        refresh(snapshot);
    }

    /// The buffer was written; its lines are found in this snapshot now.
    void refresh(Store.Snapshot snapshot) {
        cursors.clear();
        eras.clear();
        for (Run r : snapshot.of(Table.LEDGER)) {
            cursors.add(r.cursor());
            eras.add(r.info().era());
        }
    }

    /// Whether this line repeats one of another source. If not, it is entered.
    boolean repeats(long micros, long hash) throws IOException {
        int minute = (int) Math.floorDiv(micros, LedgerBuffer.MINUTE);
        if (minute != lastMinute) {
            last = minutes.get(minute);
            if (last == null) {
                last = load(minute);
                minutes.put(minute, last);
            }
            lastMinute = minute;
        }
        Held held = last;
        if (held != null && held.left.size() > 0) {
            long kept = hash >>> (64 - LedgerBuffer.HASH_BITS);
            if (held.left.get(kept, 0) > 0) {
                held.left.add(kept, -1);
                return true;
            }
        }
        buffer.add(minute, hash);
        return false;
    }

    private Held load(int minute) throws IOException {
        Held held = new Held();
        LedgerBuffer.Line enter =
                (hash, of) -> {
                    if (of != source) {
                        held.left.add(hash, 1);
                    }
                };
        buffer.of(minute, enter);
        byte[] key = LedgerBuffer.key(minute);
        int era = LedgerBuffer.era(minute);
        for (int i = 0; i < cursors.size(); i++) {
            RunCursor c = cursors.get(i);
            if (eras.get(i) != era || !c.seek(key)) {
                continue;
            }
            boolean more = true;
            while (more && c.compareKey(key, key.length) == 0) {
                LedgerBuffer.decode(c.value(), enter);
                more = c.next();
            }
        }
        return held;
    }
}
