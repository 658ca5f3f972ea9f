package dev.firebreak.core.answer;

import dev.firebreak.core.model.Indicator;
import java.util.List;

/// An estate as it is counted: what is the same for millions of assets is told without an object for each of them.
public interface FlatEstate {
    AssetFacts facts(int asset);

    /// The asset's name, as [AssetState#name].
    String name(int asset);

    /// Who has a component now, as [EstateView#holders] tells, in the same order.
    void places(int component, Place each);

    /// Receives that an asset has the component.
    interface Place {
        /// @param place by which [#holding] tells more
        void at(int asset, int place);
    }

    /// Where it is written that an asset has a component.
    EstateView.Holding holding(int asset, int place);

    /// Where the indicators were met, as [EstateView#sightings] tells, in the same order.
    FlatContacts contacts(List<Indicator> indicators);

    /// The assets ordered by organisation, then name; letter case may not count.
    int[] byName();
}
