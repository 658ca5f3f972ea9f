package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// Walks over the entries of a run. Not thread-safe; one for each use.
final class RunCursor {
    private final Run run;
    private final CRC32C crc = new CRC32C();
    private final List<Frame> path = new ArrayList<>();
    private int depth;

    /// The block that holds the entries.
    private Frame leaf;

    /// One block on the way from the root to an entry.
    private static final class Frame {
        final ByteOut block = new ByteOut(RunWriter.BLOCK_TARGET * 2);
        final ByteIn in = new ByteIn(block.array, 0, 0);
        long offset = -1;
        int entriesEnd;
        int restarts;
        byte[] key = new byte[64];
        int keyLength;
        int valueStart;
        int valueEnd;

        void loaded(int length) {
            in.set(block.array, Math.max(0, length - 4), length);
            restarts = in.u32();
            entriesEnd = length - 4 - 4 * restarts;
            if (restarts < 1 || entriesEnd < 0) {
                throw new MalformedException("a block with " + restarts + " restarts");
            }
            in.set(block.array, 0, entriesEnd);
            keyLength = 0;
        }

        int restart(int i) {
            byte[] b = block.array;
            int p = entriesEnd + 4 * i;
            return (b[p] & 255) << 24
                    | (b[p + 1] & 255) << 16
                    | (b[p + 2] & 255) << 8
                    | (b[p + 3] & 255);
        }

        boolean next() {
            if (!in.more()) {
                return false;
            }
            int shared;
            int further;
            int length;
            byte[] b = in.array;
            int start = in.at;
            if (in.end - start >= 3 && (b[start] | b[start + 1] | b[start + 2]) >= 0) {
                // three numbers of one byte each, which nearly all are
                shared = b[start];
                further = b[start + 1];
                length = b[start + 2];
                in.at = start + 3;
            } else {
                shared = in.count();
                further = in.count();
                length = in.count();
            }
            if (shared > keyLength || further > RunWriter.MAX_KEY) {
                throw new MalformedException("a key that shares " + shared + " bytes");
            }
            if (key.length < shared + further) {
                key = Arrays.copyOf(key, (shared + further) * 2);
            }
            int at = in.at;
            in.skip(further);
            System.arraycopy(in.array, at, key, shared, further);
            keyLength = shared + further;
            valueStart = in.at;
            in.skip(length);
            valueEnd = in.at;
            return true;
        }

        /// Goes to the last restart whose key is below `wanted` (or the first), so that next() walks up to it.
        void near(byte[] wanted, int length) {
            int low = 0;
            int high = restarts - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                in.at = restart(middle);
                keyLength = 0;
                next();
                if (Arrays.compareUnsigned(key, 0, keyLength, wanted, 0, length) < 0) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            in.at = restart(low);
            keyLength = 0;
        }
    }

    RunCursor(Run run) {
        this.run = run;
        leaf = new Frame();
        path.add(leaf);
    }

    private Frame load(int level, long offset) throws IOException {
        while (path.size() <= level) {
            path.add(new Frame());
        }
        Frame f = path.get(level);
        if (f.offset != offset) {
            f.offset = -1;
            f.loaded(run.block(offset, f.block, crc));
            f.offset = offset;
        } else {
            f.in.at = 0; // neighbouring look-ups share most of their way
            f.keyLength = 0;
        }
        return f;
    }

    /// Goes to the first entry whose key is not below `key`.
    ///
    /// @return false if there is none
    boolean seek(byte[] key, int length) throws IOException {
        if (run.isEmpty()) {
            return false;
        }
        long offset = run.info().root();
        depth = 0;
        while (true) {
            Frame f = load(depth, offset);
            f.near(key, length);
            if (depth == run.info().height() - 1) {
                leaf = f;
                break;
            }
            // the last child whose first key is below the wanted one: equal keys may begin in it
            long child = -1;
            int at = f.in.at;
            while (f.next()) {
                if (child >= 0
                        && Arrays.compareUnsigned(f.key, 0, f.keyLength, key, 0, length) >= 0) {
                    break;
                }
                child = pointer(f);
                at = f.in.at;
            }
            rewindKey(f, at); // next() goes on with the sibling after the child
            offset = child;
            depth++;
        }
        while (next()) {
            if (compareKey(key, length) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// After stepping back, the key before `at` must be in place since the next entry may share bytes with it.
    private static void rewindKey(Frame f, int at) {
        int low = 0;
        for (int i = 0; i < f.restarts && f.restart(i) < at; i++) {
            low = f.restart(i);
        }
        f.in.at = low;
        f.keyLength = 0;
        while (f.in.at < at) {
            f.next();
        }
    }

    boolean seek(byte[] key) throws IOException {
        return seek(key, key.length);
    }

    /// Goes to the very first entry.
    boolean first() throws IOException {
        return seek(new byte[0], 0);
    }

    private static long pointer(Frame f) {
        return new ByteIn(f.block.array, f.valueStart, f.valueEnd).varint();
    }

    /// Goes to the next entry.
    boolean next() throws IOException {
        if (leaf.next()) {
            return true;
        }
        int level = depth - 1;
        while (level >= 0) {
            Frame f = path.get(level);
            if (!f.next()) {
                level--;
            } else {
                Frame below = load(level + 1, pointer(f));
                if (level + 1 < depth) {
                    level++;
                } else if (below.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    int compareKey(byte[] key, int length) {
        Frame f = leaf;
        return Arrays.compareUnsigned(f.key, 0, f.keyLength, key, 0, length);
    }

    byte[] keyArray() {
        return leaf.key;
    }

    int keyLength() {
        return leaf.keyLength;
    }

    /// The first four bytes of the key, in tables whose keys are numbers.
    int number() {
        Frame f = leaf;
        if (f.keyLength < 4) {
            throw new MalformedException("a key of " + f.keyLength + " bytes that is no number");
        }
        byte[] k = f.key;
        return (k[0] & 255) << 24 | (k[1] & 255) << 16 | (k[2] & 255) << 8 | (k[3] & 255);
    }

    byte[] key() {
        return Arrays.copyOf(leaf.key, leaf.keyLength);
    }

    /// The value; the bytes are valid until the cursor moves.
    ByteIn value(ByteIn into) {
        Frame f = leaf;
        return into.set(f.block.array, f.valueStart, f.valueEnd);
    }

    ByteIn value() {
        Frame f = leaf;
        return new ByteIn(f.block.array, f.valueStart, f.valueEnd);
    }
}
