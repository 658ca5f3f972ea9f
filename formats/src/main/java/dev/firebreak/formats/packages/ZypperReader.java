package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.InventoryRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the tables of `zypper search -i` (also `-s`) and `zypper packages -i`.
///
/// Source: zypper(8), "search" for the letters of the status column.
public final class ZypperReader {
    private static final Pattern RULER = Pattern.compile("-+(?:\\+-+)+\\s*");

    /// Entries that are no packages on the machine, English and German.
    private static final Set<String> OTHER_TYPES =
            Set.of("patch", "pattern", "schema", "muster", "srcpackage", "quellpaket");

    private final InventoryRun run;
    private final PackageLines out;
    private String before = "";
    private int columns;
    private int name;
    private int version;
    private int type;

    public ZypperReader(InventoryRun run) {
        this.run = run;
        this.out = new PackageLines(run, "zypper", VersionScheme.RPM, Platform.LINUX);
    }

    /// Whether two lines are the header of such a table and the line below it.
    public static boolean isHeader(String header, String ruler) {
        List<String> cells = cells(header);
        return RULER.matcher(ruler).matches()
                && cells.getFirst().equals("S")
                && cells.contains("Name");
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    public void read(InputStream in) throws IOException {
        out.read(in, this::line);
        if (columns == 0) {
            run.lost("", "the table has no header with a line of dashes below it");
        }
    }

    private void line(String text, long line, String where) {
        if (isHeader(before, text)) {
            List<String> header = cells(before);
            columns = header.size();
            name = header.indexOf("Name");
            version = header.indexOf("Version");
            type = Math.max(header.indexOf("Type"), header.indexOf("Typ"));
            before = "";
            return;
        }
        List<String> cells = cells(text);
        if (columns == 0 || cells.size() == 1 || cells.getFirst().equals("S")) {
            before = text; // what zypper says while it works, or a header
            return;
        }
        if (cells.size() < columns || cells.get(name).isEmpty()) {
            run.partial(where, "a line that is no package of zypper is left out");
            return;
        }
        if (!cells.getFirst().startsWith("i")) {
            run.note(where, "packages that are available but not installed are not counted");
        } else if (type >= 0 && OTHER_TYPES.contains(cells.get(type).toLowerCase(Locale.ROOT))) {
            run.note(where, "entries that are no packages are not counted: " + cells.get(type));
        } else {
            out.add(cells.get(name), null, version(cells, where), List.of(), line);
        }
    }

    private @Nullable String version(List<String> cells, String where) {
        if (version < 0) {
            run.note(where, "packages are listed without versions; use zypper search -is");
            return null;
        }
        return cells.get(version);
    }
}
