package dev.firebreak.formats.log;

import dev.firebreak.formats.inventory.Json;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The keys of an object as dotted paths, as a column map names them.
final class JsonKeys {
    private static final int MAX_KEYS = 500;
    private static final int MAX_DEPTH = 4;

    private JsonKeys() {}

    /// Adds the paths of all plain values of an object. Of one that is cut off or broken, those before the fault.
    static void collect(byte[] a, int start, int end, Set<String> into) {
        try (JsonParser json = Json.parser(a, start, end - start)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                object(json, "", 1, into);
            }
        } catch (JacksonException e) {
            // What came before counts.
        }
    }

    private static void object(JsonParser json, String prefix, int depth, Set<String> into) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String path = prefix + json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
                object(json, path + ".", depth + 1, into);
            } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                json.skipChildren();
            } else if (into.size() < MAX_KEYS && token != JsonToken.VALUE_NULL) {
                into.add(path);
            }
        }
    }
}
