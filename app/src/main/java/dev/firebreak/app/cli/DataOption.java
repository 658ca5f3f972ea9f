package dev.firebreak.app.cli;

import dev.firebreak.app.memory.DataFolder;
import dev.firebreak.app.memory.Memory;
import dev.firebreak.core.index.Settings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which memory a command works on.
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the memory (default: the user data folder of the system, or FIREBREAK_DATA).")
    @Nullable Path data;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            converter = Arguments.Positive.class,
            description =
                    "Heap that taking in may use, in MB (default: 2048, but at most half of what Java has).")
    @Nullable Integer memory;

    Path folder() {
        return data != null ? data : DataFolder.standard(System.getenv(), System.getProperties());
    }

    private Settings settings() {
        long most = Runtime.getRuntime().maxMemory() / 2;
        long wanted = memory == null ? Settings.DEFAULT_MEMORY : (long) memory << 20;
        return Settings.defaults()
                .withMemory(Math.max(Settings.LEAST_MEMORY, Math.min(wanted, most)));
    }

    Memory create() throws IOException {
        return Memory.open(folder(), settings());
    }

    /// @throws NoSuchFileException with words for the user, if nothing was taken in yet
    Memory existing() throws IOException {
        try {
            return Memory.existing(folder(), settings());
        } catch (NoSuchFileException _) {
            throw new NoSuchFileException(
                    folder().toString(), null, "no memory here yet; firebreak import makes one");
        }
    }
}
