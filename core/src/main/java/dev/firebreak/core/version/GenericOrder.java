package dev.firebreak.core.version;

import java.util.OptionalInt;

/// The order for products whose scheme nobody states; empty rather than a guess. See [GenericVersion].
final class GenericOrder implements VersionOrder {
    @Override
    public OptionalInt compare(String a, String b) {
        GenericVersion x = GenericVersion.parse(a);
        GenericVersion y = GenericVersion.parse(b);
        return x == null || y == null ? OptionalInt.empty() : x.compareTo(y);
    }
}
