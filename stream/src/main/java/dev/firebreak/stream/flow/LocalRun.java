package dev.firebreak.stream.flow;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.FindingSink;
import dev.firebreak.core.join.HeapKeyState;
import dev.firebreak.core.join.Join;
import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.Keys;
import dev.firebreak.core.join.Owner;
import dev.firebreak.core.join.ValueMatcher;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The whole flow in one process and on the heap: what a cluster must find is what this finds.
public final class LocalRun {
    private final Join join = new Join(new ValueMatcher(new ProductMatcher()));
    private final Map<String, Covered> logs = new HashMap<>();
    private final Map<String, AssetLedger> machines = new HashMap<>();
    private final Map<Integer, HeapShelfStore> shelves = new HashMap<>();
    private final Map<JoinKey, HeapKeyState> keys = new HashMap<>();
    private final Map<String, Map<JoinKey, FindingRecord>> parts = new HashMap<>();
    private final Map<String, Watch> watches = new HashMap<>();
    private final List<String> refused = new ArrayList<>();
    private final Shelf shelf = new Shelf(new KeptJudges());

    /// Takes a batch in.
    ///
    /// @return observations that counted, on all keys together
    public long logs(LogBatch batch) {
        Covered covered = logs.getOrDefault(batch.log(), Covered.NOTHING);
        List<Covered.Range> wanted = covered.missing(batch.from(), batch.to());
        logs.put(batch.log(), covered.plus(batch.from(), batch.to()));
        long n = 0;
        for (Seen.Numbered one : Seen.fold(batch, wanted)) {
            LogBatch.Thing thing = batch.things().get(one.thing());
            for (JoinKey key : Keys.ofObservation(thing.type(), thing.value())) {
                observe(key, one.seen());
                n++;
            }
        }
        return n;
    }

    /// Takes a list of software in.
    public void inventory(InventoryReport report) {
        AssetLedger ledger = machines.computeIfAbsent(report.key(), _ -> AssetLedger.empty());
        if (!ledger.hasRoomFor(report.scope())) {
            refused.add("more than " + AssetLedger.MAX_SCOPES + " kinds of lists of one machine");
            return;
        }
        Owner owner = new Owner(report.organisation(), report.asset());
        for (AssetLedger.Change change : ledger.apply(report)) {
            observe(Shelf.key(change.id()), Installed.seen(owner, change, report.source()));
            if (change.encoded().length > 0) {
                boolean room =
                        shelf.component(
                                shelves.computeIfAbsent(
                                        Shelf.of(change.component()), _ -> new HeapShelfStore()),
                                change.id(),
                                change.encoded(),
                                this::watch);
                if (!room) {
                    refused.add("a shelf of the dictionary is full");
                }
            }
        }
    }

    /// Takes a question, its revision or its withdrawal in.
    public void question(Question q) {
        switch (q.subject()) {
            case Question.Thing t -> {
                List<Watch> all = Expansion.watches(q, t);
                if (all.isEmpty()) {
                    refused.add("cannot be asked: " + t.type() + " " + t.value());
                }
                all.forEach(this::watch);
            }
            case Question.Products _ -> {
                for (int i = 0; i < Shelf.SHELVES; i++) {
                    shelf.question(
                            shelves.computeIfAbsent(i, _ -> new HeapShelfStore()), q, this::watch);
                }
            }
        }
    }

    private void observe(JoinKey key, Seen seen) {
        HeapKeyState state = keys.computeIfAbsent(key, _ -> HeapKeyState.ofDistinctInput());
        join.observation(state, seen.on(key), sink(key));
    }

    private void watch(Watch w) {
        watches.put(w.indicator().id(), w);
        JoinKey key = w.indicator().key();
        HeapKeyState state = keys.computeIfAbsent(key, _ -> HeapKeyState.ofDistinctInput());
        join.indicator(state, w.indicator(), sink(key));
    }

    private FindingSink sink(JoinKey key) {
        return new FindingSink() {
            @Override
            public void changed(Finding finding) {
                Watch w = watches.get(finding.indicator());
                if (w == null) {
                    throw new IllegalStateException("no question for " + finding.indicator());
                }
                parts.computeIfAbsent(finding.id(), _ -> new HashMap<>())
                        .put(key, new FindingRecord(w.question(), finding, w.component()));
            }

            @Override
            public void refused(JoinKey at, String reason) {
                refused.add(reason);
            }
        };
    }

    /// What was found, by finding id; taken-back findings too.
    public Map<String, FindingRecord> findings() {
        Map<String, FindingRecord> all = new TreeMap<>();
        parts.forEach(
                (id, byKey) -> {
                    List<Finding> each =
                            byKey.values().stream().map(FindingRecord::finding).toList();
                    FindingRecord one = byKey.values().iterator().next();
                    all.put(
                            id,
                            new FindingRecord(
                                    one.question(), PartFold.fold(each), one.component()));
                });
        return all;
    }

    /// What had no room or could not be used.
    public List<String> refused() {
        return List.copyOf(refused);
    }
}
