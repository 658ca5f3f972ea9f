package dev.firebreak.gate.content;

import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;

/// The leaves of a Windows program's resource tree (Microsoft PE and COFF specification, "The .rsrc Section").
///
/// @param whole whether these are all; a tree may lead back to itself, and each entry counts however often it is reached
public record PeLeaves(List<Leaf> leaves, boolean whole) {
    private static final int MAX = 50_000;

    /// Most entries of folders that are followed.
    private static final int MAX_ENTRIES = 200_000;

    /// A kind that has a name of its own, not a number.
    public static final int NAMED = -2;

    /// @param type number of the kind, or [#NAMED]
    /// @param offset in the file, -1 if it lies outside
    /// @param size in bytes
    public record Leaf(int type, long offset, long size) {}

    public PeLeaves {
        leaves = List.copyOf(leaves);
    }

    public static PeLeaves read(Content c, PeLayout pe) throws EOFException {
        Walk walk = new Walk(c, pe);
        long root = pe.offsetOf(pe.directory(2).address());
        if (pe.directory(2).address() != 0 && root >= 0) {
            walk.folder(root, root, 0, -1);
        }
        return new PeLeaves(walk.out, walk.whole);
    }

    private static final class Walk {
        private final Content c;
        private final PeLayout pe;
        private final List<Leaf> out = new ArrayList<>();
        private boolean whole = true;
        private int entries;

        Walk(Content c, PeLayout pe) {
            this.c = c;
            this.pe = pe;
        }

        void folder(long root, long at, int level, int type) throws EOFException {
            if (level > 3 || !c.holds(at, 16)) {
                return;
            }
            int count = c.u16(at + 12) + c.u16(at + 14);
            for (int i = 0; i < count && c.holds(at + 16 + i * 8L, 8); i++) {
                if (out.size() >= MAX || ++entries > MAX_ENTRIES) {
                    whole = false;
                    return;
                }
                long id = c.u32(at + 16 + i * 8L);
                long to = c.u32(at + 20 + i * 8L);
                int kind = level == 0 ? (id & 0x8000_0000L) != 0 ? NAMED : (int) id : type;
                if ((to & 0x8000_0000L) != 0) {
                    folder(root, root + (to & 0x7fff_ffffL), level + 1, kind);
                } else if (c.holds(root + to, 16)) {
                    out.add(new Leaf(kind, pe.offsetOf(c.u32(root + to)), c.u32(root + to + 4)));
                }
            }
        }
    }
}
