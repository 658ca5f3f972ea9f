package dev.firebreak.app.memory;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.index.IndexView;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which machines each organisation has and how well they are known, at one state of the memory: what every question
/// needs, whatever it asks.
final class Census {
    private static final int FIRST_ROOM = 64;

    private final IndexView view;
    private final EstateView all;
    private final AssetState[] assets;
    private final int[] organisationOf;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Group> groups = new HashMap<>();

    /// One organisation.
    static final class Group {
        /// Numbers of its machines in the estate of all.
        private int[] assets = new int[FIRST_ROOM];

        private int count;
        private LogSpan logs = LogSpan.NONE;

        int count() {
            return count;
        }

        int asset(int i) {
            return assets[i];
        }

        LogSpan logs() {
            return logs;
        }

        private void add(int asset) {
            if (count == assets.length) {
                assets = Arrays.copyOf(assets, count * 2);
            }
            assets[count++] = asset;
        }
    }

    private Census(IndexView view, EstateView all) {
        this.view = view;
        this.all = all;
        this.organisationOf = new int[all.assetCount()];
        this.assets = new AssetState[organisationOf.length];
    }

    static Census of(IndexView view) throws IOException {
        Census census = new Census(view, view.estate(null));
        for (int i = 0; i < census.organisationOf.length; i++) {
            census.assets[i] = census.all.asset(i);
            String organisation = census.assets[i].organisation();
            int number =
                    census.numbers.computeIfAbsent(
                            organisation == null ? "" : organisation, _ -> census.numbers.size());
            census.organisationOf[i] = number;
            census.groups.computeIfAbsent(number, _ -> new Group()).add(i);
        }
        for (String organisation : view.organisations()) {
            if (!organisation.isEmpty()) {
                int number =
                        census.numbers.computeIfAbsent(organisation, _ -> census.numbers.size());
                census.groups.computeIfAbsent(number, _ -> new Group()).logs =
                        view.estate(organisation).logSpan();
            }
        }
        return census;
    }

    long generation() {
        return view.generation();
    }

    IndexView view() {
        return view;
    }

    /// The estate of all, for one thread at a time.
    EstateView estate() {
        return all;
    }

    /// A machine; unlike the estate, for any thread.
    AssetState asset(int asset) {
        return assets[asset];
    }

    /// Number of the organisation that a machine belongs to; machines that the memory learnt of since then have none.
    int organisationOf(int asset) {
        return asset < organisationOf.length ? organisationOf[asset] : -1;
    }

    int number(String organisation) {
        return numbers.getOrDefault(organisation, -1);
    }

    @Nullable Group group(int number) {
        return groups.get(number);
    }

    /// Whether a machine's inventory lets it be said that something is not installed.
    static boolean wellKnown(AssetState asset, Instant notBefore) {
        return asset.hasInventory()
                && asset.inventoryComplete()
                && (asset.inventoryAsOf() == null || !asset.inventoryAsOf().isBefore(notBefore));
    }
}
