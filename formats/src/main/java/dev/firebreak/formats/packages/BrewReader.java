package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
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

/// Reads what Homebrew prints: `brew list --versions` and `brew info --json=v2 --installed`; and lists of the same form
/// whose maker nothing tells.
public final class BrewReader {
    static final Pattern LINE = Pattern.compile("([A-Za-z0-9][\\w@+./-]*)((?: +[\\w.+~,:-]+)*)");

    private final InventoryRun run;
    private final PackageLines out;

    private final boolean brew;

    public BrewReader(InventoryRun run) {
        this(run, true);
    }

    private BrewReader(InventoryRun run, boolean brew) {
        this.run = run;
        this.brew = brew;
        this.out =
                brew
                        ? new PackageLines(run, "brew", VersionScheme.GENERIC, Platform.MACOS)
                        : new PackageLines(run, "list", VersionScheme.GENERIC, Platform.UNKNOWN);
    }

    /// For lines of a name and its versions by any tool, on any system.
    public static BrewReader ofAnyMaker(InventoryRun run) {
        run.note(
                "",
                "the lines are read as a name and its versions; which tool wrote them, and for which system, nothing tells");
        return new BrewReader(run, false);
    }

    /// Each version kept in the Cellar is an entry of its own.
    public void readList(InputStream in) throws IOException {
        out.read(in, this::line);
    }

    private void line(String text, long line, String where) {
        String plain = brew ? text.strip() : text.strip().replaceAll("[\\t;|]", " ");
        if (plain.startsWith("==>")) {
            return;
        }
        Matcher m = LINE.matcher(plain);
        if (!m.matches()) {
            run.partial(where, "a line that is no name with versions is left out");
            return;
        }
        String versions = m.group(2).strip();
        if (versions.isEmpty()) {
            run.note(
                    where,
                    brew
                            ? "packages are listed without versions; use brew list --versions"
                            : "packages are listed without versions");
            out.add(m.group(1), null, null, List.of(), line);
            return;
        }
        for (String version : versions.split(" +")) {
            out.add(m.group(1), null, version, List.of(), line);
        }
    }

    /// Reads version 1 and 2 of the JSON; of casks, the version installed counts, not the newest one known.
    public void readJson(InputStream in) {
        try (JsonParser json = Json.parser(in)) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                items(json, false);
                return;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean casks = json.currentName().equals("casks");
                boolean formulae = json.currentName().equals("formulae");
                if (json.nextToken() == JsonToken.START_ARRAY && (casks || formulae)) {
                    items(json, casks);
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
    }

    private void items(JsonParser json, boolean casks) {
        JsonToken token;
        while ((token = json.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                item(json, casks);
            } else {
                json.skipChildren();
            }
        }
    }

    private void item(JsonParser json, boolean cask) {
        long line = Json.line(json);
        String name = null;
        String token = null;
        List<String> versions = new ArrayList<>(1);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "name" -> name = firstText(json, value);
                case "token" -> token = Json.current(json, value, run.interner());
                case "installed" -> installed(json, value, versions);
                default -> json.skipChildren();
            }
        }
        String known = cask && name == null ? token : name;
        if (known == null) {
            run.partial("line " + line, "an entry without a name is left out");
        } else if (versions.isEmpty()) {
            run.note("line " + line, "packages that are known but not installed are not counted");
        }
        for (String version : versions) {
            out.add(known, null, version, List.of(), line);
        }
    }

    private @Nullable String firstText(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            return Json.current(json, value, run.interner());
        }
        String first = null;
        JsonToken token;
        while ((token = json.nextToken()) != JsonToken.END_ARRAY && token != null) {
            String text = Json.current(json, token, run.interner());
            first = first == null ? text : first;
        }
        return first;
    }

    /// A formula lists objects with a version each, a cask has one text or null.
    private void installed(JsonParser json, JsonToken value, List<String> versions) {
        if (value == JsonToken.VALUE_STRING) {
            versions.add(json.getString());
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        JsonToken token;
        while ((token = json.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean version = json.currentName().equals("version");
                String text = Json.next(json, run.interner());
                if (version && text != null) {
                    versions.add(text);
                }
            }
        }
    }
}
