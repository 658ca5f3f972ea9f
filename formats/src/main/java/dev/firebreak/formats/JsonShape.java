package dev.firebreak.formats;

import dev.firebreak.formats.Inventories.Kind;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.osquery.OsqueryReader;
import dev.firebreak.formats.table.ColumnMap.Field;
import dev.firebreak.formats.table.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The keys at the beginning of a JSON text, which tell what it is. The text is mostly cut off in the middle.
final class JsonShape {
    private static final int MAX_KEYS = 2000;
    private static final int MAX_OBJECTS = 1000;

    /// Keys after which nothing more needs to be known.
    private static final Set<String> DECIDING = Set.of("bomFormat", "spdxVersion");

    /// All that `npm ls --json` writes at the top.
    private static final Set<String> NPM_KEYS =
            Set.of(
                    "name",
                    "version",
                    "dependencies",
                    "problems",
                    "path",
                    "extraneous",
                    "invalid",
                    "private",
                    "overridden",
                    "resolved",
                    "_id",
                    "description",
                    "error");

    private boolean array;
    private boolean several;
    private boolean decided;
    private boolean multiLine;
    private final List<String> keys = new ArrayList<>();
    private final Map<String, String> scalars = new HashMap<>();
    private final Map<String, JsonToken> types = new HashMap<>();

    /// Keys of the objects directly inside, by the key they stand under.
    private final Map<String, Set<String>> inner = new HashMap<>();

    private final Set<String> names = new HashSet<>();
    private boolean npmDependencies = true;

    static JsonShape of(byte[] utf8, int from) {
        JsonShape shape = new JsonShape();
        try (JsonParser json = Json.parser(utf8, from, utf8.length - from)) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                shape.array = true;
                token = json.nextToken();
            }
            if (token == JsonToken.START_OBJECT) {
                // Text in JSON holds no plain line end, so one before the object's end parts its
                // values.
                shape.multiLine = true;
                long line = Json.line(json);
                shape.object(json);
                if (shape.decided) {
                    return shape;
                }
                shape.multiLine = Json.line(json) > line;
                int objects = 0;
                while (objects++ < MAX_OBJECTS && json.nextToken() == JsonToken.START_OBJECT) {
                    shape.several = true;
                    shape.names(json);
                }
            }
        } catch (JacksonException e) {
            // The head is cut off in the middle; what was seen counts.
            shape.multiLine &= hasLineEnd(utf8, from);
        }
        return shape;
    }

    private static boolean hasLineEnd(byte[] utf8, int from) {
        for (int i = from; i < utf8.length; i++) {
            if (utf8[i] == '\n' || utf8[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    private void object(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME && keys.size() < MAX_KEYS) {
            String key = json.currentName();
            keys.add(key);
            JsonToken token = json.nextToken();
            types.put(key, token);
            switch (token) {
                case START_OBJECT -> inner(json, key);
                case START_ARRAY -> {
                    JsonToken item = json.nextToken();
                    if (item == JsonToken.START_OBJECT) {
                        inner(json, key);
                    } else if (item == JsonToken.START_ARRAY) {
                        json.skipChildren();
                    }
                    while (item != JsonToken.END_ARRAY
                            && (item = json.nextToken()) != JsonToken.END_ARRAY) {
                        if (item == null) {
                            return;
                        }
                        json.skipChildren();
                    }
                }
                case VALUE_STRING -> {
                    scalars.put(key, json.getString());
                    if (DECIDING.contains(key)) {
                        decided = true;
                        return;
                    }
                    if (key.equals("name")) {
                        names.add(json.getString());
                    }
                }
                default -> {}
            }
        }
    }

    private void inner(JsonParser json, String key) {
        Set<String> found = inner.computeIfAbsent(key, ignored -> new HashSet<>());
        while (json.nextToken() == JsonToken.PROPERTY_NAME && found.size() < MAX_KEYS) {
            found.add(json.currentName());
            boolean plain = json.nextToken() != JsonToken.START_OBJECT;
            npmDependencies &= !plain || !key.equals("dependencies");
            json.skipChildren();
        }
    }

    private void names(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean name = json.currentName().equals("name");
            if (json.nextToken() == JsonToken.VALUE_STRING && name && names.size() < MAX_KEYS) {
                names.add(json.getString());
            } else {
                json.skipChildren();
            }
        }
    }

    /// Whether a key was met that tells what the document is, whatever follows.
    boolean isDecided() {
        return decided;
    }

    @Nullable Kind kind(boolean sure) {
        Kind document = array ? null : document();
        if (document != null) {
            return document;
        }
        if (isOsqueryEntry()) {
            return array || multiLine ? Kind.OSQUERY_ROWS : Kind.OSQUERY_LOG;
        }
        if (isSpdx3()) {
            return Kind.SPDX3_JSON;
        }
        if (keys.contains("installed")
                && (keys.contains("full_name") || keys.contains("full_token"))) {
            return Kind.BREW_JSON;
        }
        return rows(sure);
    }

    /// The kind of a document that its top-level keys name.
    @Nullable Kind document() {
        if ("CycloneDX".equalsIgnoreCase(scalars.get("bomFormat"))
                || scalars.getOrDefault("$schema", "").contains("cyclonedx.org/schema/bom")) {
            return Kind.CYCLONEDX_JSON;
        }
        boolean spdx2 = scalars.getOrDefault("spdxVersion", "").startsWith("SPDX-2");
        Set<String> wrapped = inner.getOrDefault("sbom", Set.of());
        if (spdx2
                || "SPDXRef-DOCUMENT".equals(scalars.get("SPDXID"))
                || wrapped.contains("spdxVersion")
                || wrapped.contains("SPDXID")) {
            return Kind.SPDX_JSON;
        }
        if (inner.getOrDefault("Sources", Set.of()).contains("Packages")
                || keys.contains("WinGetVersion")
                || scalars.getOrDefault("$schema", "").contains("winget-packages")) {
            return Kind.WINGET_EXPORT;
        }
        if (types.get("formulae") == JsonToken.START_ARRAY
                || types.get("casks") == JsonToken.START_ARRAY) {
            return Kind.BREW_JSON;
        }
        if (isNpm() || keys.contains("lockfileVersion")) {
            return Kind.NPM_JSON;
        }
        return isKnownInventory() ? Kind.NESTED_JSON : null;
    }

    /// Documents of Trivy, Syft, the agent of GLPI and macOS' system_profiler.
    private boolean isKnownInventory() {
        boolean trivy = keys.contains("SchemaVersion") && keys.contains("ArtifactName");
        boolean syft =
                types.get("artifacts") == JsonToken.START_ARRAY
                        && (keys.contains("descriptor")
                                || keys.contains("artifactRelationships")
                                || inner.getOrDefault("artifacts", Set.of()).contains("foundBy"));
        boolean agent =
                "inventory".equals(scalars.get("action"))
                        && types.get("content") == JsonToken.START_OBJECT;
        boolean profiler = types.get("SPApplicationsDataType") == JsonToken.START_ARRAY;
        return trivy || syft || agent || profiler;
    }

    private boolean isSpdx3() {
        String context = scalars.getOrDefault("@context", "");
        boolean elements =
                inner.getOrDefault("@graph", Set.of()).contains("spdxId")
                        || inner.getOrDefault("@graph", Set.of()).contains("specVersion")
                        || inner.getOrDefault("@graph", Set.of()).contains("creationInfo");
        return context.contains("spdx.org/rdf/3")
                || elements
                || keys.contains("spdxId") && keys.contains("creationInfo");
    }

    /// The answer of npm ls: dependencies are objects, not the texts of a package.json.
    private boolean isNpm() {
        if (types.get("dependencies") != JsonToken.START_OBJECT
                || keys.contains("lockfileVersion")
                || keys.contains("scripts")
                || keys.contains("devDependencies")) {
            return false;
        }
        return npmDependencies && keys.stream().allMatch(NPM_KEYS::contains);
    }

    /// An entry of osqueryd's results log; nothing else has these pairs of keys.
    private boolean isOsqueryEntry() {
        boolean framed =
                keys.contains("hostIdentifier")
                        || keys.contains("unixTime")
                        || keys.contains("calendarTime")
                        || keys.contains("action");
        boolean rows =
                types.get("columns") == JsonToken.START_OBJECT
                        || types.get("columns") == JsonToken.START_ARRAY
                        || types.get("snapshot") == JsonToken.START_ARRAY
                        || types.get("diffResults") == JsonToken.START_OBJECT;
        return framed && rows;
    }

    /// Flat objects: rows of osquery, of the uninstall registry, of pip, or of something a map must explain.
    private @Nullable Kind rows(boolean sure) {
        if (OsqueryReader.isHeader(keys)) {
            return Kind.OSQUERY_ROWS;
        }
        Headers headers = Headers.of(keys);
        if (headers.isOfFindings() || headers.isOfGoods()) {
            return null;
        }
        if (headers.isWindows()) {
            return Kind.UNINSTALL_JSON;
        }
        boolean nested = inner.values().stream().anyMatch(set -> !set.isEmpty());
        boolean named = keys.contains("name") && keys.contains("version");
        if (array && named && !nested) {
            boolean pip =
                    keys.size() == 2 && (names.contains("pip") || names.contains("setuptools"));
            return pip ? Kind.PIP_JSON : Kind.OSQUERY_ROWS;
        }
        if (headers.isCertain() && !nested
                || !sure && headers.isPlausible() && headers.index(Field.VERSION) >= 0) {
            return Kind.UNINSTALL_JSON;
        }
        return null;
    }

    /// Whether the text is objects, each on a line of its own, instead of one document.
    boolean isLines() {
        return !array && !multiLine && (several || !hasArray());
    }

    /// Whether the rows stand in an array.
    boolean isWrapped() {
        return array || hasArray();
    }

    /// Whether one of its values is an array of objects, which could be the rows.
    private boolean hasArray() {
        return types.entrySet().stream()
                .anyMatch(
                        entry ->
                                entry.getValue() == JsonToken.START_ARRAY
                                        && !inner.getOrDefault(entry.getKey(), Set.of()).isEmpty());
    }
}
