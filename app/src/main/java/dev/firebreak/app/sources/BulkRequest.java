package dev.firebreak.app.sources;

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
        while ((line = line(in)) != null && request.items.size() < MAX_DOCUMENTS) {
            if (line.length > 0) {
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
        byte[] document = line(in);
        if (document == null) {
            items.add(new Item(kind, index, id, "the document is missing", line));
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
        boolean structured = FIELDS_OF_A_LOG.stream().anyMatch(source::has);
        JsonNode message = source.get("message");
        if (!structured && message != null && message.isString()) {
            out.writeBytes(
                    message.asString()
                            .stripTrailing()
                            .replace('\n', ' ')
                            .getBytes(StandardCharsets.UTF_8));
        } else {
            out.writeBytes(document);
        }
        out.write('\n');
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
