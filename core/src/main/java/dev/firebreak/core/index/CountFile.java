package dev.firebreak.core.index;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What was counted of a large memory, kept beside it so that only the first who asks after a change counts.
///
/// A file `counts-N` for generation N: byte 1; SHA-256 of the manifest it was counted of; varint number of organisations, for each varint
/// number and its [OwnerCount]; SHA-256 of all before. It is never a source of truth: a file that is damaged, cut off, or of another manifest
/// is as good as none, whoever may not write it counts again, and the writer deletes those of older generations.
final class CountFile {
    static final String PREFIX = "counts-";

    private static final int VERSION = 1;
    private static final int HASH = 32;
    private static final int MAX_BYTES = 64 << 20;

    private CountFile() {}

    static String name(long generation) {
        return "%s%016d".formatted(PREFIX, generation);
    }

    /// @param troubles told if there is a file that is of no use
    /// @return empty if there is none of this very manifest
    static Optional<Map<Integer, OwnerCount>> read(
            Disk disk, Manifest manifest, Consumer<CountsTrouble> troubles) {
        String file = name(manifest.generation());
        try {
            var map = disk.map(file);
            if (map.byteSize() > MAX_BYTES || map.byteSize() < 1 + 2 * HASH) {
                return useless(file, CountsTrouble.Kind.DAMAGED, "", troubles);
            }
            byte[] bytes = map.toArray(ValueLayout.JAVA_BYTE);
            int end = bytes.length - HASH;
            ByteIn in = new ByteIn(bytes, 0, end);
            if (!Arrays.equals(bytes, end, bytes.length, sha256(bytes, end), 0, HASH)) {
                return useless(file, CountsTrouble.Kind.DAMAGED, "", troubles);
            }
            if (in.u8() != VERSION || !Arrays.equals(in.bytes(HASH), hash(manifest))) {
                return useless(file, CountsTrouble.Kind.FOREIGN, "", troubles);
            }
            Map<Integer, OwnerCount> counts = new TreeMap<>();
            int n = in.count();
            for (int i = 0; i < n; i++) {
                int organisation = in.count();
                counts.put(organisation, OwnerCount.decode(in));
            }
            return Optional.of(counts);
        } catch (NoSuchFileException _) {
            return Optional.empty(); // the first to count
        } catch (IOException e) {
            return useless(file, CountsTrouble.Kind.UNREADABLE, said(e), troubles);
        } catch (MalformedException e) {
            return useless(file, CountsTrouble.Kind.DAMAGED, said(e), troubles);
        }
    }

    private static Optional<Map<Integer, OwnerCount>> useless(
            String file, CountsTrouble.Kind kind, String reason, Consumer<CountsTrouble> troubles) {
        troubles.accept(new CountsTrouble(file, kind, reason));
        return Optional.empty();
    }

    private static String said(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /// Keeps the counts if that can be done; nothing depends on it.
    ///
    /// @param troubles told if it cannot
    static void write(
            Disk disk,
            Manifest manifest,
            Map<Integer, OwnerCount> counts,
            Consumer<CountsTrouble> troubles) {
        ByteOut out = new ByteOut(1 << 10);
        out.u8(VERSION).bytes(hash(manifest)).varint(counts.size());
        counts.forEach(
                (organisation, count) -> {
                    out.varint(organisation);
                    count.encode(out);
                });
        out.bytes(sha256(out.array, out.length));
        String file = name(manifest.generation());
        if (out.length > MAX_BYTES) {
            useless(
                    file,
                    CountsTrouble.Kind.NOT_WRITTEN,
                    "more than " + MAX_BYTES + " bytes",
                    troubles);
            return;
        }
        try {
            disk.delete(file + ".tmp");
            try (Disk.Output o = disk.create(file + ".tmp")) {
                o.write(out.array, 0, out.length);
            }
            disk.rename(file + ".tmp", file);
        } catch (IOException e) { // a full disk, or a reader who may not write
            useless(file, CountsTrouble.Kind.NOT_WRITTEN, said(e), troubles);
            remove(disk, file + ".tmp");
        }
    }

    private static void remove(Disk disk, String file) {
        try {
            disk.delete(file);
        } catch (IOException _) {
            return; // the next writer deletes it
        }
    }

    private static byte[] hash(Manifest manifest) {
        byte[] bytes = manifest.encode();
        return sha256(bytes, bytes.length);
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
