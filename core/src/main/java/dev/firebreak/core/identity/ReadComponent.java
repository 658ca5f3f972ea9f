package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A component with its name and its maker's taken apart: most of what a look-up costs, and the same for every warning.
public final class ReadComponent {
    private final Component component;
    private final ProductName name;
    private final @Nullable Publisher maker;

    private ReadComponent(Component component, ProductName name, @Nullable Publisher maker) {
        this.component = component;
        this.name = name;
        this.maker = maker;
    }

    public static ReadComponent of(Component component) {
        String version = component.version();
        return new ReadComponent(
                component,
                ProductName.of(component.name(), version == null ? List.of() : List.of(version)),
                Publisher.of(component.publisher()));
    }

    public Component component() {
        return component;
    }

    ProductName name() {
        return name;
    }

    @Nullable Publisher maker() {
        return maker;
    }
}
