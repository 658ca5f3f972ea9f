package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was taken in, and how the same content is known again under another name.
final class SourceBook {
    /// Lengths of heads that a log is registered under: the longest that it has. A log that grows is found by what it was.
    private static final int[] LADDER = {1 << 16, 1 << 14, 1 << 12, 1 << 10, 256, 64, 0};

    /// Sources with one head that are looked at; the newest.
    private static final int MAX_CANDIDATES = 4096;

    private final TreeMap<Integer, SourceRecord> changed = new TreeMap<>();
    private final TreeMap<byte[], ByteOut> prints = new TreeMap<>(Arrays::compareUnsigned);
    private Lookup sources;
    private Lookup fingerprints;
    private int next;

    SourceBook(Store.Snapshot snapshot) {
        sources = new Lookup(snapshot, Table.SOURCES);
        fingerprints = new Lookup(snapshot, Table.FINGERPRINTS);
        next = snapshot.manifest().sources();
    }

    void written(Store.Snapshot snapshot) {
        sources = new Lookup(snapshot, Table.SOURCES);
        fingerprints = new Lookup(snapshot, Table.FINGERPRINTS);
        changed.clear();
        prints.clear();
    }

    int next() {
        return next;
    }

    boolean isEmpty() {
        return changed.isEmpty();
    }

    @Nullable SourceRecord record(int number) throws IOException {
        SourceRecord known = changed.get(number);
        if (known != null) {
            return known;
        }
        ByteIn in = sources.newest(number);
        return in == null ? null : SourceRecord.decode(in);
    }

    int fresh() {
        return next++;
    }

    void put(int number, SourceRecord record) {
        changed.put(number, record);
    }

    static byte[] hash(byte[] a, int start, int end) {
        java.security.MessageDigest sha = ComponentCode.sha256();
        sha.update(a, start, end - start);
        return Arrays.copyOf(sha.digest(), SourceRecord.HASH);
    }

    private static byte[] key(int organisation, char kind, int length, byte[] hash) {
        return new ByteOut(32).u32(organisation).u8(kind).u32(length).bytes(hash).copy();
    }

    /// Registers a log under its head (all there is up to the longest step of the ladder).
    void registerLog(int organisation, byte[] head, int number) {
        for (int step : LADDER) {
            if (head.length >= step) {
                register(key(organisation, 'L', step, hash(head, 0, step)), number);
                return;
            }
        }
    }

    void registerInventory(int organisation, byte[] contentHash, int number) {
        register(key(organisation, 'I', 0, contentHash), number);
    }

    private void register(byte[] key, int number) {
        prints.computeIfAbsent(key, _ -> new ByteOut(4)).varint(number);
    }

    /// Logs that may be the same as one with this head, the longest heads first; whether they are, their tails tell.
    List<Integer> logs(int organisation, byte[] head) throws IOException {
        Set<Integer> found = new LinkedHashSet<>();
        for (int step : LADDER) {
            if (head.length < step) {
                continue;
            }
            List<Integer> here = find(key(organisation, 'L', step, hash(head, 0, step)));
            for (int i = here.size() - 1; i >= 0 && found.size() < MAX_CANDIDATES; i--) {
                int number = here.get(i);
                SourceRecord r = record(number);
                if (r != null
                        && r.headLength() <= head.length
                        && Arrays.equals(r.head(), hash(head, 0, r.headLength()))) {
                    found.add(number);
                }
            }
        }
        return new ArrayList<>(found);
    }

    List<Integer> inventories(int organisation, byte[] contentHash) throws IOException {
        return find(key(organisation, 'I', 0, contentHash));
    }

    private List<Integer> find(byte[] key) throws IOException {
        Set<Integer> out = new LinkedHashSet<>();
        for (ByteIn in : fingerprints.all(key).reversed()) {
            while (in.more()) {
                out.add(in.count());
            }
        }
        ByteOut pending = prints.get(key);
        if (pending != null) {
            ByteIn in = new ByteIn(pending.array, 0, pending.length);
            while (in.more()) {
                out.add(in.count());
            }
        }
        return new ArrayList<>(out);
    }

    void writeSources(RunWriter out) throws IOException {
        ByteOut value = new ByteOut();
        for (Map.Entry<Integer, SourceRecord> e : changed.entrySet()) {
            value.clear();
            e.getValue().encode(value);
            out.add(new ByteOut(4).u32(e.getKey()).copy(), value);
        }
    }

    boolean hasPrints() {
        return !prints.isEmpty();
    }

    void writePrints(RunWriter out) throws IOException {
        for (Map.Entry<byte[], ByteOut> e : prints.entrySet()) {
            out.add(e.getKey(), e.getValue());
        }
    }
}
