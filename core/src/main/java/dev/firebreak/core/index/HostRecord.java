package dev.firebreak.core.index;

import dev.firebreak.core.model.Platform;
import java.util.ArrayList;
import java.util.List;

/// What is known of a host beside its stations: a machine named by an inventory, or a name or address that only logs know.
///
/// Stored as: varint organisation, text name, byte platform, byte flags (bit 0: has an inventory, bit 1: `asOf` follows, bit 2:
/// in seconds, bit 3: lists that lack entries follow), signed asOf, varint number of addresses, each a text, [varint number of lists that lack
/// entries, each varint scope, signed time, varint source].
///
/// @param organisation number in the manifest
/// @param name as it was first written
/// @param asOf microseconds of the newest inventory, [SightingRow#NO_TIME] if there is none
/// @param lossy lists of its software of which no complete one is known
record HostRecord(
        int organisation,
        String name,
        Platform platform,
        boolean inventory,
        long asOf,
        List<String> addresses,
        List<Lossy> lossy) {
    private static final long SECOND = 1_000_000;

    /// A list that lacks entries, so that what it does not name may be installed all the same.
    ///
    /// @param time microseconds of the list, [#CHANGES_ONLY] if only changes of it were ever told
    /// @param source that told it
    record Lossy(int scope, long time, int source) {
        static final long CHANGES_ONLY = -1;
    }

    HostRecord {
        addresses = List.copyOf(addresses);
        lossy = List.copyOf(lossy);
    }

    /// A host without an inventory.
    HostRecord(int organisation, String name) {
        this(
                organisation,
                name,
                Platform.UNKNOWN,
                false,
                SightingRow.NO_TIME,
                List.of(),
                List.of());
    }

    void encode(ByteOut out) {
        boolean timed = asOf != SightingRow.NO_TIME;
        boolean seconds = timed && asOf % SECOND == 0;
        out.varint(organisation)
                .text(name)
                .u8(platform.ordinal())
                .u8(
                        (inventory ? 1 : 0)
                                | (timed ? 2 : 0)
                                | (seconds ? 4 : 0)
                                | (lossy.isEmpty() ? 0 : 8));
        if (timed) {
            out.signed(seconds ? asOf / SECOND : asOf);
        }
        out.varint(addresses.size());
        addresses.forEach(out::text);
        if (!lossy.isEmpty()) {
            out.varint(lossy.size());
            lossy.forEach(l -> out.varint(l.scope()).signed(l.time()).varint(l.source()));
        }
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
        List<Lossy> lossy = new ArrayList<>();
        int lists = (flags & 8) != 0 ? in.count() : 0;
        for (int i = 0; i < lists; i++) {
            lossy.add(new Lossy(in.count(), in.signed(), in.count()));
        }
        if (platform >= Platform.values().length) {
            throw new MalformedException("platform " + platform);
        }
        return new HostRecord(
                organisation,
                name,
                Platform.values()[platform],
                (flags & 1) != 0,
                asOf,
                addresses,
                lossy);
    }

    /// What is counted of a stored host, without an object for each.
    static final class Summary {
        int organisation;
        boolean named;
        boolean inventory;
        boolean complete;
        long asOf;

        void read(ByteIn in) {
            organisation = in.count();
            int name = in.count();
            named = name > 0;
            in.skip(name + 1); // the platform too
            int flags = in.u8();
            inventory = (flags & 1) != 0;
            complete = (flags & 8) == 0;
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
