package dev.firebreak.formats.spdx;

import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.Interner;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.inventory.Part;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads SPDX 3.0 JSON-LD in its usual shape: a `@graph` of elements that name each other by `spdxId`.
///
/// Source: SPDX 3.0.1, Core and Software profiles, JSON-LD serialisation (`spdx-context.jsonld`). The document is read
/// as JSON by the context's own keys; other contexts are not resolved.
public final class Spdx3Json {
    /// Agents whose names are remembered.
    private static final int MAX_AGENTS = 100_000;

    private final InventoryRun run;
    private final Interner interner;
    private final SpdxDocument document;
    private final Map<String, String> agents = new HashMap<>();
    private long files;

    public Spdx3Json(InventoryRun run) {
        this.run = run;
        this.interner = run.interner();
        this.document = new SpdxDocument(run);
    }

    /// What an element may say, whatever it is; its type may come last.
    private static final class Element {
        private final Part part;
        private @Nullable String type;
        private @Nullable String created;
        private @Nullable String from;
        private @Nullable String relationship;
        private final List<String> to = new ArrayList<>(0);
        private final List<String> roots = new ArrayList<>(0);

        Element(long line) {
            part = new Part(line);
        }
    }

    public void read(InputStream in) {
        try (JsonParser json = Json.parser(in)) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                take(element(json));
            } else if (token == JsonToken.START_ARRAY) {
                elements(json);
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
        for (Part part : document.bom().parts()) {
            part.supplier = agentName(part.supplier);
            part.manufacturer = agentName(part.manufacturer);
        }
        document.emit(files);
    }

    private @Nullable String agentName(@Nullable String id) {
        if (id == null) {
            return null;
        }
        String known = agents.get(id);
        boolean looksLikeId = id.contains(":") || id.startsWith("_");
        return known != null ? known : looksLikeId ? null : id;
    }

    private void elements(JsonParser json) {
        JsonToken item;
        while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
            if (item == JsonToken.START_OBJECT) {
                take(element(json));
            } else {
                run.partial(
                        "line " + Json.line(json),
                        "an entry of '@graph' is no object and is left out");
                json.skipChildren();
            }
        }
    }

    private Element element(JsonParser json) {
        Element element = new Element(Json.line(json));
        Part part = element.part;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            switch (key) {
                case "@graph" -> {
                    if (token == JsonToken.START_ARRAY) {
                        elements(json);
                    } else {
                        json.skipChildren();
                    }
                }
                case "type", "@type" -> element.type = Json.current(json, token, interner);
                case "spdxId", "@id" -> part.id = Json.current(json, token, interner);
                case "name" -> part.name = Json.current(json, token, interner);
                case "created" -> element.created = Json.current(json, token, interner);
                case "creationInfo" -> inlineCreation(json, token);
                case "software_packageVersion" ->
                        part.version = Json.current(json, token, interner);
                case "software_packageUrl" -> part.purl = Json.current(json, token, interner);
                case "software_primaryPurpose" ->
                        part.type = SpdxDocument.purpose(Json.current(json, token, interner));
                case "suppliedBy" -> part.supplier = reference(json, token);
                case "originatedBy" -> part.manufacturer = reference(json, token);
                case "externalIdentifier" ->
                        objects(json, token, part, "externalIdentifierType", "identifier", false);
                case "verifiedUsing" -> objects(json, token, part, "algorithm", "hashValue", true);
                case "rootElement" -> references(json, token, element.roots);
                case "from" -> element.from = reference(json, token);
                case "to" -> references(json, token, element.to);
                case "relationshipType" ->
                        element.relationship = Json.current(json, token, interner);
                default -> json.skipChildren();
            }
        }
        return element;
    }

    private void inlineCreation(JsonParser json, JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            take(element(json));
        }
    }

    /// An id, the first of several, or the object itself.
    private @Nullable String reference(JsonParser json, JsonToken token) {
        List<String> all = new ArrayList<>(1);
        references(json, token, all);
        return all.isEmpty() ? null : all.getFirst();
    }

    private void references(JsonParser json, JsonToken token, List<String> to) {
        if (token == JsonToken.START_ARRAY) {
            JsonToken item;
            while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
                references(json, item, to);
            }
        } else if (token == JsonToken.START_OBJECT) {
            Element inline = element(json);
            take(inline);
            String id = inline.part.id != null ? inline.part.id : inline.part.name;
            if (id != null) {
                to.add(id);
            }
        } else {
            String id = Json.current(json, token, interner);
            if (id != null && to.size() < MAX_AGENTS) {
                to.add(id);
            }
        }
    }

    private void objects(
            JsonParser json,
            JsonToken token,
            Part part,
            String typeKey,
            String valueKey,
            boolean hash) {
        if (token == JsonToken.START_ARRAY) {
            JsonToken item;
            while ((item = json.nextToken()) != JsonToken.END_ARRAY && item != null) {
                objects(json, item, part, typeKey, valueKey, hash);
            }
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            return;
        }
        String type = null;
        String value = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            String text = Json.next(json, interner);
            type = key.equals(typeKey) ? text : type;
            value = key.equals(valueKey) ? text : value;
        }
        if (hash) {
            Identifiers.hash(part.identifiers(), type, value);
        } else {
            SpdxDocument.reference(part, type, value);
        }
    }

    /// Sorts an element by its type, which is written `software_Package` or as a whole address.
    private void take(Element element) {
        String type = element.type == null ? "" : element.type;
        String plain = type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('_')) + 1);
        Part part = element.part;
        switch (plain) {
            case "Package" -> document.bom().add(part);
            case "File", "Snippet" -> files++;
            case "Organization", "Person", "SoftwareAgent", "Agent" -> {
                if (part.id != null && part.name != null && agents.size() < MAX_AGENTS) {
                    agents.put(part.id, part.name);
                }
            }
            case "SpdxDocument" -> {
                document.bom().documentName(part.name);
                element.roots.forEach(document::root);
            }
            case "Sbom", "Bom" -> element.roots.forEach(document::root);
            case "CreationInfo" -> document.bom().collected(element.created, "line " + part.line);
            case "Relationship" -> {
                if ("describes".equals(element.relationship)) {
                    element.to.forEach(document::root);
                }
            }
            default -> {}
        }
    }
}
