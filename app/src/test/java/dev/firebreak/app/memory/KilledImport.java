package dev.firebreak.app.memory;

import dev.firebreak.app.check.Progress;
import dev.firebreak.core.index.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Run as a process of its own by [MemoryTest], to be killed.
public final class KilledImport {
    private KilledImport() {}

    /// @param args data folder, log
    public static void main(String[] args) throws IOException {
        Memory memory =
                Memory.open(
                        Path.of(args[0]), Settings.defaults().withMemory(Settings.LEAST_MEMORY));
        memory.take(
                List.of(Path.of(args[1])),
                TakeOptions.of("Stadt", Instant.parse("2023-04-01T00:00:00Z")),
                Progress.NONE,
                _ -> {});
    }
}
