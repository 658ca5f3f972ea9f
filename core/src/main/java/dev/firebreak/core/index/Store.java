package dev.firebreak.core.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Finds the newest manifest of a folder and publishes the next.
///
/// A manifest is written twice, `manifest-N.a` and `manifest-N.b`, each to a temporary name, synced, then renamed; it holds
/// from the moment one of them is there. Files it names are synced before, files it no longer names are deleted after, so
/// a crash at any point leaves either the old or the new memory, whole. Readers need no lock: whoever finds a file gone
/// looks for the newer manifest.
final class Store {
    private static final String PREFIX = "manifest-";
    private static final String[] COPIES = {".a", ".b"};
    private static final int ATTEMPTS = 50;

    private final Disk disk;
    private static final int LOOKS = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Run.DamageListener damages;

    Store(Disk disk, Run.DamageListener damages) {
        this.disk = disk;
        this.damages = damages;
    }

    Disk disk() {
        return disk;
    }

    /// A manifest with all its runs mapped. Stays readable whatever happens to the files.
    record Snapshot(Manifest manifest, Map<String, Run> runs) {
        static final Snapshot EMPTY = new Snapshot(Manifest.EMPTY, Map.of());

        List<Run> of(Table table) {
            List<Run> out = new ArrayList<>();
            for (RunInfo i : manifest.runs()) {
                if (i.table() == table) {
                    out.add(run(i));
                }
            }
            return out;
        }

        Run run(RunInfo info) {
            Run run = runs.get(info.file());
            if (run == null) {
                throw new IllegalStateException(info.file() + " is not part of this snapshot");
            }
            return run;
        }
    }

    /// The generations that lie in the folder, the newest first.
    private List<Long> generations() throws IOException {
        Set<Long> found = new HashSet<>();
        for (String name : disk.list()) {
            if (name.startsWith(PREFIX) && (name.endsWith(COPIES[0]) || name.endsWith(COPIES[1]))) {
                try {
                    found.add(Long.parseLong(name.substring(PREFIX.length(), name.length() - 2)));
                } catch (NumberFormatException _) {
                    continue; // not one of ours
                }
            }
        }
        return found.stream().sorted((a, b) -> Long.compare(b, a)).toList();
    }

    private byte[] bytes(String file) throws IOException {
        MemorySegment map = disk.map(file);
        return map.toArray(ValueLayout.JAVA_BYTE);
    }

    /// The newest manifest; EMPTY if the folder has none.
    ///
    /// @throws DamageException if both copies of the newest are damaged
    /// @throws VersionException if it was written by a newer program
    Manifest newest() throws IOException {
        for (int attempt = 0; ; attempt++) {
            List<Long> generations = generations();
            if (generations.isEmpty()) {
                return Manifest.EMPTY;
            }
            long newest = generations.getFirst();
            boolean any = false;
            for (String copy : COPIES) {
                String file = name(newest, copy);
                byte[] bytes;
                try {
                    bytes = bytes(file);
                } catch (NoSuchFileException _) {
                    continue;
                }
                any = true;
                int version = Manifest.version(bytes);
                if (version >= Migration.OLDEST && version <= Manifest.VERSION) {
                    return Manifest.decode(bytes);
                }
                if (version >= 0) {
                    throw new VersionException(version);
                }
                damages.damaged(file, 0, copy.equals(COPIES[0]));
            }
            if (any || attempt > ATTEMPTS) {
                throw new DamageException(
                        name(newest, COPIES[0]), 0, "neither copy of the manifest is readable");
            }
        }
    }

    /// Reads both copies of a manifest and tells of the one that is damaged or not there. Readers are content with the other.
    void verify(Manifest manifest) throws IOException {
        for (String copy : COPIES) {
            String file = name(manifest.generation(), copy);
            if (!isSound(file, manifest)) {
                damages.damaged(file, 0, true);
            }
        }
    }

    /// Whether a copy is there and whole, or a writer has moved on. The second one of a commit that is being made comes a
    /// moment after the first.
    private boolean isSound(String file, Manifest manifest) throws IOException {
        for (int i = 0; i < LOOKS; i++) {
            try {
                return Manifest.version(bytes(file)) >= 0;
            } catch (NoSuchFileException _) {
                if (newest().generation() != manifest.generation()) {
                    return true;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
        return false;
    }

    static boolean isManifest(String file) {
        return file.startsWith(PREFIX);
    }

    /// Maps all runs of the newest manifest, keeping those already mapped.
    Snapshot snapshot(Snapshot before) throws IOException {
        for (int attempt = 0; ; attempt++) {
            Manifest manifest = newest();
            if (manifest.generation() == before.manifest().generation()) {
                return before;
            }
            try {
                return open(manifest, before);
            } catch (NoSuchFileException e) {
                // a writer has moved on between our two looks; the next look sees its manifest
                if (newest().generation() == manifest.generation() || attempt > ATTEMPTS) {
                    throw new DamageException(String.valueOf(e.getFile()), 0, "the file is gone");
                }
            }
        }
    }

    private Snapshot open(Manifest manifest, Snapshot before) throws IOException {
        Map<String, Run> runs = new HashMap<>();
        for (RunInfo i : manifest.runs()) {
            Run known = before.runs().get(i.file());
            runs.put(i.file(), known != null ? known : Run.open(disk, i, damages));
        }
        return new Snapshot(manifest, Map.copyOf(runs));
    }

    private static String name(long generation, String copy) {
        return "%s%016d%s".formatted(PREFIX, generation, copy);
    }

    /// Makes a manifest the newest, durably, and deletes what it no longer names.
    Snapshot publish(Manifest next, Snapshot before) throws IOException {
        byte[] bytes = next.encode();
        disk.syncFolder(); // the names of the runs
        for (String copy : COPIES) {
            String file = name(next.generation(), copy);
            disk.delete(file + ".tmp");
            try (Disk.Output out = disk.create(file + ".tmp")) {
                out.write(bytes, 0, bytes.length);
                out.sync();
            }
        }
        for (String copy : COPIES) {
            disk.rename(name(next.generation(), copy) + ".tmp", name(next.generation(), copy));
        }
        disk.syncFolder();
        Snapshot after = open(next, before);
        tidy(next);
        return after;
    }

    /// Deletes whatever is ours and not named by this manifest: older manifests, runs that were merged, remains of a crash.
    void tidy(Manifest manifest) throws IOException {
        Set<String> wanted = new HashSet<>();
        manifest.runs().forEach(r -> wanted.add(r.file()));
        for (String copy : COPIES) {
            wanted.add(name(manifest.generation(), copy));
        }
        wanted.add(CountFile.name(manifest.generation()));
        for (String file : disk.list()) {
            boolean ours =
                    file.startsWith(PREFIX)
                            || file.startsWith("run-")
                            || file.startsWith(CountFile.PREFIX);
            if (ours && !wanted.contains(file)) {
                try {
                    disk.delete(file);
                } catch (java.nio.file.AccessDeniedException _) {
                    continue; // Windows: a reader has it mapped; a later start deletes it
                }
            }
        }
    }
}
