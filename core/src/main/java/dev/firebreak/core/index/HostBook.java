package dev.firebreak.core.index;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Gives hosts their numbers, and collects what is learnt of them until it is written.
final class HostBook {
    /// Most hosts one memory can number.
    static final int MAX_HOSTS = CoverageBuffer.MAX_HOSTS;

    /// Names kept on the heap; beyond it the cache starts anew, since the runs know them all.
    private static final int MAX_CACHED = 1 << 21;

    private final BytesMap cache = new BytesMap();
    private int[] numbers = new int[1 << 10];
    private final TreeMap<Integer, HostRecord> changed = new TreeMap<>();
    private final Map<Integer, byte[]> fresh = new HashMap<>();
    private final ByteOut key = new ByteOut(256);
    private Lookup names;
    private Lookup hosts;
    private int next;

    HostBook(Store.Snapshot snapshot) {
        names = new Lookup(snapshot, Table.NAMES);
        hosts = new Lookup(snapshot, Table.HOSTS);
        next = snapshot.manifest().hosts();
    }

    /// What was collected is in this snapshot now.
    void written(Store.Snapshot snapshot) {
        names = new Lookup(snapshot, Table.NAMES);
        hosts = new Lookup(snapshot, Table.HOSTS);
        changed.clear();
        fresh.clear();
        if (cache.size() > MAX_CACHED) {
            cache.clear();
        }
    }

    /// Forgets what it remembers of the runs: they have changed.
    void reset() {
        cache.clear();
    }

    int next() {
        return next;
    }

    long bytes() {
        return cache.bytes() + 200L * changed.size();
    }

    int number(int organisation, String name) throws IOException {
        byte[] b = name.getBytes(StandardCharsets.UTF_8);
        return number(organisation, b, 0, b.length);
    }

    /// The number of a host of an organisation; letter case does not count.
    int number(int organisation, byte[] a, int start, int end) throws IOException {
        key.clear();
        appendKey(organisation, a, start, end, key);
        return number(organisation, key.array, 0, key.length, hash(key, 0), a, start, end);
    }

    /// Appends what a host is known by.
    static void appendKey(int organisation, byte[] a, int start, int end, ByteOut out) {
        int at = out.length;
        out.u32(organisation);
        if (!out.lower(a, start, end)) {
            String low =
                    new String(a, start, end - start, StandardCharsets.UTF_8)
                            .toLowerCase(Locale.ROOT);
            out.length = at;
            out.u32(organisation).bytes(low.getBytes(StandardCharsets.UTF_8));
        }
        out.length = Math.min(out.length, at + RunWriter.MAX_KEY);
    }

    /// Of a key that reaches to the end of these bytes.
    static long hash(ByteOut keys, int start) {
        return BytesMap.hash(keys.array, start, keys.length, 1);
    }

    /// See [BytesMap#warm].
    int warm(long hash) {
        return cache.warm(hash);
    }

    /// The number of the host with this key.
    ///
    /// @param name bytes that hold its name as it was written, in case it is new
    int number(
            int organisation,
            byte[] keys,
            int keyStart,
            int keyEnd,
            long hash,
            byte[] name,
            int start,
            int end)
            throws IOException {
        int known = cache.find(keys, keyStart, keyEnd, hash);
        if (known >= 0) {
            return numbers[known];
        }
        byte[] wanted = java.util.Arrays.copyOfRange(keys, keyStart, keyEnd);
        ByteIn stored = names.newest(wanted, wanted.length);
        int number =
                stored != null
                        ? stored.count()
                        : fresh(
                                organisation,
                                new String(name, start, end - start, StandardCharsets.UTF_8),
                                wanted);
        int slot = cache.put(keys, keyStart, keyEnd, hash);
        if (slot >= numbers.length) {
            numbers = java.util.Arrays.copyOf(numbers, numbers.length * 2);
        }
        numbers[slot] = number;
        return number;
    }

    private int fresh(int organisation, String name, byte[] wanted) throws IOException {
        if (next >= MAX_HOSTS) {
            throw new IOException("more than " + MAX_HOSTS + " hosts");
        }
        changed.put(next, new HostRecord(organisation, name));
        fresh.put(next, wanted);
        return next++;
    }

    HostRecord record(int number) throws IOException {
        HostRecord known = changed.get(number);
        if (known != null) {
            return known;
        }
        ByteIn in = hosts.newest(number);
        if (in == null) {
            throw new MalformedException("host " + number + " has a name but no record");
        }
        return HostRecord.decode(in);
    }

    /// An inventory names the host.
    ///
    /// @return whether a list of its software is known to lack entries
    boolean inventory(int number, Asset asset, long collected) throws IOException {
        HostRecord old = record(number);
        Platform platform =
                asset.platform() == Platform.UNKNOWN ? old.platform() : asset.platform();
        Set<String> addresses = new LinkedHashSet<>(old.addresses());
        addresses.addAll(asset.addresses());
        HostRecord now =
                new HostRecord(
                        old.organisation(),
                        old.inventory() ? old.name() : asset.name(),
                        platform,
                        true,
                        Math.max(old.asOf(), collected),
                        new ArrayList<>(addresses),
                        old.lossy());
        if (!now.equals(old)) {
            changed.put(number, now);
        }
        return !old.lossy().isEmpty();
    }

    /// Something names the host without listing its software.
    void facts(int number, Asset asset) throws IOException {
        HostRecord old = record(number);
        Platform platform =
                asset.platform() == Platform.UNKNOWN ? old.platform() : asset.platform();
        Set<String> addresses = new LinkedHashSet<>(old.addresses());
        addresses.addAll(asset.addresses());
        HostRecord now =
                new HostRecord(
                        old.organisation(),
                        old.name(),
                        platform,
                        old.inventory(),
                        old.asOf(),
                        new ArrayList<>(addresses),
                        old.lossy());
        if (!now.equals(old)) {
            changed.put(number, now);
        }
    }

    /// A list of the host lacks entries.
    void lossy(int number, HostRecord.Lossy list) throws IOException {
        HostRecord old = record(number);
        List<HostRecord.Lossy> lists = new ArrayList<>();
        for (HostRecord.Lossy known : old.lossy()) {
            if (known.scope() != list.scope()) {
                lists.add(known);
            } else if (known.time() > list.time()) {
                return;
            }
        }
        lists.add(list);
        lossy(number, old, lists);
    }

    /// A complete list of the host takes the place of one that lacked entries.
    ///
    /// @param replaced tells of one of the same scope and time whether it is the same list; others are parts of one whole
    void complete(int number, int scope, long time, Predicate<HostRecord.Lossy> replaced)
            throws IOException {
        HostRecord old = record(number);
        List<HostRecord.Lossy> lists = new ArrayList<>();
        for (HostRecord.Lossy known : old.lossy()) {
            boolean newer = time > known.time() || known.time() == HostRecord.Lossy.CHANGES_ONLY;
            if (known.scope() != scope
                    || !newer && (time < known.time() || !replaced.test(known))) {
                lists.add(known);
            }
        }
        if (lists.size() < old.lossy().size()) {
            lossy(number, old, lists);
        }
    }

    private void lossy(int number, HostRecord old, List<HostRecord.Lossy> lists) {
        changed.put(
                number,
                new HostRecord(
                        old.organisation(),
                        old.name(),
                        old.platform(),
                        old.inventory(),
                        old.asOf(),
                        old.addresses(),
                        lists));
    }

    boolean isEmpty() {
        return changed.isEmpty();
    }

    void writeNames(RunWriter out) throws IOException {
        List<Map.Entry<Integer, byte[]>> all = new ArrayList<>(fresh.entrySet());
        all.sort((a, b) -> java.util.Arrays.compareUnsigned(a.getValue(), b.getValue()));
        ByteOut value = new ByteOut();
        for (Map.Entry<Integer, byte[]> e : all) {
            out.add(e.getValue(), value.clear().varint(e.getKey()));
        }
    }

    boolean hasFresh() {
        return !fresh.isEmpty();
    }

    void writeHosts(RunWriter out) throws IOException {
        ByteOut value = new ByteOut();
        ByteOut number = new ByteOut();
        for (Map.Entry<Integer, HostRecord> e : changed.entrySet()) {
            value.clear();
            e.getValue().encode(value);
            out.add(number.clear().u32(e.getKey()).copy(), value);
        }
    }

    @Nullable HostRecord pending(int number) {
        return changed.get(number);
    }
}
