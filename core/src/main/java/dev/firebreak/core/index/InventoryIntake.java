package dev.firebreak.core.index;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes in one inventory file. Reports of one machine, scope and time that stand apart in the file are one report.
public final class InventoryIntake implements InventorySink {
    /// Reports gathered before they are entered; only files that mix very many machines reach it.
    private static final int MAX_OPEN = 50_000;

    private final IndexWriter writer;
    private final int organisation;
    private final String source;
    private final int number;
    private final byte[] contentHash;
    private final long fallback;
    private final Consumer<Problem> problems;
    private final Map<Key, Report> open = new LinkedHashMap<>();
    private @Nullable Report current;
    private @Nullable Key last;
    private @Nullable Key lossy;
    private final Set<Changes> changesOnly = new LinkedHashSet<>();
    private long entries;
    private boolean lost;
    private boolean flawed;

    private record Key(int host, int organisation, int scope, long time, boolean snapshot) {}

    /// A list of which a file tells changes only.
    private record Changes(int host, String scope) {}

    private static final class Report {
        /// Whether a list of the machine lacked entries before.
        boolean mends;

        int[] there = new int[64];
        int thereCount;
        int[] gone = new int[0];
        int goneCount;

        void add(int component, boolean removed) {
            if (removed) {
                if (goneCount == gone.length) {
                    gone = Arrays.copyOf(gone, Math.max(8, goneCount * 2));
                }
                gone[goneCount++] = component;
                return;
            }
            if (thereCount == there.length) {
                there = Arrays.copyOf(there, thereCount * 2);
            }
            there[thereCount++] = component;
        }
    }

    InventoryIntake(
            IndexWriter writer,
            int organisation,
            String source,
            int number,
            byte[] contentHash,
            long fallback,
            Consumer<Problem> problems) {
        this.writer = writer;
        this.organisation = organisation;
        this.source = source;
        this.number = number;
        this.contentHash = contentHash;
        this.fallback = fallback;
        this.problems = problems;
    }

    @Override
    public void begin(
            Asset asset, Kind kind, String scope, @Nullable Instant collected, long line) {
        try {
            String owner = asset.organisation();
            int org = owner == null ? organisation : writer.organisation(owner);
            int host = writer.hosts().number(org, asset.name());
            long time = collected == null ? fallback : micros(collected);
            boolean mends = writer.hosts().inventory(host, asset, time);
            for (String address : asset.addresses()) {
                writer.bind(org, address, new Binding(time, false, asset.name()));
            }
            // Readers give the file's own time where a list tells none.
            boolean dated = collected != null && time != fallback;
            // A list without a time of its own is only replaced by a newer version of the same
            // file, never by another file:
            // two such files may be two halves of one list.
            String name = dated ? scope : scope + " @ " + source;
            Key key = new Key(host, org, writer.scope(name), time, kind == Kind.SNAPSHOT);
            if (open.size() >= MAX_OPEN && !open.containsKey(key)) {
                apply();
            }
            current = open.computeIfAbsent(key, _ -> new Report());
            current.mends |= mends;
            last = key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long micros(Instant t) {
        return t.getEpochSecond() * 1_000_000 + t.getNano() / 1000;
    }

    @Override
    public void component(Component component, Change change, long line) {
        Report report = current;
        if (report == null) {
            throw new IllegalStateException("component before begin");
        }
        try {
            report.add(writer.components().number(component), change == Change.REMOVED);
            entries++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        current = null;
    }

    @Override
    public void machine(Asset asset, long line) {
        try {
            String owner = asset.organisation();
            int org = owner == null ? organisation : writer.organisation(owner);
            writer.hosts().facts(writer.hosts().number(org, asset.name()), asset);
            for (String address : asset.addresses()) {
                writer.bind(org, address, new Binding(fallback, false, asset.name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void incomplete(Asset asset, Kind kind, String scope, String reason) {
        switch (kind) {
            case SNAPSHOT -> lossy = last; // it is said of the machine that was begun last
            case DIFFERENTIAL -> {
                try {
                    String owner = asset.organisation();
                    int org = owner == null ? organisation : writer.organisation(owner);
                    int host = writer.hosts().number(org, asset.name());
                    changesOnly.add(new Changes(host, scope));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @Override
    public void problem(Problem problem) {
        flawed |= problem.severity() != Problem.Severity.NOTE;
        lost |= problem.severity() == Problem.Severity.LOST;
        problems.accept(problem);
    }

    private void apply() throws IOException {
        for (Map.Entry<Key, Report> e : open.entrySet()) {
            Key k = e.getKey();
            Report r = e.getValue();
            writer.stations()
                    .report(
                            k.host(),
                            k.organisation(),
                            k.scope(),
                            k.time(),
                            k.snapshot(),
                            number,
                            distinct(r.there, r.thereCount),
                            distinct(r.gone, r.goneCount));
            if (r.mends && k.snapshot() && !k.equals(lossy)) {
                writer.hosts().complete(k.host(), k.scope(), k.time(), this::isThisFile);
            }
            if (writer.full()) {
                writer.commit();
            }
        }
        open.clear();
    }

    /// A file that was mended replaces what it told before, even if its lists have the same time.
    private boolean isThisFile(HostRecord.Lossy list) {
        try {
            SourceRecord record = writer.sources().record(list.source());
            return record != null
                    && record.organisation() == organisation
                    && record.name().equals(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps which lists lack entries, until a complete one comes. A list older than the newest that is known does not matter.
    private void keepLossy() throws IOException {
        Key list = lossy;
        if (list != null) {
            StationHistory h = writer.stations().history(list.host(), list.scope());
            if (h == null || h.lastSnapshot() <= list.time()) {
                writer.hosts()
                        .lossy(
                                list.host(),
                                new HostRecord.Lossy(list.scope(), list.time(), number));
            }
        }
        for (Changes changes : changesOnly) {
            changesOnly(changes.host(), writer.scope(changes.scope()));
            changesOnly(changes.host(), writer.scope(changes.scope() + " @ " + source));
        }
    }

    /// Whoever reported as often as is kept may have told everything once.
    private void changesOnly(int host, int scope) throws IOException {
        StationHistory h = writer.stations().history(host, scope);
        if (h != null
                && h.lastSnapshot() == Long.MIN_VALUE
                && h.reports() < StationHistory.MAX_REPORTS) {
            writer.hosts()
                    .lossy(
                            host,
                            new HostRecord.Lossy(scope, HostRecord.Lossy.CHANGES_ONLY, number));
        }
    }

    private static int[] distinct(int[] a, int n) {
        int[] out = Arrays.copyOf(a, n);
        Arrays.sort(out);
        int m = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || out[i] != out[i - 1]) {
                out[m++] = out[i];
            }
        }
        return Arrays.copyOf(out, m);
    }

    /// The file is read; durable after the next [IndexWriter#commit].
    ///
    /// @return entries taken in
    public long finish(long bytes) throws IOException {
        apply();
        keepLossy();
        SourceRecord record =
                new SourceRecord(
                        organisation,
                        source,
                        SourceRecord.Kind.INVENTORY,
                        !lost,
                        flawed,
                        bytes,
                        0,
                        contentHash,
                        0,
                        new byte[SourceRecord.HASH],
                        entries,
                        0,
                        fallback,
                        fallback,
                        writer.now());
        writer.seal(number, record);
        if (!lost) {
            writer.sources().registerInventory(organisation, contentHash, number);
        }
        return entries;
    }
}
