package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A component with its name and its maker's taken apart: most of what a look-up costs, and the same for every warning. That is
/// done when a warning first needs it, since most warnings need it of few components (see [Letters]). Safe for use by several
/// threads.
public final class ReadComponent {
    private final Component component;

    /// Threads may see it late and take the name apart again; they find the same.
    private @Nullable Parts parts;

    private record Parts(ProductName name, @Nullable Publisher maker) {}

    private ReadComponent(Component component) {
        this.component = component;
    }

    public static ReadComponent of(Component component) {
        return new ReadComponent(component);
    }

    private Parts parts() {
        Parts known = parts;
        if (known == null) {
            String version = component.version();
            known =
                    new Parts(
                            ProductName.of(
                                    component.name(),
                                    version == null ? List.of() : List.of(version)),
                            Publisher.of(component.publisher()));
            parts = known;
        }
        return known;
    }

    public Component component() {
        return component;
    }

    ProductName name() {
        return parts().name();
    }

    @Nullable Publisher maker() {
        return parts().maker();
    }
}
