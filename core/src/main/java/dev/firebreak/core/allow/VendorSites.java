package dev.firebreak.core.allow;

import dev.firebreak.core.net.PublicSuffixes;
import java.util.Optional;
import java.util.Set;

/// The site of a product's maker, told by its name: maker `3CX Ltd` has `3cx.com`.
///
/// Only the name itself under a long-established ending counts; `3cx-update.com` and `3cx.cloud` are anybody's.
final class VendorSites {
    private static final Set<String> ENDINGS = Set.of("com", "org", "de", "co.uk", "eu");

    private VendorSites() {}

    /// Whether the host belongs to one of the named makers.
    static boolean isOwn(String host, Set<String> sites, PublicSuffixes suffixes) {
        if (sites.isEmpty()) {
            return false;
        }
        Optional<String> registrable = suffixes.registrable(host);
        if (registrable.isEmpty()) {
            return false;
        }
        int dot = registrable.get().indexOf('.');
        String label = registrable.get().substring(0, dot).replace("-", "");
        return ENDINGS.contains(registrable.get().substring(dot + 1)) && sites.contains(label);
    }
}
