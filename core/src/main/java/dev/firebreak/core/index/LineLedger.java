package dev.firebreak.core.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Tells for one source which of its lines another source has already told.
///
/// Two files may hold the same lines. Of a line that stands m times in what is held of others and n times in this source, the
/// first m are repetitions, the rest are new: together it counts as often as in the one that has it most.
final class LineLedger {
    /// Lines of which it is remembered how often each was a repetition; minutes that were met longest ago go. Logs are in order of time
    /// but for a little.
    private static final int MAX_REPEATED = 1 << 20;

    private final LedgerCache cache;
    private final LedgerBuffer buffer;
    private final int source;

    /// By minute how often a line was taken for a repetition, for minutes with any; the one met last is last.
    private final LinkedHashMap<Integer, LongMap> repeated = new LinkedHashMap<>(16, 0.75f, true);

    private int repeatedLines;
    private int minute;
    private @Nullable MinuteLines lines;
    private @Nullable LongMap repeatedNow;

    LineLedger(LedgerCache cache, LedgerBuffer buffer, int source) {
        this.cache = cache;
        this.buffer = buffer;
        this.source = source;
    }

    /// The buffer was written; its lines are found anew.
    void refresh() {
        lines = null;
    }

    /// Whether this line repeats one of another source. If not, it is entered.
    boolean repeats(long micros, long hash) throws IOException {
        int wanted = (int) Math.floorDiv(micros, LedgerBuffer.MINUTE);
        MinuteLines others = lines;
        if (others == null || wanted != minute) {
            others = cache.of(wanted);
            lines = others;
            minute = wanted;
            repeatedNow = repeated.get(wanted);
        }
        if (others.size() > 0 && repeats(others, hash >>> (64 - LedgerBuffer.HASH_BITS))) {
            return true;
        }
        buffer.add(wanted, hash);
        return false;
    }

    private boolean repeats(MinuteLines others, long kept) {
        int told = others.others(kept, source);
        if (told == 0) {
            return false;
        }
        LongMap counts = repeatedNow;
        if (counts == null) {
            counts = new LongMap();
            repeated.put(minute, counts);
            repeatedNow = counts;
        }
        long before = counts.get(kept, 0);
        if (before >= told) {
            return false;
        }
        counts.add(kept, 1);
        repeatedLines += before == 0 ? 1 : 0;
        while (repeatedLines > MAX_REPEATED && repeated.size() > 1) {
            repeatedLines -= repeated.pollFirstEntry().getValue().size();
        }
        return true;
    }
}
