package dev.firebreak.core.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One installed piece of software as an inventory reports it. Equal components are judged once and fanned out.
///
/// @param name display name as reported, never blank
/// @param publisher maker as reported, if any
/// @param version as reported; absent means unknown, never clean
/// @param scheme how this version is ordered, told by the source's kind (a deb package, an npm package ...)
public record Component(
        String name,
        @Nullable String publisher,
        @Nullable String version,
        VersionScheme scheme,
        Platform platform,
        List<Identifier> identifiers) {
    public Component {
        if (name.isBlank()) {
            throw new IllegalArgumentException("component name is blank");
        }
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(platform);
        identifiers = List.copyOf(identifiers);
    }
}
