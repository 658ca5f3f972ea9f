package dev.firebreak.core.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// At this time an address belonged to a machine of this name.
///
/// Stored as a list: byte (bit 0: told by a log, else by an inventory; bit 1: timed), signed time, text name.
record Binding(long time, boolean log, String name) implements Comparable<Binding> {
    /// Statements kept of one address; the oldest beyond go.
    static final int MAX = 4096;

    private static final Comparator<Binding> ORDER =
            Comparator.comparingLong(Binding::time)
                    .thenComparing(Binding::log)
                    .thenComparing(Binding::name);

    @Override
    public int compareTo(Binding o) {
        return ORDER.compare(this, o);
    }

    static List<Binding> decode(ByteIn in) {
        List<Binding> out = new ArrayList<>();
        while (in.more()) {
            int flags = in.u8();
            long time = (flags & 2) != 0 ? in.signed() : SightingRow.NO_TIME;
            out.add(new Binding(time, (flags & 1) != 0, in.text()));
        }
        return out;
    }

    static void encode(Collection<Binding> all, ByteOut out) {
        for (Binding b : all) {
            boolean timed = b.time != SightingRow.NO_TIME;
            out.u8((b.log ? 1 : 0) | (timed ? 2 : 0));
            if (timed) {
                out.signed(b.time);
            }
            out.text(b.name);
        }
    }

    /// Leaves out statements that repeat the one before and the one after: only changes matter.
    static List<Binding> condense(Collection<Binding> ascending) {
        List<Binding> all = List.copyOf(ascending);
        List<Binding> out = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Binding b = all.get(i);
            boolean same =
                    i > 0
                            && i < all.size() - 1
                            && says(all.get(i - 1), b)
                            && says(all.get(i + 1), b);
            if (!same) {
                out.add(b);
            }
        }
        return out.size() <= MAX ? out : out.subList(out.size() - MAX, out.size());
    }

    private static boolean says(Binding a, Binding b) {
        return a.log == b.log && a.name.equalsIgnoreCase(b.name);
    }
}
