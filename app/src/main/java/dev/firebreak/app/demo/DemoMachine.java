package dev.firebreak.app.demo;

import dev.firebreak.core.model.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One machine of the made-up estate.
///
/// @param phone version of the 3CX Desktop App on it: empty for "installed, version not reported", absent for "not
///     installed"
/// @param contacts look-ups of attacker names in the logs
record DemoMachine(
        String organisation,
        String name,
        String address,
        Platform platform,
        @Nullable String phone,
        int contacts,
        boolean inventory) {
    static final String CITY = "Stadt Musterstadt";
    static final String MINISTRY = "Ministerium für Beispiele";
    static final String UNIVERSITY = "Universität Musterstadt";
    static final String HOSPITAL = "Klinikum Musterstadt";

    /// The forty machines; everything about them is invented.
    static List<DemoMachine> all() {
        List<DemoMachine> all = new ArrayList<>();
        for (int i = 1; i <= 14; i++) {
            String phone =
                    i <= 3 ? "18.12.416" : i == 4 ? "18.12.407" : i <= 7 ? "18.12.425" : null;
            all.add(
                    machine(
                            CITY,
                            "ST-PC-%02d",
                            "10.10.1.",
                            i,
                            Platform.WINDOWS,
                            phone,
                            i == 1 ? 9 : i == 3 ? 4 : 0));
        }
        for (int i = 1; i <= 12; i++) {
            Platform platform = i > 8 ? Platform.MACOS : Platform.WINDOWS;
            String phone =
                    i == 2
                            ? "18.12.416"
                            : i == 9 ? "18.11.1213" : i == 10 ? "18.12.425" : i == 5 ? "" : null;
            all.add(
                    machine(
                            MINISTRY,
                            "MB-NB-%02d",
                            "10.20.1.",
                            i,
                            platform,
                            phone,
                            i == 2 ? 21 : i == 9 ? 6 : 0));
        }
        for (int i = 1; i <= 8; i++) {
            Platform platform = i > 6 ? Platform.LINUX : Platform.WINDOWS;
            String phone = i == 1 ? "18.12.407" : i == 2 ? "18.11.1213" : null;
            all.add(
                    machine(
                            UNIVERSITY,
                            "UM-WS-%02d",
                            "10.30.1.",
                            i,
                            platform,
                            phone,
                            i == 1 ? 3 : 0));
        }
        for (int i = 1; i <= 5; i++) {
            all.add(
                    machine(
                            HOSPITAL,
                            "KM-PC-%02d",
                            "10.40.1.",
                            i,
                            Platform.WINDOWS,
                            i == 1 ? "18.12.402" : null,
                            0));
        }
        // A private telephone in the ministry's network: only the logs know it.
        all.add(new DemoMachine(MINISTRY, "", "10.20.1.77", Platform.UNKNOWN, null, 2, false));
        return List.copyOf(all);
    }

    private static DemoMachine machine(
            String organisation,
            String pattern,
            String network,
            int i,
            Platform platform,
            @Nullable String phone,
            int contacts) {
        return new DemoMachine(
                organisation,
                String.format(pattern, i),
                network + (10 + i),
                platform,
                phone,
                contacts,
                true);
    }
}
