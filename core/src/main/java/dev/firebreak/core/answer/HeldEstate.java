package dev.firebreak.core.answer;

import dev.firebreak.core.model.Indicator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// An estate whose assets are objects anyway.
final class HeldEstate implements FlatEstate {
    private final EstateView estate;
    private final List<EstateView.Holding> holdings = new ArrayList<>();

    HeldEstate(EstateView estate) {
        this.estate = estate;
    }

    @Override
    public AssetFacts facts(int asset) {
        return estate.asset(asset).facts();
    }

    @Override
    public String name(int asset) {
        return estate.asset(asset).name();
    }

    @Override
    public void places(int component, Place each) {
        estate.holders(
                component,
                holding -> {
                    holdings.add(holding);
                    each.at(holding.asset(), holdings.size() - 1);
                });
    }

    @Override
    public EstateView.Holding holding(int asset, int place) {
        return holdings.get(place);
    }

    @Override
    public FlatContacts contacts(List<Indicator> indicators) {
        return new HeldContacts(estate.sightings(indicators));
    }

    @Override
    public int[] byName() {
        return IntStream.range(0, estate.assetCount())
                .boxed()
                .sorted(
                        Comparator.comparing(
                                        (Integer i) -> {
                                            String of = estate.asset(i).organisation();
                                            return of == null ? "" : of;
                                        })
                                .thenComparing(i -> estate.asset(i).name()))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
