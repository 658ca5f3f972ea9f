package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what `pip list`, `pip freeze` and `pip list --format json` print.
public final class PythonReader {
    /// `name==1.2`, `name===1.2`
    static final Pattern PINNED =
            Pattern.compile("([A-Za-z0-9][\\w.-]*)(?:\\[[^\\]]*\\])?===?([^\\s;]+).*");

    /// `name @ https://…`: installed, its version is not told.
    private static final Pattern DIRECT =
            Pattern.compile("([A-Za-z0-9][\\w.-]*)(?:\\[[^\\]]*\\])?\\s*@\\s.*");

    private static final Pattern EDITABLE = Pattern.compile("-e\\s.*[#&]egg=([\\w.-]+).*");
    private static final Pattern COLUMNS =
            Pattern.compile("([A-Za-z0-9][\\w.-]*)\\s+(\\d\\S*|v?\\d\\S*)(?:\\s.*)?");

    private final InventoryRun run;
    private final PackageLines out;

    public PythonReader(InventoryRun run) {
        this.run = run;
        this.out = new PackageLines(run, "pip", VersionScheme.PYPI, Platform.UNKNOWN);
    }

    /// Reads the columns of `pip list` and the lines of `pip freeze`.
    public void readList(InputStream in) throws IOException {
        out.read(in, this::line);
    }

    private void line(String text, long line, String where) {
        String plain = text.strip();
        if (plain.startsWith("#") || plain.startsWith("---") || plain.startsWith("Package ")) {
            return;
        }
        Matcher pinned = PINNED.matcher(plain);
        if (pinned.matches()) {
            add(pinned.group(1), pinned.group(2), line);
            return;
        }
        Matcher direct = DIRECT.matcher(plain);
        Matcher editable = EDITABLE.matcher(plain);
        if (direct.matches() || editable.matches()) {
            run.note(
                    where,
                    "packages installed from a place of their own are listed without a version");
            add(direct.matches() ? direct.group(1) : editable.group(1), null, line);
            return;
        }
        Matcher columns = COLUMNS.matcher(plain);
        if (columns.matches()) {
            add(columns.group(1), columns.group(2), line);
        } else {
            run.partial(where, "a line that is no package of pip is left out");
        }
    }

    public void readJson(InputStream in) {
        try (JsonParser json = Json.parser(in)) {
            JsonToken token;
            while ((token = json.nextToken()) != null) {
                if (token != JsonToken.START_OBJECT) {
                    continue;
                }
                long line = Json.line(json);
                String name = null;
                String version = null;
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    switch (json.currentName()) {
                        case "name" -> name = Json.next(json, run.interner());
                        case "version" -> version = Json.next(json, run.interner());
                        default -> {
                            json.nextToken();
                            json.skipChildren();
                        }
                    }
                }
                add(name, version, line);
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
    }

    private void add(@Nullable String name, @Nullable String version, long line) {
        List<Identifier> identifiers = new ArrayList<>(1);
        Identifiers.pypi(identifiers, name, version);
        out.add(name, null, version, identifiers, line);
    }
}
