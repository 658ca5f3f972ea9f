package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Receives every file of a release once, the content of a container before the container itself.
public interface Visitor {
    /// @param path as in [dev.firebreak.gate.facts.FileFacts#path()]
    /// @param format the container format it was opened as, if any
    /// @param signals what the container's reader noticed
    void file(
            String path,
            Placing placing,
            Content content,
            @Nullable Format format,
            List<Signal> signals)
            throws IOException;

    void link(String path, Placing placing);
}
