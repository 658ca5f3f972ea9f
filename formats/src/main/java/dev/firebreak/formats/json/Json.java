package dev.firebreak.formats.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One value of a JSON document, which knows where it stands.
///
/// Asking for what is not there gives a value of kind [Kind#MISSING] and never null, so that a reader can follow a path
/// through a document of any shape without a check at each step.
public final class Json {
    /// What kind of value this is.
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        MISSING
    }

    /// A number longer than this is not turned into a decimal.
    private static final int MAX_NUMBER_LENGTH = 100;

    private final Kind kind;
    private final @Nullable Json parent;
    private final String step;
    private final Map<String, Json> fields;
    private final List<Json> items;
    private final String text;

    private Json(
            Kind kind,
            @Nullable Json parent,
            String step,
            Map<String, Json> fields,
            List<Json> items,
            String text) {
        this.kind = kind;
        this.parent = parent;
        this.step = step;
        this.fields = fields;
        this.items = items;
        this.text = text;
    }

    static Json object(@Nullable Json parent, String step) {
        return new Json(Kind.OBJECT, parent, step, new LinkedHashMap<>(), List.of(), "");
    }

    static Json array(@Nullable Json parent, String step) {
        return new Json(Kind.ARRAY, parent, step, Map.of(), new ArrayList<>(), "");
    }

    static Json scalar(Kind kind, @Nullable Json parent, String step, String text) {
        return new Json(kind, parent, step, Map.of(), List.of(), text);
    }

    /// The previous value of the key, if it was there.
    @Nullable Json put(String key, Json value) {
        return fields.put(key, value);
    }

    void add(Json value) {
        items.add(value);
    }

    public Kind kind() {
        return kind;
    }

    public boolean isObject() {
        return kind == Kind.OBJECT;
    }

    public boolean isArray() {
        return kind == Kind.ARRAY;
    }

    public boolean isString() {
        return kind == Kind.STRING;
    }

    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /// Whether the document says nothing here: absent, or the literal `null`.
    public boolean isAbsent() {
        return kind == Kind.MISSING || kind == Kind.NULL;
    }

    public boolean isPresent() {
        return !isAbsent();
    }

    /// Whether an object has this key with a value other than `null`.
    public boolean has(String key) {
        Json value = fields.get(key);
        return value != null && value.isPresent();
    }

    /// The value of a key, of kind MISSING if there is none.
    public Json get(String key) {
        Json value = fields.get(key);
        return value == null ? scalar(Kind.MISSING, this, key, "") : value;
    }

    /// The item of an array, of kind MISSING if there is none.
    public Json get(int index) {
        return index >= 0 && index < items.size()
                ? items.get(index)
                : scalar(Kind.MISSING, this, Integer.toString(index), "");
    }

    /// The value at the end of a path of keys.
    public Json at(String... keys) {
        Json here = this;
        for (String key : keys) {
            here = here.get(key);
        }
        return here;
    }

    /// Items of an array, empty for everything else.
    public List<Json> items() {
        return java.util.Collections.unmodifiableList(items);
    }

    /// Items of an array; anything else that is present counts as a list of one. Several publishers leave the brackets
    /// out where there is one item only.
    public List<Json> itemsOrSelf() {
        return kind == Kind.ARRAY ? items() : isAbsent() ? List.of() : List.of(this);
    }

    /// Keys of an object in document order, empty for everything else.
    public Set<String> keys() {
        return java.util.Collections.unmodifiableSet(fields.keySet());
    }

    /// Values of an object in document order, empty for everything else.
    public Collection<Json> values() {
        return java.util.Collections.unmodifiableCollection(fields.values());
    }

    /// The key or index under which this value stands in its parent, empty for the root.
    public String step() {
        return step;
    }

    /// The text of a string, number or boolean; empty for everything else. Not trimmed.
    public String text() {
        return text;
    }

    /// The stripped text, or null if it is blank or no scalar.
    public @Nullable String textOrNull() {
        return text.isBlank() ? null : text.strip();
    }

    public boolean isTrue() {
        return kind == Kind.BOOLEAN && text.equals("true");
    }

    public boolean isFalse() {
        return kind == Kind.BOOLEAN && text.equals("false");
    }

    /// The number, or null if this is none (or one of absurd length).
    public @Nullable BigDecimal number() {
        if (kind != Kind.NUMBER || text.length() > MAX_NUMBER_LENGTH) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(text);
            return Math.abs((long) value.scale()) > MAX_NUMBER_LENGTH ? null : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The place in the document as a JSON pointer (RFC 6901), empty for the root.
    public String pointer() {
        ArrayList<String> steps = new ArrayList<>();
        for (Json node = this; node.parent != null; node = node.parent) {
            steps.add(node.step.replace("~", "~0").replace("/", "~1"));
        }
        StringBuilder out = new StringBuilder();
        for (int i = steps.size() - 1; i >= 0; i--) {
            out.append('/').append(steps.get(i));
        }
        return out.toString();
    }

    /// For messages: kind and pointer.
    @Override
    public String toString() {
        return kind + " at " + (parent == null ? "the root" : pointer());
    }
}
