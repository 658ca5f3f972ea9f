package dev.firebreak.core.join;

import java.util.Locale;

/// The machine of an organisation. Letter case does not count.
///
/// @param organisation empty if nobody tells
/// @param asset empty if the source does not tell which machine it was
public record Owner(String organisation, String asset) implements Comparable<Owner> {
    public Owner {
        organisation = organisation.toLowerCase(Locale.ROOT);
        asset = asset.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Owner o) {
        int c = organisation.compareTo(o.organisation);
        return c != 0 ? c : asset.compareTo(o.asset);
    }
}
