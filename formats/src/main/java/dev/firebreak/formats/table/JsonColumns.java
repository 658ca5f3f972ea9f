package dev.firebreak.formats.table;

import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Takes the mapped values out of JSON objects by dotted path, without building a tree.
///
/// `host.name` means both the key `name` in the object `host` and the flat key `host.name`, since both are common. An
/// array gives its first plain value; a path through an array of objects looks into its first object that has it.
public final class JsonColumns {
    /// The longest single value taken, in characters; the rest of it is cut off and said.
    public static final int MAX_VALUE = 1 << 20;

    private final Node root = new Node();
    private final @Nullable String[] values = new String[Field.values().length];

    private static final class Node {
        private final Map<String, Node> children = new HashMap<>();
        private final List<Field> fields = new ArrayList<>(1);
    }

    public JsonColumns(ColumnMap map) {
        map.columns().forEach(this::add);
    }

    /// Adds every way to read the dots: `a.b.c` as `a` then `b.c`, `a.b` then `c`, and so on.
    private void add(Field field, String path) {
        addFrom(root, field, path, 0);
    }

    private static void addFrom(Node node, Field field, String path, int depth) {
        leaf(node, path).fields.add(field);
        if (depth > 8) {
            return;
        }
        for (int dot = path.indexOf('.');
                dot > 0 && dot < path.length() - 1;
                dot = path.indexOf('.', dot + 1)) {
            addFrom(leaf(node, path.substring(0, dot)), field, path.substring(dot + 1), depth + 1);
        }
    }

    private static Node leaf(Node node, String key) {
        return node.children.computeIfAbsent(key, ignored -> new Node());
    }

    /// Reads one object; the parser stands on its START_OBJECT and is left on its END_OBJECT. Values of the object before
    /// are forgotten.
    public void read(JsonParser parser) {
        java.util.Arrays.fill(values, null);
        object(parser, root);
    }

    /// The value of a field in the object read last, null if it was absent, `null` or an object.
    public @Nullable String value(Field field) {
        return values[field.ordinal()];
    }

    private void object(JsonParser parser, Node node) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Node child = node.children.get(parser.currentName());
            JsonToken token = parser.nextToken();
            if (child == null) {
                parser.skipChildren();
            } else {
                value(parser, token, child);
            }
        }
    }

    private void value(JsonParser parser, JsonToken token, Node node) {
        if (token == JsonToken.START_OBJECT) {
            if (node.children.isEmpty()) {
                parser.skipChildren();
            } else {
                object(parser, node);
            }
        } else if (token == JsonToken.START_ARRAY) {
            JsonToken inner;
            while ((inner = parser.nextToken()) != JsonToken.END_ARRAY && inner != null) {
                if (inner == JsonToken.START_ARRAY) {
                    parser.skipChildren();
                } else {
                    value(parser, inner, node);
                }
            }
        } else if (token != JsonToken.VALUE_NULL) {
            for (Field field : node.fields) {
                if (values[field.ordinal()] == null) {
                    String text = parser.getString();
                    values[field.ordinal()] =
                            text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) : text;
                }
            }
        }
    }
}
