package dev.firebreak.core.index;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A folder in memory that loses power: what was not synced may be gone, in part or whole, when it comes back.
///
/// Content of a file is durable up to its last sync; of what was written later any prefix may survive, its last part
/// possibly as other bytes. Names (created, renamed, deleted) are durable at the next folder sync; of the changes since
/// then, any subset may have happened.
final class SimDisk implements Disk {
    /// Power fails.
    static final class PowerFailure extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class FileData {
        byte[] bytes = new byte[0];
        int synced;
    }

    private final Random random;
    private final Map<String, FileData> names = new TreeMap<>();
    private Map<String, FileData> durableNames = new TreeMap<>();
    private final List<String> touchedNames = new ArrayList<>();
    private long operationsLeft = Long.MAX_VALUE;
    private long capacity = Long.MAX_VALUE;
    private boolean honest = true;
    private boolean locked;
    long operations;

    SimDisk(long seed) {
        random = new Random(seed);
    }

    /// Power fails at the n-th operation from now.
    void failAfter(long n) {
        operationsLeft = n;
    }

    void capacity(long bytes) {
        capacity = bytes;
    }

    /// The disk is full although it claims to have room, as quotas and sparse volumes do.
    void capacityWithoutWarning(long bytes) {
        capacity = bytes;
        honest = false;
    }

    private void operation() {
        operations++;
        if (operationsLeft-- <= 0) {
            throw new PowerFailure();
        }
    }

    /// Power comes back: only what was durable is certainly there.
    void restart() {
        Map<String, FileData> after = new TreeMap<>(durableNames);
        for (String name : touchedNames) {
            if (random.nextBoolean()) {
                FileData now = names.get(name);
                if (now == null) {
                    after.remove(name);
                } else {
                    after.put(name, now);
                }
            }
        }
        for (FileData f : new java.util.HashSet<>(after.values())) {
            int unsynced = f.bytes.length - f.synced;
            if (unsynced > 0) {
                int kept = f.synced + random.nextInt(unsynced + 1);
                f.bytes = Arrays.copyOf(f.bytes, kept);
                if (kept > f.synced && random.nextBoolean()) {
                    f.bytes[f.synced + random.nextInt(kept - f.synced)] ^=
                            (byte) (1 + random.nextInt(255));
                }
                f.synced = f.bytes.length;
            }
        }
        names.clear();
        names.putAll(after);
        durableNames = new TreeMap<>(after);
        touchedNames.clear();
        operationsLeft = Long.MAX_VALUE;
        locked = false;
    }

    long used() {
        return names.values().stream().mapToLong(f -> f.bytes.length).sum();
    }

    byte[] content(String name) {
        return get(name).bytes;
    }

    void replace(String name, byte[] bytes) {
        FileData f = new FileData();
        f.bytes = bytes;
        f.synced = bytes.length;
        names.put(name, f);
        durableNames.put(name, f);
    }

    private FileData get(String name) {
        FileData f = names.get(name);
        if (f == null) {
            throw new IllegalStateException(name);
        }
        return f;
    }

    @Override
    public List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public Output create(String name) throws IOException {
        operation();
        if (names.containsKey(name)) {
            throw new IOException(name + " exists");
        }
        FileData f = new FileData();
        names.put(name, f);
        touchedNames.add(name);
        return new Output() {
            private int length;

            @Override
            public void write(byte[] bytes, int start, int n) throws IOException {
                operation();
                if (used() + n > capacity) {
                    throw new IOException("No space left on device");
                }
                if (f.bytes.length < length + n) {
                    f.bytes = Arrays.copyOf(f.bytes, length + n);
                }
                System.arraycopy(bytes, start, f.bytes, length, n);
                length += n;
            }

            @Override
            public void sync() {
                operation();
                f.synced = f.bytes.length;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public MemorySegment map(String name) throws IOException {
        FileData f = names.get(name);
        if (f == null) {
            throw new NoSuchFileException(name);
        }
        return MemorySegment.ofArray(f.bytes.clone()).asReadOnly();
    }

    @Override
    public void rename(String from, String to) throws IOException {
        operation();
        FileData f = names.remove(from);
        if (f == null) {
            throw new NoSuchFileException(from);
        }
        names.put(to, f);
        touchedNames.add(from);
        touchedNames.add(to);
    }

    @Override
    public void delete(String name) {
        operation();
        if (names.remove(name) != null) {
            touchedNames.add(name);
        }
    }

    @Override
    public void syncFolder() {
        operation();
        durableNames = new TreeMap<>(names);
        touchedNames.clear();
    }

    @Override
    public Closeable lock(String name) throws IOException {
        if (locked) {
            throw new IOException("is being written by another process");
        }
        locked = true;
        return () -> locked = false;
    }

    @Override
    public long freeBytes() {
        return honest ? capacity - used() : Long.MAX_VALUE;
    }

    /// Runs something that may lose power; says whether it did.
    static boolean fails(Supplier<@Nullable Void> run) {
        try {
            run.get();
            return false;
        } catch (PowerFailure _) {
            return true;
        }
    }

    Map<String, Integer> sizes() {
        Map<String, Integer> out = new HashMap<>();
        names.forEach((n, f) -> out.put(n, f.bytes.length));
        return out;
    }
}
