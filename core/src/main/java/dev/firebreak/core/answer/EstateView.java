package dev.firebreak.core.answer;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Sighting;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /// The same estate for counting. Its assets and components have the same numbers.
    default FlatEstate flat() {
        return new HeldEstate(this);
    }

    /// What this estate cannot tell; the answer then says less, and claims nothing that nobody looked at.
    default Gaps gaps() {
        return Gaps.NONE;
    }

    /// @param logDays on which days a log names a machine is told only of those that made contact
    /// @param unaffected components that are not affected are not told
    /// @param software why the software of machines that show nothing is not known to be harmless, absent if it was all
    ///     looked at
    /// @param contacts the same of contacts
    record Gaps(
            boolean logDays,
            boolean unaffected,
            @Nullable Reason software,
            @Nullable Reason contacts) {
        public static final Gaps NONE = new Gaps(false, false, null, null);
    }

    /// An asset has a component.
    ///
    /// @param source the inventory as the user named it
    /// @param line 1-based line in it, 0 if it has none
    record Holding(int asset, String source, long line) {}

    /// @param asset number of the asset, or -1 if no log line names a machine
    /// @param sure whether a line meets the indicator beyond doubt; if not, a line may have
    record AssetSighting(int asset, Sighting sighting, boolean sure) {
        public AssetSighting(int asset, Sighting sighting) {
            this(asset, sighting, true);
        }
    }
}
