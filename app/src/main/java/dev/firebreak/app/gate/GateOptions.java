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
            description =
                    "Folder of baselines and ledger (default: 'gate' below FIREBREAK_DATA, or below the user data folder of the system).")
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

    /// Names of the rings that were ever watched for.
    Path rings() {
        return folder().resolve("rings.txt");
    }

    /// `FIREBREAK_DATA` goes before all, as for the other commands; the gate lies below it in a folder of its own.
    static Path standard(Map<String, String> environment, String system) {
        String stated = environment.get("FIREBREAK_DATA");
        if (stated != null && !stated.isBlank()) {
            return Path.of(stated, "gate");
        }
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
