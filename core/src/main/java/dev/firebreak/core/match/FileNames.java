package dev.firebreak.core.match;

import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// File names, with the folders an indicator may name. Separators and letter case do not matter; what stands before a
/// variable (`%APPDATA%\x\y.dll`, `~/x`) or a drive is not compared, since machines differ in it.
final class FileNames {
    private final NameTable names;
    private final List<String> folders;

    FileNames(List<Indicator> indicators) {
        List<NameTable.Entry> entries = new ArrayList<>();
        folders = new ArrayList<>();
        for (int i = 0; i < indicators.size(); i++) {
            String path = "";
            if (indicators.get(i).type() == ObservableType.FILENAME) {
                path = normal(indicators.get(i).value());
                int variable =
                        Math.max(
                                path.lastIndexOf('%'),
                                Math.max(path.lastIndexOf('~'), path.lastIndexOf('}')));
                path =
                        variable >= 0 && path.indexOf('/', variable) > 0
                                ? path.substring(path.indexOf('/', variable))
                                : path;
                path = path.matches("^[a-z]:/.*") ? path.substring(2) : path;
                entries.add(new NameTable.Entry(path.substring(path.lastIndexOf('/') + 1), i));
            }
            folders.add(path.substring(0, path.lastIndexOf('/') + 1));
        }
        names = new NameTable(entries);
    }

    private static String normal(String path) {
        return path.strip().replace('\\', '/').toLowerCase(Locale.ROOT);
    }

    void match(byte[] a, int start, int end, Matches matches) {
        if (names.isEmpty()) {
            return;
        }
        int name = end;
        while (name > start && a[name - 1] != '/' && a[name - 1] != '\\') {
            name--;
        }
        for (int e = names.find(a, name, end); e >= 0; e = names.nextEntry(e)) {
            int id = names.payload(e);
            String folder = folders.get(id);
            if (folder.isEmpty() || name == start) {
                // A log that gives the bare name cannot speak against the folder.
                matches.add(id);
                continue;
            }
            String observed = normal(new String(a, start, name - start, StandardCharsets.UTF_8));
            String wanted = folder.startsWith("/") ? folder : "/" + folder;
            if (("/" + observed).endsWith(wanted)) {
                matches.add(id);
            }
        }
    }
}
