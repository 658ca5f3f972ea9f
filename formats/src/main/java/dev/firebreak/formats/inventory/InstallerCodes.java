package dev.firebreak.formats.inventory;

import dev.firebreak.core.model.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The Windows Installer codes of a program, remembered by the texts they were found in, since a fleet of machines
/// reports the same texts over and over.
public final class InstallerCodes {
    /// Programs remembered; a newcomer takes the place of whatever had its slot.
    private static final int SLOTS = 1 << 13;

    private final @Nullable Kept[] kept = new @Nullable Kept[SLOTS];

    private record Kept(
            @Nullable String product,
            @Nullable String uninstall,
            @Nullable String upgrade,
            List<Identifier> identifiers) {}

    /// @param product a product code, or anything else, which is ignored
    /// @param uninstall an uninstall command that may name the product code
    /// @param upgrade an upgrade code
    public List<Identifier> of(
            @Nullable String product, @Nullable String uninstall, @Nullable String upgrade) {
        if (product == null && uninstall == null && upgrade == null) {
            return List.of();
        }
        int hash = Objects.hashCode(product) * 31 + Objects.hashCode(uninstall);
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
        Kept there = kept[slot];
        if (there != null
                && Objects.equals(there.product, product)
                && Objects.equals(there.uninstall, uninstall)
                && Objects.equals(there.upgrade, upgrade)) {
            return there.identifiers;
        }
        List<Identifier> found = new ArrayList<>(1);
        Identifiers.productCode(found, product);
        Identifiers.productCodeIn(found, uninstall);
        Identifiers.upgradeCode(found, upgrade);
        List<Identifier> fresh = List.copyOf(found);
        kept[slot] = new Kept(product, uninstall, upgrade, fresh);
        return fresh;
    }
}
