package dev.firebreak.core.estate;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The assets met so far, numbered in the order they appear, and the names and addresses that lead to them.
///
/// An asset is its name without regard to letter case, within its organisation. A report without an organisation joins
/// the one asset of that name if there is exactly one.
final class AssetBook {
    /// One asset while it is being learnt.
    static final class Entry {
        final int number;
        final String name;
        @Nullable String organisation;
        Platform platform = Platform.UNKNOWN;
        boolean hasInventory;
        @Nullable Instant inventoryAsOf;
        final Set<String> addresses = new LinkedHashSet<>();

        Entry(int number, String name, @Nullable String organisation) {
            this.number = number;
            this.name = name;
            this.organisation = organisation;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<Entry>> byName = new HashMap<>();

    List<Entry> entries() {
        return entries;
    }

    Entry of(Asset asset) {
        Entry entry = named(asset.name(), asset.organisation());
        if (entry.platform == Platform.UNKNOWN) {
            entry.platform = asset.platform();
        }
        entry.addresses.addAll(asset.addresses());
        return entry;
    }

    Entry named(String name, @Nullable String organisation) {
        List<Entry> same = byName.computeIfAbsent(key(name), _ -> new ArrayList<>(1));
        for (Entry entry : same) {
            if (java.util.Objects.equals(entry.organisation, organisation)) {
                return entry;
            }
        }
        if (same.size() == 1 && (organisation == null || same.getFirst().organisation == null)) {
            Entry only = same.getFirst();
            only.organisation = only.organisation == null ? organisation : only.organisation;
            return only;
        }
        Entry entry = new Entry(entries.size(), name, organisation);
        entries.add(entry);
        same.add(entry);
        return entry;
    }

    /// The one asset that a log's word for a machine can mean: its full name, else its short name when only one asset
    /// has it (`PC1.stadt.example` and `PC1`). Absent if none or several could be meant.
    @Nullable Entry find(String host) {
        List<Entry> same = byName.get(key(host));
        if (same != null) {
            return same.size() == 1 ? same.getFirst() : null;
        }
        int dot = host.indexOf('.');
        if (dot > 0 && !Character.isDigit(host.charAt(host.length() - 1))) {
            List<Entry> shorter = byName.get(key(host.substring(0, dot)));
            return shorter != null && shorter.size() == 1 ? shorter.getFirst() : null;
        }
        return null;
    }

    /// Address to asset, for the addresses that exactly one asset gives as its own.
    Map<String, Entry> byAddress() {
        Map<String, Entry> owners = new HashMap<>();
        Set<String> shared = new java.util.HashSet<>();
        for (Entry entry : entries) {
            for (String address : entry.addresses) {
                Entry before = owners.putIfAbsent(address, entry);
                if (before != null && before != entry) {
                    shared.add(address);
                }
            }
        }
        owners.keySet().removeAll(shared);
        return owners;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
