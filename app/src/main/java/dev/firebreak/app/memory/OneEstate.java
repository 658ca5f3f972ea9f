package dev.firebreak.app.memory;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Some machines of one organisation, with what of a warning was met on them.
final class OneEstate implements EstateView {
    private final EstateView all;
    private final LogSpan logs;
    private final List<AssetState> assets = new ArrayList<>();
    private final Map<Integer, Integer> local = new HashMap<>();
    private final Map<Integer, List<Holding>> holdings = new HashMap<>();
    private final List<AssetSighting> sightings = new ArrayList<>();

    /// @param all the estate that the machines are of, for this thread alone
    OneEstate(EstateView all, LogSpan logs) {
        this.all = all;
        this.logs = logs;
    }

    void add(int asset) {
        local.put(asset, assets.size());
        assets.add(all.asset(asset));
    }

    private int local(int asset) {
        Integer number = local.get(asset);
        if (number == null) {
            throw new IllegalStateException("a machine that was not added"); // a defect
        }
        return number;
    }

    void holding(int component, Holding one) {
        holdings.computeIfAbsent(component, _ -> new ArrayList<>())
                .add(new Holding(local(one.asset()), one.source(), one.line()));
    }

    void sighting(AssetSighting one) {
        sightings.add(
                new AssetSighting(
                        one.asset() < 0 ? -1 : local(one.asset()), one.sighting(), one.sure()));
    }

    boolean isEmpty() {
        return assets.isEmpty() && sightings.isEmpty();
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
        return all.componentCount();
    }

    @Override
    public Component component(int component) {
        return all.component(component);
    }

    @Override
    public void holders(int component, Consumer<Holding> each) {
        holdings.getOrDefault(component, List.of()).forEach(each);
    }

    @Override
    public List<AssetSighting> sightings(List<Indicator> indicators) {
        return sightings;
    }

    @Override
    public LogSpan logSpan() {
        return logs;
    }
}
