package dev.firebreak.gate.unpack;

import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.util.Map;

/// What an installer does beside copying files, from its tables.
final class MsiSignals {
    private MsiSignals() {}

    static void tell(MsiTables msi, Sink sink) throws IOException {
        for (Map<String, String> row : msi.table("CustomAction")) {
            int type;
            try {
                type = Integer.parseInt(row.getOrDefault("Type", "0"));
            } catch (NumberFormatException e) {
                type = 0; // only integers are stored in this column
            }
            String what = kind(type & 0x3f);
            if (!what.isEmpty()) {
                String target = row.getOrDefault("Target", "");
                sink.signal(
                        new Signal(
                                SignalKind.INSTALL_HOOK,
                                "custom action: "
                                        + what
                                        + " "
                                        + row.getOrDefault("Source", "")
                                        + " "
                                        + target,
                                row.getOrDefault("Action", "")
                                        + " (type "
                                        + type
                                        + "): "
                                        + what
                                        + ", source "
                                        + row.getOrDefault("Source", "-")
                                        + ", target "
                                        + target));
            }
        }
        for (Map<String, String> row : msi.table("Registry")) {
            String key = row.getOrDefault("Key", "");
            String lower = MsiContainer.lower(key);
            // A class registered for one user only takes the place of the machine's.
            boolean classOfUser =
                    row.getOrDefault("Root", "").equals("1") && lower.contains("inprocserver32");
            if (classOfUser || Autostarts.registry(lower)) {
                sink.signal(
                        new Signal(
                                SignalKind.AUTOSTART,
                                "registry " + key + " " + row.getOrDefault("Name", ""),
                                key
                                        + ", "
                                        + row.getOrDefault("Name", "")
                                        + " = "
                                        + row.getOrDefault("Value", "")));
            }
        }
        for (Map<String, String> row : msi.table("ServiceInstall")) {
            sink.signal(
                    new Signal(
                            SignalKind.AUTOSTART,
                            "service " + row.getOrDefault("Name", ""),
                            "installs the service "
                                    + row.getOrDefault("Name", "")
                                    + " "
                                    + row.getOrDefault("Arguments", "")));
        }
        for (Map<String, String> row : msi.table("Shortcut")) {
            if (row.getOrDefault("Directory_", "").equals("StartupFolder")) {
                sink.signal(
                        new Signal(
                                SignalKind.AUTOSTART,
                                "start-up shortcut " + row.getOrDefault("Name", ""),
                                "shortcut in the start-up folder to "
                                        + row.getOrDefault("Target", "")));
            }
        }
    }

    /// Custom action types that run something (Windows Installer, "Summary List of All Custom Action Types"); setting
    /// properties and folders is left out.
    private static String kind(int type) {
        return switch (type) {
            case 1 -> "library in the package";
            case 2 -> "program in the package";
            case 5 -> "JScript in the package";
            case 6 -> "VBScript in the package";
            case 17 -> "installed library";
            case 18 -> "installed program";
            case 21, 22 -> "installed script";
            case 23 -> "another installation";
            case 34 -> "program in a folder";
            case 37 -> "JScript inline";
            case 38 -> "VBScript inline";
            case 50 -> "program named by a property";
            case 53, 54 -> "script in a property";
            default -> "";
        };
    }
}
