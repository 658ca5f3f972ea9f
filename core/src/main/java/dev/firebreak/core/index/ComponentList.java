package dev.firebreak.core.index;

import dev.firebreak.core.model.Component;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The distinct components of all inventories, in the order of their numbers.
final class ComponentList {
    private final List<Component> components;
    private final int[] numbers;

    private ComponentList(List<Component> components, int[] numbers) {
        this.components = Collections.unmodifiableList(components);
        this.numbers = numbers;
    }

    private static final class Filled {
        final List<Component> components = new ArrayList<>();
        int[] numbers = new int[1 << 10];

        void add(int number, Component component) {
            int n = components.size();
            if (n == numbers.length) {
                numbers = Arrays.copyOf(numbers, n * 2);
            }
            numbers[n] = number;
            components.add(component);
        }
    }

    static ComponentList read(Store.Snapshot snapshot) throws IOException {
        Parts parts = Parts.of(snapshot.manifest().components());
        Filled[] filled = new Filled[parts.size()];
        parts.each(
                "components",
                part -> {
                    Filled own = new Filled();
                    Scan.newest(
                            snapshot,
                            Table.COMPONENT_TEXTS,
                            part,
                            c -> own.add(c.number(), ComponentCode.decode(c.value())));
                    filled[part.number()] = own;
                });
        List<Component> components = new ArrayList<>();
        int[] numbers = new int[Arrays.stream(filled).mapToInt(f -> f.components.size()).sum()];
        for (Filled one : filled) {
            System.arraycopy(one.numbers, 0, numbers, components.size(), one.components.size());
            components.addAll(one.components);
        }
        return new ComponentList(components, numbers);
    }

    int size() {
        return numbers.length;
    }

    Component get(int i) {
        return components.get(i);
    }

    List<Component> all() {
        return components;
    }

    /// The number under which a component is stored.
    int number(int i) {
        return numbers[i];
    }
}
