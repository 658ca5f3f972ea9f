package dev.firebreak.core.index;

import dev.firebreak.core.model.Component;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The distinct components of all inventories, in the order of their numbers.
final class ComponentList {
    private final List<Component> components = new ArrayList<>();
    private int[] numbers = new int[1 << 10];

    void read(Store.Snapshot snapshot) throws IOException {
        Scan.newest(
                snapshot,
                Table.COMPONENT_TEXTS,
                c -> {
                    int n = components.size();
                    if (n == numbers.length) {
                        numbers = Arrays.copyOf(numbers, n * 2);
                    }
                    numbers[n] = c.number();
                    components.add(ComponentCode.decode(c.value()));
                });
    }

    int size() {
        return components.size();
    }

    Component get(int i) {
        return components.get(i);
    }

    /// The number under which a component is stored.
    int number(int i) {
        return numbers[i];
    }
}
