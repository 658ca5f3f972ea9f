package dev.firebreak.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A machine (or another thing that carries software) as a report names it.
///
/// @param name host name or other name, never blank; letter case is kept, but compared without it
/// @param organisation who owns it, if the report tells
/// @param platform of its operating system, UNKNOWN if the report does not tell
/// @param addresses IP addresses the report gives for it, canonical text
public record Asset(
        String name, @Nullable String organisation, Platform platform, List<String> addresses) {
    public Asset {
        if (name.isBlank()) {
            throw new IllegalArgumentException("asset name is blank");
        }
        addresses = List.copyOf(addresses);
    }
}
