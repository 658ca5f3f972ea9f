package dev.firebreak.app.check;

import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.input.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The user's list of which address is which machine: `address,name[,organisation]`, comma, semicolon or tab, with or
/// without a header; also lines of an `/etc/hosts` file.
///
/// @param entries in the order of the file
/// @param problems lines that could not be used
public record HostsFile(List<Entry> entries, List<Problem> problems) {
    /// Largest hosts file, in bytes.
    private static final int MAX_BYTES = 256 << 20;

    public record Entry(String address, String name, @Nullable String organisation) {}

    public static HostsFile read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        String[] lines = Texts.decode(Inputs.readAll(file, MAX_BYTES)).text().split("\\R", -1);
        Columns columns = Columns.DEFAULT;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] cells = cells(line);
            Columns header = i == 0 ? Columns.ofHeader(cells) : null;
            if (header != null) {
                columns = header;
                continue;
            }
            Entry entry = columns.entry(cells);
            if (entry == null) {
                problems.add(
                        new Problem(
                                file.toString(),
                                "line " + (i + 1),
                                "is not 'address,name' or 'address,name,organisation'",
                                Problem.Severity.PARTIAL));
            } else {
                entries.add(entry);
            }
        }
        return new HostsFile(entries, problems);
    }

    private static String[] cells(String line) {
        String separator = line.indexOf(';') >= 0 ? ";" : line.indexOf(',') >= 0 ? "," : "[\\t ]+";
        String[] cells = line.split(separator, -1);
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].strip();
            boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
            cells[i] = quoted ? cell.substring(1, cell.length() - 1) : cell;
        }
        return cells;
    }

    private static boolean isAddress(String text) {
        return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                || text.matches("(?i)[0-9a-f:.%]*:[0-9a-f:.%a-z]*");
    }

    private record Columns(int address, int name, int organisation) {
        static final Columns DEFAULT = new Columns(0, 1, 2);

        /// The columns by their header words, absent if the line is no header.
        static @Nullable Columns ofHeader(String[] cells) {
            int address = -1;
            int name = -1;
            int organisation = -1;
            for (int i = 0; i < cells.length; i++) {
                switch (cells[i].toLowerCase(Locale.ROOT)) {
                    case "address", "ip", "ip address", "ip_address", "adresse", "ip-adresse" ->
                            address = i;
                    case "name",
                            "host",
                            "hostname",
                            "asset",
                            "machine",
                            "rechner",
                            "rechnername",
                            "computer" ->
                            name = i;
                    case "organisation", "organization", "org", "behörde", "einrichtung" ->
                            organisation = i;
                    default -> {
                        // further columns do not matter
                    }
                }
            }
            return address >= 0 && name >= 0 ? new Columns(address, name, organisation) : null;
        }

        @Nullable Entry entry(String[] cells) {
            String a = at(cells, address);
            String n = at(cells, name);
            if (this == DEFAULT && !isAddress(a) && isAddress(n)) {
                String swap = a;
                a = n;
                n = swap;
            }
            String o = at(cells, organisation);
            return !isAddress(a) || n.isEmpty() ? null : new Entry(a, n, o.isEmpty() ? null : o);
        }

        private static String at(String[] cells, int i) {
            return i >= 0 && i < cells.length ? cells[i] : "";
        }
    }
}
