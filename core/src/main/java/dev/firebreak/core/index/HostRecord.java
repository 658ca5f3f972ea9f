package dev.firebreak.core.index;

import dev.firebreak.core.model.Platform;
import java.util.ArrayList;
import java.util.List;

/// What is known of a host beside its stations: a machine named by an inventory, or a name or address that only logs know.
///
/// Stored as: varint organisation, text name, byte platform, byte flags (bit 0: has an inventory, bit 1: `asOf` follows, bit 2:
/// in seconds), signed asOf, varint number of addresses, each a text.
///
/// @param organisation number in the manifest
/// @param name as it was first written
/// @param asOf microseconds of the newest inventory, [SightingRow#NO_TIME] if there is none
record HostRecord(
        int organisation,
        String name,
        Platform platform,
        boolean inventory,
        long asOf,
        List<String> addresses) {
    private static final long SECOND = 1_000_000;

    HostRecord {
        addresses = List.copyOf(addresses);
    }

    void encode(ByteOut out) {
        boolean timed = asOf != SightingRow.NO_TIME;
        boolean seconds = timed && asOf % SECOND == 0;
        out.varint(organisation)
                .text(name)
                .u8(platform.ordinal())
                .u8((inventory ? 1 : 0) | (timed ? 2 : 0) | (seconds ? 4 : 0));
        if (timed) {
            out.signed(seconds ? asOf / SECOND : asOf);
        }
        out.varint(addresses.size());
        addresses.forEach(out::text);
    }

    static HostRecord decode(ByteIn in) {
        int organisation = in.count();
        String name = in.text();
        int platform = in.u8();
        int flags = in.u8();
        long asOf =
                (flags & 2) != 0
                        ? in.signed() * ((flags & 4) != 0 ? SECOND : 1)
                        : SightingRow.NO_TIME;
        int n = in.count();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            addresses.add(in.text());
        }
        if (platform >= Platform.values().length) {
            throw new MalformedException("platform " + platform);
        }
        return new HostRecord(
                organisation, name, Platform.values()[platform], (flags & 1) != 0, asOf, addresses);
    }

    /// What is counted of a stored host, without an object for each.
    static final class Summary {
        int organisation;
        boolean named;
        boolean inventory;
        long asOf;

        void read(ByteIn in) {
            organisation = in.count();
            int name = in.count();
            named = name > 0;
            in.skip(name + 1); // the platform too
            int flags = in.u8();
            inventory = (flags & 1) != 0;
            asOf =
                    (flags & 2) != 0
                            ? in.signed() * ((flags & 4) != 0 ? SECOND : 1)
                            : SightingRow.NO_TIME;
        }
    }

    /// The organisation of a stored host without reading the rest.
    static int organisation(ByteIn in) {
        return in.count();
    }

    /// Its name without reading the rest.
    static String name(ByteIn in) {
        in.count();
        return in.text();
    }
}
