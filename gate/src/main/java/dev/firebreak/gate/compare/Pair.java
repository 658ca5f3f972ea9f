package dev.firebreak.gate.compare;

import dev.firebreak.gate.facts.FileFacts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file of the new release and what it was in the old one.
///
/// @param before absent for an added file
public record Pair(FileFacts now, @Nullable FileFacts before) {
    public boolean added() {
        return before == null;
    }

    public boolean same() {
        return before != null
                && before.sha256().equals(now.sha256())
                && before.kind() == now.kind()
                && Objects.equals(before.placing().link(), now.placing().link());
    }

    public boolean changed() {
        return before != null && !same();
    }
}
