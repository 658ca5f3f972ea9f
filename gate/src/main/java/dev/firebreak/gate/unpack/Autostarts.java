package dev.firebreak.gate.unpack;

import java.util.List;

/// Places in the Windows registry that make a program start by itself or inside others.
final class Autostarts {
    private static final List<String> KEYS =
            List.of(
                    "currentversion\\run",
                    "\\winlogon",
                    "image file execution options",
                    "appinit_dlls",
                    "appcertdlls",
                    "currentcontrolset\\services",
                    "active setup",
                    "silentprocessexit",
                    "\\shellserviceobjectdelayload",
                    "\\print\\monitors",
                    "session manager",
                    "\\browser helper objects");

    private Autostarts() {}

    /// @param key in lower case
    static boolean registry(String key) {
        for (String k : KEYS) {
            if (key.contains(k)) {
                return true;
            }
        }
        return false;
    }
}
