package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the JSON of `npm ls --json`, for a project or with `-g`, with everything its packages brought along, and
/// `package-lock.json` (lock file versions 1 to 3), which says the same of what an install brings.
public final class NpmReader {
    private static final String FOLDER = "node_modules/";

    private final InventoryRun run;
    private final PackageLines out;

    public NpmReader(InventoryRun run) {
        this.run = run;
        this.out = new PackageLines(run, "npm", VersionScheme.NPM, Platform.UNKNOWN);
    }

    public void read(InputStream in) {
        try (JsonParser json = Json.parser(in)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                packageObject(json, null);
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
    }

    /// The depth is bounded by the JSON reader.
    private void packageObject(JsonParser json, @Nullable String key) {
        long line = Json.line(json);
        String name = key;
        String version = null;
        boolean missing = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (json.currentName()) {
                case "name" -> {
                    String told = Json.next(json, run.interner());
                    name = name == null ? told : name;
                }
                case "version" -> version = Json.next(json, run.interner());
                case "missing" -> missing = "true".equals(Json.next(json, run.interner()));
                case "dependencies" -> dependencies(json);
                case "packages" -> lockedPackages(json);
                default -> {
                    json.nextToken();
                    json.skipChildren();
                }
            }
        }
        if (missing || name == null || name.isBlank()) {
            if (missing) {
                run.note("line " + line, "packages that are required but missing are not counted");
            }
            return;
        }
        List<Identifier> identifiers = new ArrayList<>(1);
        Identifiers.npm(identifiers, name, version);
        out.add(name, null, version, identifiers, line);
    }

    private void dependencies(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                packageObject(json, key);
            } else {
                json.skipChildren();
            }
        }
    }

    /// The `packages` of a lock file: keys are paths such as `node_modules/a/node_modules/b`, the empty one is the project.
    private void lockedPackages(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String path = json.currentName();
            int last = path.lastIndexOf(FOLDER);
            if (json.nextToken() == JsonToken.START_OBJECT && last >= 0) {
                packageObject(json, path.substring(last + FOLDER.length()));
            } else {
                json.skipChildren();
            }
        }
    }
}
