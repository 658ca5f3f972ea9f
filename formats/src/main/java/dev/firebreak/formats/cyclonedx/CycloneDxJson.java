package dev.firebreak.formats.cyclonedx;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.formats.inventory.Bom;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.Interner;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.inventory.Part;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads CycloneDX JSON as a stream.
///
/// Source: ECMA-424 / CycloneDX 1.7 JSON schema, `bom.metadata` and `bom.components`. Services, dependencies,
/// vulnerabilities, evidence and pedigree are not read: they do not say what is installed.
public final class CycloneDxJson {
    static final String SCOPE = "cyclonedx";

    private final InventoryRun run;
    private final Interner interner;
    private final Bom bom;
    private @Nullable Part enclosing;

    public CycloneDxJson(InventoryRun run) {
        this.run = run;
        this.interner = run.interner();
        this.bom = new Bom(run, SCOPE);
    }

    public void read(InputStream in) {
        try (JsonParser json = Json.parser(in)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                document(json);
                if (json.nextToken() != null) {
                    run.flaw(
                            "line " + Json.line(json),
                            "something follows the document and is left out");
                }
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
        bom.emit();
    }

    private void document(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            switch (key) {
                case "metadata" -> {
                    if (isObject(json, token, key)) {
                        metadata(json);
                    }
                }
                case "components" -> components(json, token);
                case "properties" -> properties(json, token, null);
                default -> json.skipChildren();
            }
        }
    }

    private void metadata(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            switch (key) {
                case "timestamp" ->
                        bom.collected(
                                Json.current(json, token, interner), "line " + Json.line(json));
                case "component" -> {
                    if (isObject(json, token, key)) {
                        Part part = component(json);
                        bom.subject(part);
                    }
                }
                case "properties" -> properties(json, token, null);
                case "tools" -> tools(json, token);
                default -> json.skipChildren();
            }
        }
    }

    /// An array of tools up to version 1.4, an object that holds components since 1.5.
    private void tools(JsonParser json, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            bom.tool(nested(json, token, "name"));
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean components = json.currentName().equals("components");
            JsonToken value = json.nextToken();
            if (components) {
                bom.tool(nested(json, value, "name"));
            } else {
                json.skipChildren();
            }
        }
    }

    private boolean isObject(JsonParser json, JsonToken token, String key) {
        if (token == JsonToken.START_OBJECT) {
            return true;
        }
        if (token != JsonToken.VALUE_NULL) {
            run.partial("line " + Json.line(json), "'" + key + "' is no object and is left out");
        }
        json.skipChildren();
        return false;
    }

    private void components(JsonParser json, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            if (token != JsonToken.VALUE_NULL) {
                run.partial("line " + Json.line(json), "'components' is no array and is left out");
            }
            json.skipChildren();
            return;
        }
        JsonToken item;
        while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
            if (item == JsonToken.START_OBJECT) {
                int place = bom.parts().size();
                Part part = component(json);
                bom.add(part, place);
            } else {
                run.partial("line " + Json.line(json), "a component is no object and is left out");
                json.skipChildren();
            }
        }
    }

    private Part component(JsonParser json) {
        Part part = new Part(Json.line(json));
        part.parent = enclosing;
        enclosing = part;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            switch (key) {
                case "type" -> part.type = text(json, token, part.type, key);
                case "name" -> part.name = text(json, token, part.name, key);
                case "version" -> part.version = text(json, token, part.version, key);
                case "group" -> part.group = text(json, token, part.group, key);
                case "publisher" -> part.publisher = text(json, token, part.publisher, key);
                case "author" -> part.author = text(json, token, part.author, key);
                case "purl" -> part.purl = text(json, token, part.purl, key);
                case "cpe" ->
                        Identifiers.add(
                                part.identifiers(),
                                Identifier.Type.CPE,
                                text(json, token, null, key));
                case "supplier" -> part.supplier = nested(json, token, "name");
                case "manufacturer", "manufacture" ->
                        part.manufacturer = nested(json, token, "name");
                case "authors" -> {
                    String author = nested(json, token, "name");
                    part.author = part.author == null ? author : part.author;
                }
                case "swid" ->
                        Identifiers.add(
                                part.identifiers(),
                                Identifier.Type.SWID,
                                nested(json, token, "tagId"));
                case "hashes" -> hashes(json, token, part);
                case "properties" -> properties(json, token, part);
                case "components" -> components(json, token);
                default -> json.skipChildren();
            }
        }
        enclosing = part.parent;
        return part;
    }

    /// A field given twice is ambiguous: the last one counts, as most readers do, and it is said.
    private @Nullable String text(
            JsonParser json, JsonToken token, @Nullable String before, String key) {
        String value = Json.current(json, token, interner);
        if (before != null && !before.equals(value)) {
            run.flaw(
                    "line " + Json.line(json),
                    "'" + key + "' is given twice in one component, the last one is used");
        }
        return value;
    }

    /// One field of an object, or of the first object in an array that has it.
    private @Nullable String nested(JsonParser json, JsonToken token, String field) {
        if (token == JsonToken.START_ARRAY) {
            String first = null;
            JsonToken item;
            while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
                String value = nested(json, item, field);
                first = first == null ? value : first;
            }
            return first;
        }
        if (token != JsonToken.START_OBJECT) {
            return null;
        }
        String found = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = json.currentName().equals(field);
            String value = Json.next(json, interner);
            found = wanted ? value : found;
        }
        return found;
    }

    private void hashes(JsonParser json, JsonToken token, Part part) {
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        JsonToken item;
        while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
            if (item != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            String algorithm = null;
            String content = null;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean alg = json.currentName().equals("alg");
                boolean value = json.currentName().equals("content");
                String text = Json.next(json, interner);
                algorithm = alg ? text : algorithm;
                content = value ? text : content;
            }
            Identifiers.hash(part.identifiers(), algorithm, content);
        }
    }

    /// @param part whose properties these are, or null for those of the document
    private void properties(JsonParser json, JsonToken token, @Nullable Part part) {
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        JsonToken item;
        while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
            if (item != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            String name = null;
            String value = null;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isName = json.currentName().equals("name");
                boolean isValue = json.currentName().equals("value");
                String text = Json.next(json, interner);
                name = isName ? text : name;
                value = isValue ? text : value;
            }
            Properties.take(bom, part, name, value);
        }
    }
}
