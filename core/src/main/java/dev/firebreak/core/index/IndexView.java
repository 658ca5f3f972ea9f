package dev.firebreak.core.index;

import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.model.Component;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The memory as it was at one moment. Safe for use by several threads; what it returns is not.
public final class IndexView {
    /// Bytes that an answer takes for each host at the least, with what it counts by machine.
    private static final long HEAP_OF_A_HOST = 40;

    private final Disk disk;
    private final Store.Snapshot snapshot;
    private SoftReference<Gathered> gathered = new SoftReference<>(null);
    private final Object listing = new Object();
    private SoftReference<ComponentList> listed = new SoftReference<>(null);

    IndexView(Disk disk, Store.Snapshot snapshot) {
        this.disk = disk;
        this.snapshot = snapshot;
    }

    Store.Snapshot snapshot() {
        return snapshot;
    }

    /// Grows with each change of the memory; two views of one generation say the same.
    public long generation() {
        return snapshot.manifest().generation();
    }

    /// A word for what the memory holds: another one if anything is different, even if the memory was replaced by another
    /// one.
    public String state() {
        return snapshot.manifest().generation() + "-" + snapshot.manifest().checksum();
    }

    /// Whether anything was taken in before a time; if not, [IndexWriter#expire] lets nothing go.
    public boolean tookInBefore(Instant time) throws IOException {
        long since = SightingSearch.micros(time, 0);
        boolean[] any = {false};
        Scan.newest(
                snapshot,
                Table.SOURCES,
                c -> any[0] |= SourceRecord.decode(c.value()).imported() < since);
        return any[0];
    }

    /// The organisations of which anything is known, forgotten ones left out.
    public List<String> organisations() {
        return snapshot.manifest().organisations().stream()
                .filter(o -> !o.equals(Organisations.FORGOTTEN))
                .toList();
    }

    /// The name under which an organisation reported, whatever the case of the letters; empty if none of that name ever did.
    public Optional<String> organisation(String name) {
        int number = IndexEstate.number(snapshot, name);
        List<String> all = snapshot.manifest().organisations();
        return number < all.size() ? Optional.of(all.get(number)) : Optional.empty();
    }

    /// The estate of one organisation, or of all. The first call looks at all machines, so its cost grows with
    /// them; further ones, for whichever organisation, share what was gathered. The estate itself is for one thread.
    ///
    /// @param organisation absent for all
    public EstateView estate(@Nullable String organisation) throws IOException {
        return IndexEstate.of(snapshot, gathered(), this::list, organisation);
    }

    private synchronized Gathered gathered() throws IOException {
        Gathered known = gathered.get();
        if (known == null) {
            long needed = snapshot.manifest().hosts() * HEAP_OF_A_HOST;
            if (needed > Runtime.getRuntime().maxMemory()) {
                throw new IOException(
                        ("the memory knows %,d machines; to count them needs about %,d MB of heap, more than"
                                        + " there is (FIREBREAK_MEMORY). holders and changes need no more than they have")
                                .formatted(snapshot.manifest().hosts(), needed >> 20));
            }
            known = Gathered.of(snapshot);
            gathered = new SoftReference<>(known);
        }
        return known;
    }

    /// Logs of which something could not be read when they were taken in.
    ///
    /// @param names the first of them
    public record FlawedLogs(int logs, List<String> names) {
        public FlawedLogs {
            names = List.copyOf(names);
        }
    }

    /// The logs of one organisation, or of all, in which a contact may have been overlooked.
    ///
    /// @param organisation absent for all
    public FlawedLogs flawedLogs(@Nullable String organisation) throws IOException {
        LogTotals.Total logs =
                gathered()
                        .logs
                        .of(organisation == null ? -1 : IndexEstate.number(snapshot, organisation));
        return new FlawedLogs(logs.flawed, logs.flawedNames);
    }

    /// What the memory holds. Of a large one the counts are kept in a file beside it, so that only the first call after a change looks at
    /// all machines.
    public IndexStatus status() throws IOException {
        return status(_ -> {});
    }

    /// The same.
    ///
    /// @param troubles told if the kept counts are of no use, so that it was counted anew
    public IndexStatus status(Consumer<CountsTrouble> troubles) throws IOException {
        return IndexStatus.of(disk, snapshot, IndexStatus.WORTH_KEEPING, troubles);
    }

    /// How many lists of machines name one of these components now, by organisation. Reads nothing but the holders, so it
    /// answers at once however large the estate is. A machine that has two of them, or one in two lists, counts once.
    ///
    /// @param wanted asked once for each distinct component
    public Map<String, Long> holdersByOrganisation(Predicate<Component> wanted) throws IOException {
        return holdersByOrganisation(numbers(wanted));
    }

    /// The same.
    ///
    /// @param wanted positions in [#components]
    public Map<String, Long> holdersByOrganisation(BitSet wanted) throws IOException {
        return holdersByOrganisation(numbers(wanted));
    }

    private int[] numbers(Predicate<Component> wanted) throws IOException {
        ComponentList all = list();
        return IntStream.range(0, all.size())
                .filter(i -> wanted.test(all.get(i)))
                .map(all::number)
                .toArray();
    }

    private int[] numbers(BitSet wanted) throws IOException {
        return wanted.stream().map(list()::number).toArray();
    }

    /// Read once, when first asked for, and kept as long as there is room: questions come one after the other.
    private ComponentList list() throws IOException {
        synchronized (listing) {
            ComponentList known = listed.get();
            if (known == null) {
                known = ComponentList.read(snapshot);
                listed = new SoftReference<>(known);
            }
            return known;
        }
    }

    Map<String, Long> holdersByOrganisation(int[] components) throws IOException {
        HolderCount count = new HolderCount(snapshot);
        for (int c : components) {
            count.add(c);
        }
        Map<String, Long> out = new TreeMap<>();
        count.byOrganisation(
                (organisation, hosts) ->
                        out.put(snapshot.manifest().organisations().get(organisation), hosts));
        return out;
    }

    /// A component came to a machine, or went.
    ///
    /// @param until absent while it is still there
    public record Change(
            String organisation,
            String asset,
            Component component,
            Instant from,
            @Nullable Instant until) {}

    /// What came or went at or after a time; machines that were first heard of since then are told as coming with all they
    /// have.
    ///
    /// @param organisation absent for all
    public List<Change> changedSince(Instant time, @Nullable String organisation)
            throws IOException {
        List<Change> out = new ArrayList<>();
        changedSince(time, organisation, out::add);
        return out;
    }

    /// The same, one by one, in no particular order: there may be more than there is room for.
    public void changedSince(Instant time, @Nullable String organisation, Consumer<Change> each)
            throws IOException {
        InventoryHistory.changedSince(snapshot, SightingSearch.micros(time, 0), organisation, each);
    }

    /// The machines that have one of these components now, one by one; one that has several, or one in several lists, comes as
    /// often.
    ///
    /// @param organisation absent for all
    public void holders(
            Predicate<Component> wanted, @Nullable String organisation, Consumer<Change> each)
            throws IOException {
        InventoryHistory.holders(snapshot, numbers(wanted), organisation, each);
    }

    /// The same.
    ///
    /// @param wanted positions in [#components]
    public void holders(BitSet wanted, @Nullable String organisation, Consumer<Change> each)
            throws IOException {
        InventoryHistory.holders(snapshot, numbers(wanted), organisation, each);
    }

    /// Every distinct component that any list has named; always in the same order.
    public List<Component> components() throws IOException {
        return list().all();
    }

    /// When machines had one of these components: the history, closed intervals too.
    ///
    /// @param organisation absent for all
    public List<Change> history(Predicate<Component> wanted, @Nullable String organisation)
            throws IOException {
        return InventoryHistory.of(snapshot, wanted, organisation);
    }
}
