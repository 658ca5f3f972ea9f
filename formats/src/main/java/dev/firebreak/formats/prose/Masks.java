package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Joins what facts and indicators cover into one list without overlaps.
final class Masks {
    private Masks() {}

    static List<Mask> merge(List<Mask> first, List<Mask> second) {
        List<Mask> all = new ArrayList<>(first);
        all.addAll(second);
        all.sort(
                Comparator.comparingInt(Mask::start)
                        .thenComparing(Comparator.comparingInt(Mask::end).reversed()));
        List<Mask> out = new ArrayList<>();
        for (Mask m : all) {
            if (out.isEmpty() || m.start() >= out.getLast().end()) {
                out.add(m);
            } else if (m.end() > out.getLast().end()) {
                Mask last = out.getLast();
                out.set(out.size() - 1, new Mask(last.start(), m.end(), last.kind()));
            }
        }
        return List.copyOf(out);
    }
}
