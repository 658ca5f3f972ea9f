package dev.firebreak.app.memory;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// Where the memory lies if nobody says.
public final class DataFolder {
    private DataFolder() {}

    /// The user data folder of the platform: `%LOCALAPPDATA%\firebreak`, `~/Library/Application Support/firebreak`, or
    /// `$XDG_DATA_HOME/firebreak` (by default `~/.local/share/firebreak`). `FIREBREAK_DATA` goes before all.
    public static Path standard(Map<String, String> environment, Properties system) {
        String stated = environment.get("FIREBREAK_DATA");
        if (stated != null && !stated.isBlank()) {
            return Path.of(stated);
        }
        String os = system.getProperty("os.name", "");
        Path home = Path.of(system.getProperty("user.home", "."));
        if (os.startsWith("Windows")) {
            String local = environment.get("LOCALAPPDATA");
            return (local == null ? home.resolve("AppData").resolve("Local") : Path.of(local))
                    .resolve("firebreak");
        }
        if (os.startsWith("Mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("firebreak");
        }
        String xdg = environment.get("XDG_DATA_HOME");
        return (xdg == null || xdg.isBlank()
                        ? home.resolve(".local").resolve("share")
                        : Path.of(xdg))
                .resolve("firebreak");
    }
}
