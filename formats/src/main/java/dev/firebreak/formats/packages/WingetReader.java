package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.Dates;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.table.FixedColumns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what `winget list` prints, in any language, and the JSON of `winget export`.
///
/// The list always has the columns name, id, version, then perhaps the available version, then the source; their headers
/// are translated, so their order tells what they are.
public final class WingetReader {
    private static final String SCOPE = "winget";
    private static final String CUT = "…";

    /// Code pages of the consoles through which Windows PowerShell reads winget's UTF-8 by mistake.
    private static final List<Charset> CONSOLES = consoles();

    private final InventoryRun run;
    private final PackageLines out;

    /// The line that was read last and is not used yet.
    private @Nullable String before;

    private long beforeLine;
    private @Nullable FixedColumns columns;

    public WingetReader(InventoryRun run) {
        this.run = run;
        this.out = new PackageLines(run, SCOPE, VersionScheme.WINDOWS, Platform.WINDOWS);
    }

    public void readList(InputStream in) throws IOException {
        out.read(in, this::line);
        flush();
        if (columns == null) {
            run.lost("", "the table of winget list has no header with a line of dashes below it");
        }
    }

    /// A line is a row unless the next one tells that it is a header, which may stand within the file where lists were put one
    /// behind the other.
    private void line(String text, long line, String where) {
        String plain = repaired(text);
        if (FixedColumns.isDashes(plain) && before != null) {
            FixedColumns found = FixedColumns.of(before, plain);
            if (found != null && found.names().size() >= 3) {
                if (columns != null) {
                    run.headerAgain(line, false);
                }
                columns = found;
                before = null;
                return;
            }
        }
        flush();
        before = plain;
        beforeLine = line;
    }

    private void flush() {
        if (before != null && columns != null) {
            row(before, columns, beforeLine, "line " + beforeLine);
        }
        before = null;
    }

    private void row(String plain, FixedColumns columns, long line, String where) {
        List<String> cells = columns.cells(plain);
        String name = cells.get(0);
        String id = cells.get(1);
        String version = cells.get(2);
        if (name.isEmpty() || id.isEmpty() || id.indexOf(' ') >= 0) {
            run.note(
                    where,
                    "a line below the table of winget list is not read: "
                            + shortened(plain.strip()));
            return;
        }
        List<Identifier> identifiers = new ArrayList<>(1);
        if (id.endsWith(CUT)) {
            run.note(where, "an id is cut off by winget and not used");
        } else {
            identifier(identifiers, id);
        }
        if (name.endsWith(CUT)) {
            run.flaw(
                    where,
                    "a name is cut off by winget and used as far as it goes; winget export or the uninstall registry gives it whole");
            name = name.substring(0, name.length() - CUT.length());
        }
        boolean unsure =
                version.endsWith(CUT) || version.startsWith("<") || version.startsWith(">");
        if (unsure) {
            run.flaw(
                    where,
                    "a version is cut off or only a bound ("
                            + version
                            + ") and is taken as unknown");
        }
        out.add(name, null, unsure ? null : version, identifiers, line);
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + CUT : text;
    }

    /// `ARP\Machine\X64\{…}` names an entry of the uninstall registry, anything else with a dot is winget's own id.
    private static void identifier(List<Identifier> to, String id) {
        int last = id.lastIndexOf('\\');
        if (last >= 0) {
            Identifiers.productCode(to, id.substring(last + 1));
        } else if (id.startsWith("{")) {
            Identifiers.productCode(to, id);
        } else if (id.indexOf('.') > 0) {
            Identifiers.add(to, Identifier.Type.WINGET_ID, id);
        }
    }

    /// Undoes the reading of UTF-8 through a console's code page, which turns `ü` into `├╝` and `…` into `ÔÇª` or `ΓÇª`.
    /// Text that was read rightly is not valid UTF-8 when written back in a code page, so it stays as it is.
    static String repaired(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        for (Charset console : CONSOLES) {
            try {
                ByteBuffer bytes = console.newEncoder().encode(java.nio.CharBuffer.wrap(text));
                return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            } catch (CharacterCodingException e) {
                // Not read through this code page; the next one is tried.
            }
        }
        return text;
    }

    private static List<Charset> consoles() {
        List<Charset> found = new ArrayList<>();
        for (String name : List.of("IBM850", "IBM437", "IBM00858", "windows-1252")) {
            if (Charset.isSupported(name)) {
                found.add(Charset.forName(name));
            }
        }
        return List.copyOf(found);
    }

    /// Reads the JSON of `winget export --include-versions`.
    public void readExport(InputStream in) {
        List<Component> components = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        String created = null;
        try (JsonParser json = Json.parser(in)) {
            String id = null;
            String version = null;
            JsonToken token;
            while ((token = json.nextToken()) != null) {
                if (token == JsonToken.PROPERTY_NAME) {
                    switch (json.currentName()) {
                        case "CreationDate" -> created = Json.next(json, run.interner());
                        case "PackageIdentifier" -> id = Json.next(json, run.interner());
                        case "Version" -> version = Json.next(json, run.interner());
                        default -> {}
                    }
                } else if (token == JsonToken.END_OBJECT && id != null) {
                    Component component = exported(id, version, json);
                    if (component != null) {
                        components.add(component);
                        lines.add(Json.line(json));
                    }
                    id = null;
                    version = null;
                }
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
        if (components.isEmpty()) {
            return;
        }
        Instant collected = Dates.parse(created);
        Asset asset =
                new Asset(run.assetName(null), run.organisation(null), Platform.WINDOWS, List.of());
        run.machine(asset, Kind.SNAPSHOT, SCOPE, collected, 0);
        for (int i = 0; i < components.size(); i++) {
            run.add(components.get(i), Change.PRESENT, lines.get(i));
        }
    }

    private @Nullable Component exported(String id, @Nullable String version, JsonParser json) {
        String where = "line " + Json.line(json);
        if (version == null) {
            run.note(
                    where,
                    "packages are exported without versions; use winget export --include-versions");
        }
        List<Identifier> identifiers = new ArrayList<>(1);
        Identifiers.add(identifiers, Identifier.Type.WINGET_ID, id);
        return run.component(
                id,
                null,
                version,
                VersionScheme.WINDOWS,
                Platform.WINDOWS,
                identifiers,
                Json.line(json));
    }
}
