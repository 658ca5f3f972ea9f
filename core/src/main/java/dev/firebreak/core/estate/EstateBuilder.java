package dev.firebreak.core.estate;

import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Collects inventories and what logs showed into an [EstateView]. Not thread-safe.
public final class EstateBuilder {
    private final AssetBook assets = new AssetBook();
    private final List<Component> components = new ArrayList<>();
    private final Map<Component, Integer> componentNumbers = new HashMap<>();
    private final List<String> sources = new ArrayList<>();
    private final List<Map<String, ScopeState>> scopesByAsset = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> namesByAddress = new HashMap<>();
    private final Map<String, List<Leased>> leased = new HashMap<>();
    private final Map<String, TreeSet<Integer>> daysByHost = new HashMap<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private LogSpan logSpan = LogSpan.NONE;
    private int inventories;

    /// The sink for one inventory file.
    ///
    /// @param source the file as the user named it
    /// @param fallback when the list was made if it does not tell itself, usually the file's time; it dates the
    ///     inventory, but never lets one list replace another
    public InventorySink inventory(String source, Instant fallback) {
        sources.add(source);
        inventories++;
        return new Sink(sources.size() - 1, fallback);
    }

    /// What a log said: an address was that of a named machine.
    ///
    /// @param first when it first said so, absent if it gives no time
    /// @param last when it last did
    record Leased(String name, @Nullable Instant first, @Nullable Instant last) {}

    /// A log says that an address belonged to a named machine, for a time.
    public void leased(
            String address, String name, @Nullable Instant first, @Nullable Instant last) {
        leased.computeIfAbsent(address, _ -> new ArrayList<>(1)).add(new Leased(name, first, last));
    }

    /// An address belongs to a named machine, from a hosts file.
    public void hostName(String address, String name, @Nullable String organisation) {
        namesByAddress.put(address, name);
        if (organisation != null) {
            assets.named(name, organisation);
        }
    }

    /// What the logs showed: sightings, the days on which each host appears, and the span of all.
    public void logs(List<Sighting> seen, Map<String, LogDays> days, LogSpan span) {
        sightings.addAll(seen);
        days.forEach(
                (host, some) -> {
                    TreeSet<Integer> all = daysByHost.computeIfAbsent(host, _ -> new TreeSet<>());
                    for (int day : some.toArray()) {
                        all.add(day);
                    }
                });
        logSpan = span;
    }

    /// Problems that the inventories reported.
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// How many inventory files were begun.
    public int inventories() {
        return inventories;
    }

    public EstateView build() {
        return HeapEstate.of(
                assets,
                components,
                sources,
                scopesByAsset,
                new AddressOwners(assets, namesByAddress, leased),
                daysByHost,
                sightings,
                logSpan);
    }

    private ScopeState state(AssetBook.Entry entry, String scopeName) {
        while (scopesByAsset.size() <= entry.number) {
            scopesByAsset.add(new HashMap<>(2));
        }
        return scopesByAsset.get(entry.number).computeIfAbsent(scopeName, _ -> new ScopeState());
    }

    private int number(Component component) {
        Integer known = componentNumbers.get(component);
        if (known != null) {
            return known;
        }
        components.add(component);
        componentNumbers.put(component, components.size() - 1);
        return components.size() - 1;
    }

    private final class Sink implements InventorySink {
        private final int source;
        private final Instant fallback;
        private @Nullable ScopeState scope;
        private @Nullable Instant collected;
        private Kind kind = Kind.SNAPSHOT;
        private boolean counts;
        private boolean olderSaid;

        Sink(int source, Instant fallback) {
            this.source = source;
            this.fallback = fallback;
        }

        @Override
        public void begin(
                Asset asset, Kind newKind, String scopeName, @Nullable Instant stated, long line) {
            // Readers hand the file's own time on as if it were stated; it must not let one list
            // replace another.
            Instant time = fallback.equals(stated) ? null : stated;
            AssetBook.Entry entry = assets.of(asset);
            entry.hasInventory = true;
            Instant asOf = time == null ? fallback : time;
            if (entry.inventoryAsOf == null || asOf.isAfter(entry.inventoryAsOf)) {
                entry.inventoryAsOf = asOf;
            }
            scope = state(entry, scopeName);
            kind = newKind;
            collected = time;
            counts = newKind == Kind.DIFFERENTIAL || scope.snapshot(time);
            if (!counts && !olderSaid) {
                olderSaid = true;
                problem(
                        new Problem(
                                sources.get(source),
                                line > 0 ? "line " + line : "",
                                "a newer list of "
                                        + asset.name()
                                        + " is known, this older one does not count",
                                Problem.Severity.NOTE));
            }
        }

        @Override
        public void component(Component component, Change change, long line) {
            ScopeState current = scope;
            if (current == null) {
                throw new IllegalStateException("component before begin");
            }
            if (kind == Kind.DIFFERENTIAL) {
                current.change(
                        collected, number(component), source, line, change == Change.REMOVED);
            } else if (counts && change == Change.PRESENT) {
                current.add(number(component), source, line);
            }
        }

        @Override
        public void end() {
            scope = null;
        }

        @Override
        public void machine(Asset asset, long line) {
            assets.of(asset);
        }

        @Override
        public void incomplete(Asset asset, Kind of, String scopeName, String reason) {
            state(assets.of(asset), scopeName).incomplete(of);
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }
    }
}
