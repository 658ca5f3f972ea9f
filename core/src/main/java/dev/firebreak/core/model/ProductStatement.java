package dev.firebreak.core.model;

import java.util.List;
import java.util.Objects;

/// One thing a warning says: these versions of this product on this platform have this status.
///
/// `versions` and `ranges` are a union. Both empty means that the source names the product but no version: the answer
/// for it is then "unknown", never "clean". All versions are said by [VersionRange#ALL].
///
/// @param scheme how its versions are ordered, [VersionScheme#GENERIC] if the source does not tell
/// @param spans where it is said, at least one
public record ProductStatement(
        Product product,
        Platform platform,
        Status status,
        VersionScheme scheme,
        List<String> versions,
        List<VersionRange> ranges,
        Certainty certainty,
        List<Span> spans) {
    public ProductStatement {
        Objects.requireNonNull(product);
        Objects.requireNonNull(status);
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(certainty);
        if (platform == Platform.UNKNOWN) {
            throw new IllegalArgumentException("a statement without a platform says ANY");
        }
        versions = List.copyOf(versions);
        ranges = List.copyOf(ranges);
        spans = List.copyOf(spans);
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("a statement without its source");
        }
    }

    /// Whether the source names no version at all.
    public boolean namesNoVersion() {
        return versions.isEmpty() && ranges.isEmpty();
    }
}
