package dev.firebreak.core.index;

import dev.firebreak.core.answer.LogDays;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a memory holds.
///
/// @param generation of the newest change
/// @param bytes on disk
/// @param files how many runs
/// @param components distinct ones
/// @param holdings rows of inventories, history included
/// @param sightings rows of things seen
/// @param bytesByTable bytes on disk for each kind of run
public record IndexStatus(
        long generation,
        long bytes,
        int files,
        long components,
        long holdings,
        long sightings,
        Map<String, Long> bytesByTable,
        List<Owned> organisations) {
    /// What is held of one organisation.
    ///
    /// @param name empty if nobody told one
    /// @param machines named by an inventory
    /// @param hosts that only logs name
    /// @param oldestInventory when the machine that has not reported for longest did so last
    /// @param days on which any log names any of its hosts
    public record Owned(
            String name,
            long machines,
            long hosts,
            long logs,
            long inventories,
            long lines,
            long duplicates,
            @Nullable Instant oldestInventory,
            @Nullable Instant newestInventory,
            @Nullable Instant firstLine,
            @Nullable Instant lastLine,
            LogDays days) {}

    /// Hosts and sources from which on counts are kept: fewer are counted in no time.
    static final int WORTH_KEEPING = 50_000;

    /// @param troubles told if counts that are kept beside the memory are of no use
    static IndexStatus of(
            Disk disk, Store.Snapshot snapshot, int worthKeeping, Consumer<CountsTrouble> troubles)
            throws IOException {
        Manifest m = snapshot.manifest();
        Map<Integer, OwnerCount> counts;
        if ((long) m.hosts() + m.sources() < worthKeeping) {
            counts = OwnerCount.read(snapshot);
        } else {
            Optional<Map<Integer, OwnerCount>> kept = CountFile.read(disk, m, troubles);
            counts = kept.isPresent() ? kept.get() : OwnerCount.read(snapshot);
            if (kept.isEmpty()) {
                CountFile.write(disk, m, counts, troubles);
            }
        }
        List<Owned> owned = new ArrayList<>();
        counts.forEach((number, c) -> owned.add(c.owned(m.organisations().get(number))));
        Map<String, Long> bytes = new TreeMap<>();
        long[] rows = new long[2];
        long components = 0;
        for (RunInfo r : m.runs()) {
            bytes.merge(r.table().suffix(), r.bytes(), Long::sum);
            rows[0] += r.table() == Table.HOLDINGS ? r.rows() : 0;
            rows[1] += r.table() == Table.SIGHTINGS ? r.rows() : 0;
            components += r.table() == Table.COMPONENT_TEXTS ? r.entries() : 0;
        }
        return new IndexStatus(
                m.generation(),
                m.bytes(),
                m.runs().size(),
                components,
                rows[0],
                rows[1],
                bytes,
                List.copyOf(owned));
    }
}
