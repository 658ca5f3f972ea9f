package dev.firebreak.formats.osquery;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a log has told about its machines so far, so that the platform told by `os_version` is known when the programs
/// come.
final class Hosts {
    /// Machines remembered; when there are more, all are forgotten and told anew by the lines to come.
    static final int MAX_HOSTS = 1_000_000;

    /// Lists remembered per machine.
    static final int MAX_SCOPES = 64;

    /// Addresses kept per machine.
    static final int MAX_ADDRESSES = 64;

    private final Map<String, Host> hosts = new HashMap<>();

    static final class Host {
        private final String name;
        private @Nullable String organisation;
        private Platform platform = Platform.UNKNOWN;

        /// Scopes of which the log told changes, and those of which it told all rows.
        private final List<String> changed = new ArrayList<>(0);

        private final List<String> whole = new ArrayList<>(1);
        private @Nullable Set<String> addresses;
        private @Nullable Asset asset;

        private Host(String name) {
            this.name = name;
        }

        void told(String scope, boolean all) {
            List<String> to = all ? whole : changed;
            if (!to.contains(scope) && to.size() < MAX_SCOPES) {
                to.add(scope);
            }
        }

        /// The scopes of which only changes were told.
        List<String> onlyChanges() {
            return changed.stream().filter(scope -> !whole.contains(scope)).toList();
        }

        Platform platform() {
            return platform;
        }

        void platform(Platform told) {
            if (told != Platform.UNKNOWN && told != platform) {
                platform = told;
                asset = null;
            }
        }

        void organisation(@Nullable String told) {
            if (told != null && !told.equals(organisation)) {
                organisation = told;
                asset = null;
            }
        }

        /// @return false if the machine has too many already
        boolean address(String told) {
            if (addresses == null) {
                addresses = new LinkedHashSet<>();
            }
            if (addresses.size() >= MAX_ADDRESSES) {
                return addresses.contains(told);
            }
            if (addresses.add(told)) {
                asset = null;
            }
            return true;
        }

        Asset asset() {
            Asset known = asset;
            if (known == null) {
                known =
                        new Asset(
                                name,
                                organisation,
                                platform,
                                addresses == null ? List.of() : List.copyOf(addresses));
                asset = known;
            }
            return known;
        }
    }

    boolean isFull() {
        return hosts.size() >= MAX_HOSTS;
    }

    void clear() {
        hosts.clear();
    }

    Iterable<Host> all() {
        return hosts.values();
    }

    Host get(String name) {
        Host exact = hosts.get(name);
        return exact != null
                ? exact
                : hosts.computeIfAbsent(name.toLowerCase(Locale.ROOT), ignored -> new Host(name));
    }
}
