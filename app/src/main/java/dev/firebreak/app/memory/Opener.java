package dev.firebreak.app.memory;

import java.io.IOException;
import java.io.InputStream;

/// Opens a source from its start, as often as asked; its bytes are those after decompression.
@FunctionalInterface
public interface Opener {
    InputStream open() throws IOException;
}
