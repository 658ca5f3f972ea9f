package dev.firebreak.core.answer;

import dev.firebreak.core.model.Indicator;

/// Where indicators were met, as it is counted: millions of machines may have met one domain, so each contact is made an object only
/// when something is said of it.
public interface FlatContacts {
    int size();

    /// Number of the asset, -1 if no log line names a machine.
    int asset(int contact);

    Indicator indicator(int contact);

    /// See [EstateView.AssetSighting].
    boolean sure(int contact);

    EstateView.AssetSighting sighting(int contact);
}
