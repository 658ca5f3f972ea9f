package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Numbers of organisations and of kinds of inventory lists. There are few enough to stand in the manifest.
final class NameBook {
    private final List<String> organisations;
    private final List<String> scopes;
    private final Map<String, Integer> organisationNumbers = new HashMap<>();
    private final Map<String, Integer> scopeNumbers = new HashMap<>();

    NameBook(Manifest manifest) {
        organisations = new ArrayList<>(manifest.organisations());
        scopes = new ArrayList<>(manifest.scopes());
        for (int i = 0; i < organisations.size(); i++) {
            organisationNumbers.put(Organisations.key(organisations.get(i)), i);
        }
        for (int i = 0; i < scopes.size(); i++) {
            scopeNumbers.put(scopes.get(i), i);
        }
        organisationNumbers.remove(Organisations.FORGOTTEN);
    }

    List<String> organisations() {
        return organisations;
    }

    List<String> scopes() {
        return scopes;
    }

    /// The number of an organisation, by its name; empty for "nobody told". A new name gets a number.
    int organisation(String name) throws IOException {
        String key = Organisations.key(name);
        Integer known = organisationNumbers.get(key);
        if (known != null) {
            return known;
        }
        if (organisations.size() >= Manifest.MAX_ORGANISATIONS) {
            throw new IOException("more than " + Manifest.MAX_ORGANISATIONS + " organisations");
        }
        organisations.add(name);
        organisationNumbers.put(key, organisations.size() - 1);
        return organisations.size() - 1;
    }

    /// The same; null if the name is new.
    @Nullable Integer known(String organisation) {
        return organisationNumbers.get(Organisations.key(organisation));
    }

    /// The name goes, and its number is not used again.
    void forget(String organisation) {
        Integer number = organisationNumbers.remove(Organisations.key(organisation));
        if (number != null) {
            organisations.set(number, Organisations.FORGOTTEN);
        }
    }

    int scope(String name) {
        return scopeNumbers.computeIfAbsent(
                name,
                n -> {
                    scopes.add(n);
                    return scopes.size() - 1;
                });
    }
}
