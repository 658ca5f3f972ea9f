package dev.firebreak.core.answer;

import dev.firebreak.core.model.Indicator;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;

/// An estate as it is counted: what is the same for millions of assets is told without an object for each of them.
public interface FlatEstate {
    AssetFacts facts(int asset);

    /// The asset's name, as [AssetState#name].
    String name(int asset);

    /// Receives how many assets are known equally well: of one organisation, all with or without an inventory, all or none of
    /// them older than asked, all or none in logs.
    interface Alike {
        /// @param oldest the one with the oldest inventory that has a time
        /// @param newest the one with the newest
        void assets(AssetFacts oldest, AssetFacts newest, long n);
    }

    /// Tells the assets below `count` that are wanted, those that are known equally well together: what an answer says of them
    /// is the same.
    ///
    /// @param notBefore inventories before it are told apart from the others
    default void alike(int count, Instant notBefore, IntPredicate wanted, Alike each) {
        for (int i = 0; i < count; i++) {
            if (wanted.test(i)) {
                AssetFacts facts = facts(i);
                each.assets(facts, facts, 1);
            }
        }
    }

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
