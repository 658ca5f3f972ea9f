package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which makers have a product of a warning's name in the estate.
///
/// @param byTarget makers per target number, compatible ones counted once; null stands for an estate not looked at
record EstateMakers(Map<Integer, List<Publisher>> byTarget) {
    /// More makers of one name than this are not told apart.
    private static final int MAX_MAKERS = 16;

    static final EstateMakers NONE = new EstateMakers(Map.of());

    static EstateMakers of(NameIndex names, Iterable<Component> components) {
        Map<Integer, List<Publisher>> byTarget = new HashMap<>();
        for (Component component : components) {
            Publisher maker = Publisher.of(component.publisher());
            if (maker == null) {
                continue;
            }
            for (Target target : names.equallyNamed(component)) {
                List<Publisher> makers =
                        byTarget.computeIfAbsent(target.number(), _ -> new ArrayList<>());
                if (makers.size() < MAX_MAKERS && makers.stream().noneMatch(maker::isCompatible)) {
                    makers.add(maker);
                }
            }
        }
        return new EstateMakers(Map.copyOf(byTarget));
    }

    boolean hasSeveral(Target target) {
        return byTarget.getOrDefault(target.number(), List.of()).size() > 1;
    }
}
