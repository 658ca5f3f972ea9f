package dev.firebreak.formats.registry;

import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.table.Headers;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads software lists as JSON objects whose keys say what they are: the uninstall registry through ConvertTo-Json, as
/// an array, a single object, or one object after another.
public final class UninstallJson {
    private final InventoryRun run;
    private final Entry entry;
    private @Nullable Headers assumed;

    public UninstallJson(InventoryRun run) {
        this.run = run;
        this.entry = new Entry(run);
    }

    public void read(InputStream in) {
        try (JsonParser json = Json.parser(in)) {
            JsonToken token;
            while ((token = json.nextToken()) != null) {
                if (token == JsonToken.START_OBJECT) {
                    object(json);
                }
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
    }

    private void object(JsonParser json) {
        entry.clear(Json.line(json));
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            // Windows PowerShell wraps lists as { "value": […], "Count": n }.
            if (token == JsonToken.START_ARRAY && (key.equals("value") || entry.isEmpty())) {
                array(json);
                entry.clear(Json.line(json));
            } else {
                entry.put(key, Json.current(json, token, run.interner()));
            }
        }
        if (!entry.isEmpty()) {
            Headers first = assumed;
            if (first == null) {
                first = entry.headers();
                assumed = first;
                if (!first.isWindows() && first.isUsable()) {
                    run.note("", "columns understood by their names: " + first.told());
                }
            }
            entry.flush(first);
        }
    }

    private void array(JsonParser json) {
        JsonToken token;
        while ((token = json.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                object(json);
            } else if (token == JsonToken.START_ARRAY) {
                array(json);
            }
        }
    }
}
