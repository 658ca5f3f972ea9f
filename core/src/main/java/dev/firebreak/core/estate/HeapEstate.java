package dev.firebreak.core.estate;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The estate of one question, in arrays: holders of a component stand side by side.
final class HeapEstate implements EstateView {
    private final List<AssetState> assets;
    private final List<Component> components;
    private final List<String> sources;
    private final int[] firstHolder;
    private final int[] holderAssets;
    private final int[] holderSources;
    private final long[] holderLines;
    private final List<AssetSighting> sightings;
    private final LogSpan logSpan;

    private HeapEstate(
            List<AssetState> assets,
            List<Component> components,
            List<String> sources,
            Holders holders,
            List<AssetSighting> sightings,
            LogSpan logSpan) {
        this.assets = assets;
        this.components = components;
        this.sources = sources;
        this.firstHolder = holders.first;
        this.holderAssets = holders.assets;
        this.holderSources = holders.sources;
        this.holderLines = holders.lines;
        this.sightings = sightings;
        this.logSpan = logSpan;
    }

    static HeapEstate of(
            AssetBook book,
            List<Component> components,
            List<String> sources,
            List<Map<String, ScopeState>> scopesByAsset,
            AddressOwners owners,
            Map<String, TreeSet<Integer>> daysByHost,
            List<Sighting> seen,
            LogSpan span) {
        Holders holders = Holders.of(components.size(), scopesByAsset);
        Map<Integer, TreeSet<Integer>> days = new HashMap<>();
        daysByHost.forEach(
                (host, some) -> {
                    for (int day : some) {
                        for (AssetBook.Entry entry : owners.of(host, day)) {
                            days.computeIfAbsent(entry.number, _ -> new TreeSet<>()).add(day);
                        }
                    }
                });
        List<AssetSighting> sightings = new ArrayList<>();
        for (Sighting sighting : seen) {
            if (sighting.host().isEmpty()) {
                sightings.add(new AssetSighting(-1, sighting));
                continue;
            }
            for (AssetBook.Entry entry :
                    owners.of(sighting.host(), sighting.first(), sighting.last())) {
                sightings.add(new AssetSighting(entry.number, sighting));
            }
        }
        List<AssetState> states = new ArrayList<>(book.entries().size());
        for (AssetBook.Entry entry : book.entries()) {
            TreeSet<Integer> on = days.get(entry.number);
            states.add(
                    new AssetState(
                            entry.name,
                            entry.organisation,
                            entry.platform,
                            entry.hasInventory,
                            entry.inventoryAsOf,
                            !isIncomplete(scopesByAsset, entry.number),
                            on == null
                                    ? LogDays.NONE
                                    : LogDays.of(on.stream().mapToInt(Integer::intValue).toArray()),
                            List.copyOf(entry.addresses)));
        }
        return new HeapEstate(
                List.copyOf(states),
                List.copyOf(components),
                List.copyOf(sources),
                holders,
                sightings,
                span);
    }

    private static boolean isIncomplete(List<Map<String, ScopeState>> scopesByAsset, int asset) {
        return asset < scopesByAsset.size()
                && scopesByAsset.get(asset).values().stream().anyMatch(ScopeState::isIncomplete);
    }

    @Override
    public int assetCount() {
        return assets.size();
    }

    @Override
    public AssetState asset(int asset) {
        return assets.get(asset);
    }

    @Override
    public int componentCount() {
        return components.size();
    }

    @Override
    public Component component(int component) {
        return components.get(component);
    }

    @Override
    public void holders(int component, Consumer<Holding> each) {
        for (int i = firstHolder[component]; i < firstHolder[component + 1]; i++) {
            each.accept(
                    new Holding(holderAssets[i], sources.get(holderSources[i]), holderLines[i]));
        }
    }

    @Override
    public List<AssetSighting> sightings(List<Indicator> indicators) {
        Set<Indicator> wanted = new HashSet<>(indicators);
        return sightings.stream()
                .filter(one -> wanted.contains(one.sighting().indicator()))
                .toList();
    }

    @Override
    public LogSpan logSpan() {
        return logSpan;
    }

    /// Postings of all components, one after the other.
    private record Holders(int[] first, int[] assets, int[] sources, long[] lines) {
        static Holders of(int componentCount, List<Map<String, ScopeState>> scopesByAsset) {
            int[] first = new int[componentCount + 1];
            each(scopesByAsset, (_, component, _, _) -> first[component + 1]++);
            for (int i = 0; i < componentCount; i++) {
                first[i + 1] += first[i];
            }
            int[] next = first.clone();
            int total = first[componentCount];
            Holders holders = new Holders(first, new int[total], new int[total], new long[total]);
            each(
                    scopesByAsset,
                    (asset, component, source, line) -> {
                        int at = next[component]++;
                        holders.assets[at] = asset;
                        holders.sources[at] = source;
                        holders.lines[at] = line;
                    });
            return holders;
        }

        private interface Each {
            void row(int asset, int component, int source, long line);
        }

        private static void each(List<Map<String, ScopeState>> scopesByAsset, Each each) {
            for (int asset = 0; asset < scopesByAsset.size(); asset++) {
                int number = asset;
                for (ScopeState scope : scopesByAsset.get(asset).values()) {
                    scope.held(
                            (component, source, line) -> each.row(number, component, source, line));
                }
            }
        }
    }
}
