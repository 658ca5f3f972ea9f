package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import java.util.List;

/// A coarse key of a component's name, for stores that keep equally named components together.
public final class NameKeys {
    private NameKeys() {}

    /// The name in lower case without blanks, versions and noise, as [IdentityMatcher] compares it: components whose names
    /// are equal to it have equal keys.
    public static String of(Component component) {
        String version = component.version();
        return ProductName.of(component.name(), version == null ? List.of() : List.of(version))
                .joined();
    }
}
