package dev.firebreak.core.match;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A log says that an address belonged to a named machine.
///
/// @param first when it first said so, absent if it gives no time
/// @param last when it last said so
public record HostName(
        String address, String name, @Nullable Instant first, @Nullable Instant last) {}
