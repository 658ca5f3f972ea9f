package dev.firebreak.gate.facts;

import org.jspecify.annotations.Nullable;

/// How a container holds a file; the same bytes may be held differently in two releases.
///
/// @param modified seconds since 1970 as the container says, 0 if it does not
/// @param mode Unix permission bits including setuid, or -1
/// @param owner `uid:gid` or names, empty if unknown
/// @param maker fingerprint of the tool that wrote the entry (zip: versions, flags, extra fields; tar: flavour)
/// @param link target of a link
public record Placing(long modified, int mode, String owner, String maker, @Nullable String link) {
    public static final Placing NONE = new Placing(0, -1, "", "", null);
}
