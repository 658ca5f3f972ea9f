package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import java.io.IOException;

/// Reads one container format.
interface Container {
    void read(Content content, Sink sink) throws IOException;
}
