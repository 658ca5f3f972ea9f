package dev.firebreak.core.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which makers have a product of a warning's name in the estate.
///
/// @param byTarget makers per target number, compatible ones counted once; null stands for an estate not looked at
record EstateMakers(Map<Integer, List<Publisher>> byTarget) {
    /// More makers of one name than this are not told apart.
    private static final int MAX_MAKERS = 16;

    static final EstateMakers NONE = new EstateMakers(Map.of());

    /// A component that has a warning's name.
    private record Same(Publisher maker, Set<Target> targets) {}

    /// Names are looked up on all processors; who is counted first depends on the order of the components alone.
    static EstateMakers of(NameIndex names, ReadComponents components) {
        List<Same> found =
                IntStream.range(0, components.size())
                        .parallel()
                        .mapToObj(i -> same(names, components.get(i)))
                        .filter(Objects::nonNull)
                        .toList();
        Map<Integer, List<Publisher>> byTarget = new HashMap<>();
        for (Same same : found) {
            Publisher maker = same.maker();
            for (Target target : same.targets()) {
                List<Publisher> makers =
                        byTarget.computeIfAbsent(target.number(), _ -> new ArrayList<>());
                if (makers.size() < MAX_MAKERS && makers.stream().noneMatch(maker::isCompatible)) {
                    makers.add(maker);
                }
            }
        }
        return new EstateMakers(Map.copyOf(byTarget));
    }

    private static @Nullable Same same(NameIndex names, ReadComponent component) {
        Publisher maker = component.maker();
        Set<Target> targets = maker == null ? Set.of() : names.equallyNamed(component);
        return maker == null || targets.isEmpty() ? null : new Same(maker, targets);
    }

    boolean hasSeveral(Target target) {
        return byTarget.getOrDefault(target.number(), List.of()).size() > 1;
    }
}
