package dev.firebreak.core.index;

import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one writer of a memory. What it takes in is held on the heap, bounded by [Settings#memoryBytes], and becomes durable and
/// visible as a whole at [#commit] (which also happens by itself when the bound is reached). Not thread-safe.
///
/// There is no log of writes: a source's place is stored with what was taken from it, so after a crash the source is read on
/// from there, and nothing counts twice.
public final class IndexWriter implements Closeable {
    /// Entries of inventories held before they are written.
    private static final long MAX_ENTRIES = 12_000_000;

    /// Of the memory a quarter at the most is for lines that are kept at hand: each takes 12 bytes, up to 18 while it grows.
    private static final int BYTES_OF_A_CACHED_LINE = 64;

    private final WrittenState state;
    private final Settings settings;
    private final Closeable lock;
    private final Map<String, TreeSet<Binding>> bindings = new HashMap<>();

    private final CoverageBuffer coverage = new CoverageBuffer();
    private final SightingWindow window = new SightingWindow();
    private final LedgerBuffer ledgers = new LedgerBuffer();
    private final LedgerCache cache;
    private final NameBook names;
    private final HostBook hosts;
    private final ComponentBook components;
    private final StationBook stations;
    private final SourceBook sources;
    private boolean changed;
    private boolean broken;
    private int rowLimit = Integer.MAX_VALUE;

    IndexWriter(Store store, Settings settings, Closeable lock, Store.Snapshot snapshot) {
        this.settings = settings;
        this.lock = lock;
        names = new NameBook(snapshot.manifest());
        hosts = new HostBook(snapshot);
        components = new ComponentBook(snapshot);
        stations = new StationBook(snapshot);
        sources = new SourceBook(snapshot);
        cache = new LedgerCache(snapshot, ledgers, settings.memoryBytes() / BYTES_OF_A_CACHED_LINE);
        state = new WrittenState(store, snapshot, names, hosts, components, stations, sources);
    }

    HostBook hosts() {
        return hosts;
    }

    ComponentBook components() {
        return components;
    }

    StationBook stations() {
        return stations;
    }

    SourceBook sources() {
        return sources;
    }

    SightingWindow window() {
        return window;
    }

    boolean remembersLines() {
        return settings.ledger();
    }

    long now() {
        return settings.clock().nowMicros();
    }

    Store.Snapshot snapshot() {
        return state.snapshot();
    }

    LineLedger ledger(int source) {
        return new LineLedger(cache, ledgers, source);
    }

    /// Writes earlier than memory demands; tests use it to reach every point with little data.
    void limitRows(int rows) {
        rowLimit = rows;
    }

    /// Lines that an intake may gather before it asks whether the writer is [#full].
    int linesAtOnce() {
        return rowLimit;
    }

    /// Whether what is held should be written.
    boolean full() {
        if (window.rows() >= rowLimit || stations.rows() >= rowLimit) {
            return true;
        }
        long half = settings.memoryBytes() / 2;
        return stations.rows() > Math.min(MAX_ENTRIES, half / 32)
                || window.full()
                || ledgers.lines() > SightingWindow.MAX_ROWS
                || window.bytes()
                                + ledgers.bytes()
                                + coverage.bytes()
                                + hosts.bytes()
                                + stations.bytes()
                        > half;
    }

    /// The number of an organisation, by its name; empty for "nobody told".
    int organisation(String name) throws IOException {
        return names.organisation(name);
    }

    int scope(String name) {
        return names.scope(name);
    }

    void bind(int organisation, String address, Binding binding) {
        changed = true;
        bindings.computeIfAbsent(organisation + " " + address, _ -> new TreeSet<>()).add(binding);
    }

    void covered(int host, long day, long kinds) {
        changed = true;
        coverage.covered(host, day, kinds);
    }

    void seal(int source, SourceRecord record) {
        changed = true;
        ledgers.seal(source);
        sources.put(source, record);
    }

    /// A log that may have been taken in before, whole or in part.
    ///
    /// @param source its number
    /// @param name as it was named then
    /// @param consumed bytes that are taken in
    /// @param tailLength bytes before `consumed` by which it is known again; whether they are the same is for the caller to
    ///     ask, see [#sameTail]
    public record KnownLog(int source, String name, long consumed, int tailLength) {}

    /// Logs of the organisation that begin as this one does, the longest first: the first whose tail is the same is the one.
    ///
    /// @param head the first 65,536 bytes after decompression, or all if there are fewer
    public List<KnownLog> knownLogs(String organisation, byte[] head) throws IOException {
        List<KnownLog> out = new ArrayList<>();
        for (int s : sources.logs(organisation(organisation), head)) {
            SourceRecord r = sources.record(s);
            // one that told nothing yet (a header only) could be the beginning of anything
            if (r != null && r.lines() > 0 && r.tailLength() > 0) {
                out.add(new KnownLog(s, r.name(), r.consumed(), r.tailLength()));
            }
        }
        out.sort((a, b) -> Long.compare(b.consumed(), a.consumed()));
        return out;
    }

    /// Whether these bytes, which end where the known log was left, are those it had there.
    public boolean sameTail(KnownLog known, byte[] before) throws IOException {
        SourceRecord r = sources.record(known.source());
        return r != null
                && before.length == r.tailLength()
                && Arrays.equals(r.tail(), SourceBook.hash(before, 0, before.length));
    }

    /// Begins to take in a log.
    ///
    /// @param known the log this one continues; absent if it is new
    /// @param head its first 65,536 bytes after decompression, or all if there are fewer
    public LogIntake log(
            String organisation,
            String name,
            @Nullable KnownLog known,
            byte[] head,
            LogIntake.Tail tail,
            ObservationSink problems)
            throws IOException {
        check();
        int org = organisation(organisation);
        int number = known != null ? known.source() : sources.fresh();
        SourceRecord before = known != null ? sources.record(number) : null;
        byte[] hash = SourceBook.hash(head, 0, head.length);
        SourceRecord record =
                new SourceRecord(
                        org,
                        before != null ? before.name() : name,
                        SourceRecord.Kind.LOG,
                        false,
                        before != null && before.flawed(),
                        before != null ? before.consumed() : 0,
                        head.length,
                        hash,
                        before != null ? before.tailLength() : 0,
                        before != null ? before.tail() : new byte[SourceRecord.HASH],
                        before != null ? before.lines() : 0,
                        before != null ? before.duplicates() : 0,
                        before != null ? before.first() : SightingRow.NO_TIME,
                        before != null ? before.last() : SightingRow.NO_TIME,
                        now());
        if (before == null || before.headLength() != head.length) {
            sources.registerLog(org, head, number);
        }
        return new LogIntake(this, org, number, record, ledger(number), tail, problems);
    }

    /// From this time on an address belonged to a machine, as a hosts file or a person says.
    public void hostName(String organisation, String address, String name, @Nullable Instant from)
            throws IOException {
        check();
        long micros = from == null ? SightingRow.NO_TIME : SightingSearch.micros(from, 0);
        bind(organisation(organisation), address, new Binding(micros, true, name));
    }

    /// Whether the organisation has taken in this very inventory.
    ///
    /// @param contentHash 16 bytes that identify name and content of the file
    public Optional<String> knownInventory(String organisation, byte[] contentHash)
            throws IOException {
        Integer org = names.known(organisation);
        if (org == null) {
            return Optional.empty();
        }
        for (int s : sources.inventories(org, contentHash)) {
            SourceRecord r = sources.record(s);
            if (r != null) {
                return Optional.of(r.name());
            }
        }
        return Optional.empty();
    }

    /// Begins to take in an inventory file.
    ///
    /// @param fallback when its lists were made if they do not tell
    public InventoryIntake inventory(
            String organisation,
            String name,
            byte[] contentHash,
            Instant fallback,
            Consumer<Problem> problems)
            throws IOException {
        check();
        long micros = fallback.getEpochSecond() * 1_000_000 + fallback.getNano() / 1000;
        return new InventoryIntake(
                this,
                organisation(organisation),
                name,
                sources.fresh(),
                contentHash,
                micros,
                problems);
    }

    private void check() {
        if (broken) {
            throw new IllegalStateException("the writer failed before; open a new one");
        }
    }

    /// Makes everything taken in so far durable and visible. Until this returns, nothing of it is promised.
    ///
    /// @throws IOException if it cannot be written, such as when the disk is full; the memory then is as it was at the last
    ///     commit, and this writer can only be closed
    public void commit() throws IOException {
        check();
        if (!changed && window.rows() == 0 && hosts.isEmpty() && stations.isEmpty()) {
            return;
        }
        broken = true;
        state.publish(new Flush(state.disk(), snapshot(), this).write());
        window.clear();
        cache.flushed();
        ledgers.clear();
        bindings.clear();
        coverage.clear();
        changed = false;
        broken = false;
        mergeDue(false);
        cache.refresh(snapshot());
    }

    /// Commits, then folds runs together where that is due, or all of them.
    public void compact(boolean all) throws IOException {
        commit();
        mergeDue(all);
        cache.refresh(snapshot());
    }

    private void mergeDue(boolean all) throws IOException {
        for (List<RunInfo> group : Compaction.due(state.manifest(), all)) {
            // a convenience: a full disk must not stop anything else
            if (state.hasRoom(group)) {
                merge(List.of(group), Keep.ALL);
            }
        }
    }

    private void merge(List<List<RunInfo>> groups, Keep keep) throws IOException {
        broken = true;
        state.merge(groups, keep);
        broken = false;
    }

    /// Rewrites every run so that nothing of an organisation is left in any file: hosts, inventories, sightings, sources, its
    /// name, and components that nobody else has.
    ///
    /// @return false if there is no such organisation
    public boolean forgetOrganisation(String name) throws IOException {
        commit();
        Integer number = names.known(name);
        if (number == null) {
            return false;
        }
        Keep keep = Forgetting.organisation(snapshot(), number);
        names.forget(name);
        rewrite(keep);
        return true;
    }

    /// Rewrites every run so that nothing is left that was last seen before a time.
    public void forgetBefore(Instant time) throws IOException {
        commit();
        rewrite(Expiry.seenBefore(snapshot(), micros(time)));
    }

    /// Rewrites every run so that nothing is left that was last seen before a time and taken in before it as well: what an
    /// old log tells is kept as long from the day on which it came as what a new one tells.
    public void expire(Instant time) throws IOException {
        commit();
        rewrite(Expiry.seenAndTakenInBefore(snapshot(), micros(time)));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    private void rewrite(Keep keep) throws IOException {
        merge(Compaction.due(state.manifest(), true, 1), keep);
        // components that lost their last holder go in a second step: only now it is known which
        Keep unused = Forgetting.unusedComponents(snapshot());
        List<List<RunInfo>> groups =
                Compaction.due(state.manifest(), true, 1).stream()
                        .filter(
                                g ->
                                        g.getFirst().table() == Table.COMPONENTS
                                                || g.getFirst().table() == Table.COMPONENT_TEXTS)
                        .toList();
        merge(groups, unused);
        hosts.reset();
        components.reset();
        cache.clear();
        cache.refresh(snapshot());
    }

    /// Writes anew the runs that have damaged blocks, as far as all their blocks can be restored, and a damaged manifest.
    int rewriteDamaged(Collection<Index.Damage> damages) throws IOException {
        List<List<RunInfo>> groups = state.damaged(damages);
        if (!groups.isEmpty()) {
            merge(groups, Keep.ALL);
            cache.refresh(snapshot());
        }
        boolean manifest = damages.stream().anyMatch(d -> Store.isManifest(d.file()));
        if (manifest && groups.isEmpty()) {
            state.publish(List.of());
        }
        return groups.size() + (manifest ? 1 : 0);
    }

    Map<String, TreeSet<Binding>> bindings() {
        return bindings;
    }

    CoverageBuffer coverage() {
        return coverage;
    }

    LedgerBuffer ledgers() {
        return ledgers;
    }

    /// Leaves the memory to others. What was not committed is gone, and its sources will be read again.
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
