package dev.firebreak.core.answer;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Sighting;
import java.util.List;
import java.util.function.Consumer;

/// What is known of an estate at one moment; the answer is computed from it alone.
///
/// Assets and components are numbered densely from 0. A view does not change while it is read.
public interface EstateView {
    int assetCount();

    /// The asset with this number; host names and addresses in logs are already resolved to it.
    AssetState asset(int asset);

    /// Distinct components: equal name, publisher, version, platform, scheme and identifiers are one.
    int componentCount();

    Component component(int component);

    /// Who has a component now, in no particular order. Called only for the few components that matter.
    void holders(int component, Consumer<Holding> each);

    /// Where the indicators were met, each with the number of the asset that met it.
    List<AssetSighting> sightings(List<Indicator> indicators);

    /// What the logs cover as a whole.
    LogSpan logSpan();

    /// An asset has a component.
    ///
    /// @param source the inventory as the user named it
    /// @param line 1-based line in it, 0 if it has none
    record Holding(int asset, String source, long line) {}

    /// @param asset number of the asset, or -1 if no log line names a machine
    record AssetSighting(int asset, Sighting sighting) {}
}
