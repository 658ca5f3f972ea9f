package dev.firebreak.app.sources;

import dev.firebreak.app.store.Refused;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The body of an Elasticsearch `_bulk` request: a line with an action, then a line with a document, and so on.
///
/// Documents are gathered by the file they were shipped from. A shipper that parsed nothing sends the line it read as
/// `message`; then that line is the log. One that sends fields (ECS) is taken as it is.
final class BulkRequest {
    /// Longest line in bytes.
    static final int MAX_LINE = 4 << 20;

    /// Most documents of one request.
    static final int MAX_DOCUMENTS = 200_000;

    private static final List<String> FIELDS_OF_A_LOG =
            List.of(
                    "dns",
                    "url",
                    "destination",
                    "process",
                    "network",
                    "http",
                    "event_type",
                    "zeek",
                    "winlog");

    /// Beats, Logstash and Vector say `message`, Fluent Bit `log`, the journal `MESSAGE`.
    private static final List<String> FIELDS_OF_A_LINE = List.of("message", "log", "MESSAGE");

    /// @param action `index` or `create`
    /// @param error what is wrong with it, absent if it is used
    record Item(String action, String index, String id, @Nullable String error, byte[] excerpt) {}

    private final JsonMapper json;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> groups = new LinkedHashMap<>();

    private BulkRequest(JsonMapper json) {
        this.json = json;
    }

    static BulkRequest read(InputStream body, JsonMapper json, @Nullable String index)
            throws IOException {
        BulkRequest request = new BulkRequest(json);
        BufferedInputStream in = new BufferedInputStream(body, 1 << 16);
        byte[] line;
        while ((line = line(in)) != null) {
            if (line.length > 0) {
                if (request.items.size() == MAX_DOCUMENTS) {
                    // Nothing of it was taken yet; shippers send it again in smaller pieces.
                    throw new Refused("too-large", MAX_DOCUMENTS + " documents");
                }
                request.action(line, in, index);
            }
        }
        return request;
    }

    List<Item> items() {
        return items;
    }

    boolean errors() {
        return items.stream().anyMatch(i -> i.error() != null);
    }

    /// What the documents say, by the file they came from.
    Map<String, byte[]> groups() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        groups.forEach((name, bytes) -> all.put(name, bytes.toByteArray()));
        return all;
    }

    private void action(byte[] line, InputStream in, @Nullable String pathIndex)
            throws IOException {
        JsonNode action = parse(line);
        if (action == null || !action.isObject() || action.size() != 1) {
            items.add(new Item("index", "", "", "the line is no action", line));
            return;
        }
        String kind = action.propertyNames().iterator().next();
        JsonNode meta = action.get(kind);
        String index = text(meta, "_index", pathIndex == null ? "" : pathIndex);
        String id = text(meta, "_id", "fb-" + items.size());
        if (kind.equals("delete")) {
            items.add(new Item(kind, index, id, "deleting is not possible", line));
            return;
        }
        if (!kind.equals("index") && !kind.equals("create") && !kind.equals("update")) {
            items.add(new Item("index", index, id, "an unknown action: " + kind, line));
            return;
        }
        byte[] document = line(in);
        if (document == null) {
            items.add(new Item(kind, index, id, "the document is missing", line));
            return;
        }
        if (kind.equals("update")) {
            items.add(new Item(kind, index, id, "changing is not possible", document));
            return;
        }
        JsonNode source = parse(document);
        if (source == null || !source.isObject()) {
            items.add(new Item(kind, index, id, "the document is no JSON object", document));
            return;
        }
        take(index, source, document);
        items.add(new Item(kind, index, id, null, new byte[0]));
    }

    private void take(String index, JsonNode source, byte[] document) {
        JsonNode path = source.path("log").path("file").path("path");
        String group =
                path.isString()
                        ? path.asString()
                        : text(source, "file", index.isEmpty() ? "bulk" : index);
        ByteArrayOutputStream out = groups.computeIfAbsent(group, _ -> new ByteArrayOutputStream());
        String line = FIELDS_OF_A_LOG.stream().anyMatch(source::has) ? null : lineOf(source);
        if (line != null) {
            out.writeBytes(
                    line.stripTrailing().replace('\n', ' ').getBytes(StandardCharsets.UTF_8));
        } else {
            out.writeBytes(document);
        }
        out.write('\n');
    }

    /// The line that was read, if the shipper sent it along, under the name that its kind gives it.
    private static @Nullable String lineOf(JsonNode source) {
        for (String field : FIELDS_OF_A_LINE) {
            JsonNode value = source.get(field);
            if (value != null && value.isString()) {
                return value.asString();
            }
        }
        JsonNode original = source.path("event").path("original");
        return original.isString() ? original.asString() : null;
    }

    private @Nullable JsonNode parse(byte[] line) {
        try {
            return json.readTree(line);
        } catch (JacksonException e) {
            return null; // said in the answer and put into quarantine
        }
    }

    private static String text(JsonNode node, String field, String otherwise) {
        JsonNode value = node.get(field);
        return value != null && value.isString() ? value.asString() : otherwise;
    }

    private static byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int one;
        boolean any = false;
        while ((one = in.read()) >= 0) {
            any = true;
            if (one == '\n') {
                break;
            }
            if (line.size() < MAX_LINE) {
                line.write(one);
            }
        }
        if (!any) {
            return null;
        }
        byte[] bytes = line.toByteArray();
        return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
                ? java.util.Arrays.copyOf(bytes, bytes.length - 1)
                : bytes;
    }
}
