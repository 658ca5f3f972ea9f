package dev.firebreak.core.estate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From a log's word for a machine to the assets: one that nobody knows becomes an asset of that name.
///
/// An address that logs gave to several machines (DHCP) belongs to each of them from when it was first named its owner until
/// another one was, after it was last. What lies in the time of two belongs to both: nobody can tell, and neither may be
/// called clean.
final class AddressOwners {
    /// @param first when a log first named it the owner, absent if without a time
    /// @param last when it last did
    private record Owner(AssetBook.Entry entry, @Nullable Instant first, @Nullable Instant last) {}

    private static final long DAY_SECONDS = 86_400;

    private final AssetBook book;
    private final Map<String, String> named;
    private final Map<String, List<EstateBuilder.Leased>> leased;
    private final Map<String, AssetBook.Entry> byAddress;
    private final Map<String, List<Owner>> owners = new HashMap<>();

    /// @param named addresses of a hosts file, which outweigh the logs
    AddressOwners(
            AssetBook book,
            Map<String, String> named,
            Map<String, List<EstateBuilder.Leased>> leased) {
        this.book = book;
        this.named = named;
        this.leased = leased;
        this.byAddress = book.byAddress();
    }

    /// Who had the address at some moment of a time; at least one.
    ///
    /// @param from absent if it is not known
    Set<AssetBook.Entry> of(String host, @Nullable Instant from, @Nullable Instant to) {
        List<Owner> all = owners.computeIfAbsent(host, this::find);
        Set<AssetBook.Entry> found = new LinkedHashSet<>();
        for (Owner o : all) {
            if (all.size() == 1 || from == null || to == null || held(all, o, from, to)) {
                found.add(o.entry);
            }
        }
        if (found.isEmpty()) {
            all.forEach(o -> found.add(o.entry));
        }
        return found;
    }

    /// The same on a day in UTC.
    Set<AssetBook.Entry> of(String host, int epochDay) {
        Instant start = LocalDate.ofEpochDay(epochDay).atStartOfDay(ZoneOffset.UTC).toInstant();
        return of(host, start, start.plusSeconds(DAY_SECONDS - 1));
    }

    private static boolean held(List<Owner> all, Owner o, Instant from, Instant to) {
        Instant first = o.first;
        Instant last = o.last;
        if (first == null || last == null) {
            return true;
        }
        boolean earliest = true;
        Instant until = null;
        for (Owner other : all) {
            Instant begin = other.first;
            if (other.entry == o.entry || begin == null) {
                continue;
            }
            earliest &= begin.isAfter(first);
            if (begin.isAfter(last) && (until == null || begin.isBefore(until))) {
                until = begin;
            }
        }
        return (earliest || !to.isBefore(first)) && (until == null || !from.isAfter(until));
    }

    private List<Owner> find(String host) {
        String name = named.get(host);
        List<EstateBuilder.Leased> names = leased.getOrDefault(host, List.of());
        if (name == null && !names.isEmpty()) {
            List<Owner> several = new ArrayList<>();
            for (EstateBuilder.Leased one : names) {
                several.add(new Owner(entry(host, one.name()), one.first(), one.last()));
            }
            return several;
        }
        return List.of(new Owner(entry(host, name), null, null));
    }

    private AssetBook.Entry entry(String host, @Nullable String name) {
        AssetBook.@Nullable Entry entry = name == null ? byAddress.get(host) : book.find(name);
        if (entry == null) {
            entry = book.find(name == null ? host : name);
        }
        if (entry == null) {
            entry = book.named(name == null ? host : name, null);
        }
        if (name != null) {
            entry.addresses.add(host);
        }
        return entry;
    }
}
