package dev.firebreak.formats.spdx;

import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.Interner;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.inventory.Part;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads SPDX 2.2 and 2.3 JSON as a stream.
///
/// Source: SPDX 2.3, clauses 6 (document), 7 (packages) and 11 (relationships).
public final class SpdxJson {
    private final InventoryRun run;
    private final Interner interner;
    private final SpdxDocument document;
    private long files;

    public SpdxJson(InventoryRun run) {
        this.run = run;
        this.interner = run.interner();
        this.document = new SpdxDocument(run);
    }

    public void read(InputStream in) {
        try (JsonParser json = Json.parser(in)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                document(json);
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
        document.emit(files);
    }

    /// One object of an array.
    private interface Item {
        void read(JsonParser json);
    }

    private void items(JsonParser json, JsonToken token, String key, Item reader) {
        if (token != JsonToken.START_ARRAY) {
            if (token != JsonToken.VALUE_NULL) {
                run.partial("line " + Json.line(json), "'" + key + "' is no array and is left out");
            }
            json.skipChildren();
            return;
        }
        JsonToken item;
        while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
            if (item == JsonToken.START_OBJECT) {
                reader.read(json);
            } else {
                run.partial(
                        "line " + Json.line(json),
                        "an entry of '" + key + "' is no object and is left out");
                json.skipChildren();
            }
        }
    }

    private void document(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            switch (key) {
                case "name" -> document.bom().documentName(Json.current(json, token, interner));
                case "creationInfo" -> creationInfo(json, token);
                case "documentDescribes" -> {
                    if (token == JsonToken.START_ARRAY) {
                        JsonToken item;
                        while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
                            document.root(Json.current(json, item, interner));
                        }
                    } else {
                        json.skipChildren();
                    }
                }
                case "packages" -> items(json, token, key, this::packageObject);
                case "files" -> items(json, token, key, this::file);
                case "relationships" -> items(json, token, key, this::relationship);
                // SPDX in a wrapper, as some services answer: { "sbom": { … } }.
                case "sbom" -> {
                    if (token == JsonToken.START_OBJECT) {
                        document(json);
                    } else {
                        json.skipChildren();
                    }
                }
                default -> json.skipChildren();
            }
        }
    }

    private void creationInfo(JsonParser json, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("created")) {
                document.bom()
                        .collected(Json.current(json, value, interner), "line " + Json.line(json));
            } else if (key.equals("creators") && value == JsonToken.START_ARRAY) {
                JsonToken item;
                while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
                    document.creator(Json.current(json, item, interner));
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void file(JsonParser json) {
        files++;
        json.skipChildren();
    }

    /// The plain values of an object.
    private Map<String, String> flat(JsonParser json, JsonToken token) {
        Map<String, String> values = new HashMap<>();
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            return values;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            String value = Json.next(json, interner);
            if (value != null && values.size() < 64) {
                values.put(key, value);
            }
        }
        return values;
    }

    private void relationship(JsonParser json) {
        String from = null;
        String type = null;
        String to = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            String value = Json.next(json, interner);
            switch (key) {
                case "spdxElementId" -> from = value;
                case "relationshipType" -> type = value;
                case "relatedSpdxElement" -> to = value;
                default -> {}
            }
        }
        document.relationship(from, type, to);
    }

    private void packageObject(JsonParser json) {
        Part part = new Part(Json.line(json));
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            switch (key) {
                case "SPDXID" -> part.id = Json.current(json, token, interner);
                case "name" -> part.name = text(json, token, part.name, key);
                case "versionInfo" -> part.version = text(json, token, part.version, key);
                case "supplier" ->
                        part.supplier = SpdxDocument.agent(Json.current(json, token, interner));
                case "originator" ->
                        part.manufacturer = SpdxDocument.agent(Json.current(json, token, interner));
                case "primaryPackagePurpose" ->
                        part.type = SpdxDocument.purpose(Json.current(json, token, interner));
                case "externalRefs" -> items(json, token, key, item -> reference(item, part));
                case "checksums" -> items(json, token, key, item -> checksum(item, part));
                default -> json.skipChildren();
            }
        }
        document.bom().add(part);
    }

    private @Nullable String text(
            JsonParser json, JsonToken token, @Nullable String before, String key) {
        String value = Json.current(json, token, interner);
        if (before != null && !before.equals(value)) {
            run.flaw(
                    "line " + Json.line(json),
                    "'" + key + "' is given twice in one package, the last one is used");
        }
        return value;
    }

    private void reference(JsonParser json, Part part) {
        Map<String, String> values = flat(json, JsonToken.START_OBJECT);
        SpdxDocument.reference(part, values.get("referenceType"), values.get("referenceLocator"));
    }

    private void checksum(JsonParser json, Part part) {
        Map<String, String> values = flat(json, JsonToken.START_OBJECT);
        Identifiers.hash(part.identifiers(), values.get("algorithm"), values.get("checksumValue"));
    }
}
