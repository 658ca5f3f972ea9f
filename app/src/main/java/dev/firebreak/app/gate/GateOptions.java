package dev.firebreak.app.gate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the gate keeps what it knows.
final class GateOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of baselines and ledger (default: the user's data folder).")
    @Nullable Path data;

    Path folder() {
        return data == null ? standard(System.getenv(), System.getProperty("os.name", "")) : data;
    }

    Path ledger() {
        return folder().resolve("ledger.ndjson");
    }

    Path facts() {
        return folder().resolve("facts");
    }

    static Path standard(Map<String, String> environment, String system) {
        String os = system.toLowerCase(Locale.ROOT);
        String home = System.getProperty("user.home");
        if (os.contains("windows") && environment.containsKey("LOCALAPPDATA")) {
            return Path.of(environment.get("LOCALAPPDATA"), "Firebreak", "gate");
        }
        if (os.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Firebreak", "gate");
        }
        String xdg = environment.get("XDG_DATA_HOME");
        return xdg == null || xdg.isEmpty()
                ? Path.of(home, ".local", "share", "firebreak", "gate")
                : Path.of(xdg, "firebreak", "gate");
    }
}
