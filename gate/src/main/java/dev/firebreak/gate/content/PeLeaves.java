package dev.firebreak.gate.content;

import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;

/// The leaves of a Windows program's resource tree (Microsoft PE and COFF specification, "The .rsrc Section").
public final class PeLeaves {
    private static final int MAX = 2000;

    /// Kinds of resources that hold what the maker wants: raw data, and kinds with a name of their own.
    public static final int DATA = 10;

    public static final int NAMED = -2;

    /// @param type number of the kind, or [#NAMED]
    /// @param offset in the file, -1 if it lies outside
    /// @param size in bytes
    public record Leaf(int type, long offset, long size) {}

    private PeLeaves() {}

    public static List<Leaf> read(Content c, PeLayout pe) throws EOFException {
        List<Leaf> out = new ArrayList<>();
        long root = pe.offsetOf(pe.directory(2).address());
        if (pe.directory(2).address() != 0 && root >= 0) {
            walk(c, pe, root, root, 0, -1, out);
        }
        return out;
    }

    private static void walk(
            Content c, PeLayout pe, long root, long at, int level, int type, List<Leaf> out)
            throws EOFException {
        if (level > 3 || !c.holds(at, 16)) {
            return;
        }
        int count = c.u16(at + 12) + c.u16(at + 14);
        for (int i = 0; i < count && out.size() < MAX && c.holds(at + 16 + i * 8L, 8); i++) {
            long id = c.u32(at + 16 + i * 8L);
            long to = c.u32(at + 20 + i * 8L);
            int kind = level == 0 ? (id & 0x8000_0000L) != 0 ? NAMED : (int) id : type;
            if ((to & 0x8000_0000L) != 0) {
                walk(c, pe, root, root + (to & 0x7fff_ffffL), level + 1, kind, out);
            } else if (c.holds(root + to, 16)) {
                out.add(new Leaf(kind, pe.offsetOf(c.u32(root + to)), c.u32(root + to + 4)));
            }
        }
    }
}
