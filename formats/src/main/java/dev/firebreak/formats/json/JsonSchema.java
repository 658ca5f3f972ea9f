package dev.firebreak.formats.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks a document against a JSON schema. It knows the keywords that the schemas of CSAF and CVSS use, and refuses a
/// schema with any other, so that a newer schema cannot be half checked without anybody noticing.
public final class JsonSchema {
    /// Violations reported of one document.
    public static final int MAX_VIOLATIONS = 200;

    /// Longest text that is held against a pattern.
    public static final int MAX_PATTERN_TEXT = 20_000;

    private static final Set<String> ANNOTATIONS =
            Set.of(
                    "$schema",
                    "$id",
                    "id",
                    "$comment",
                    "title",
                    "description",
                    "examples",
                    "default",
                    "definitions",
                    "$defs",
                    "license",
                    "deprecated",
                    "$vocabulary",
                    "$anchor",
                    "$dynamicAnchor");
    private static final Set<String> CHECKED =
            Set.of(
                    "$ref",
                    "type",
                    "required",
                    "properties",
                    "additionalProperties",
                    "items",
                    "minItems",
                    "uniqueItems",
                    "minLength",
                    "pattern",
                    "enum",
                    "const",
                    "format",
                    "minimum",
                    "maximum",
                    "minProperties",
                    "maxProperties",
                    "oneOf",
                    "anyOf",
                    "allOf");
    private static final Pattern URI =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]+");

    /// One place that breaks the schema.
    ///
    /// @param pointer where, as a JSON pointer
    public record Violation(String pointer, String message) {}

    private final Json root;
    private final Map<String, JsonSchema> others;
    private final Map<String, Pattern> patterns = new HashMap<>();

    private JsonSchema(Json root, Map<String, JsonSchema> others) {
        this.root = root;
        this.others = Map.copyOf(others);
    }

    /// Takes a schema.
    ///
    /// @param others the schemas it refers to, by the address it uses; one that is missing accepts everything
    /// @throws IllegalArgumentException if the text is no JSON or uses a keyword that is not known
    public static JsonSchema of(String text, Map<String, JsonSchema> others) {
        JsonDocument document = JsonReader.readStrictly("schema", text);
        if (document.roots().size() != 1 || !document.problems().isEmpty()) {
            throw new IllegalArgumentException("not a JSON schema");
        }
        Json root = document.roots().getFirst();
        checkKeywords(root);
        return new JsonSchema(root, others);
    }

    private static void checkKeywords(Json schema) {
        for (String key : schema.keys()) {
            if (!ANNOTATIONS.contains(key) && !CHECKED.contains(key)) {
                throw new IllegalArgumentException(
                        "unknown keyword " + key + " at " + schema.pointer());
            }
        }
        for (String key : List.of("properties", "definitions", "$defs")) {
            schema.get(key).values().forEach(JsonSchema::checkKeywords);
        }
        for (String key : List.of("items", "additionalProperties")) {
            if (schema.get(key).isObject()) {
                checkKeywords(schema.get(key));
            }
        }
        for (String key : List.of("oneOf", "anyOf", "allOf")) {
            schema.get(key).items().forEach(JsonSchema::checkKeywords);
        }
    }

    /// Checks a document.
    public List<Violation> check(Json document) {
        ArrayList<Violation> found = new ArrayList<>();
        check(document, root, found);
        return found;
    }

    /// Properties that the schema does not name; it allows them, the standard advises against.
    public List<Violation> unknownProperties(Json document) {
        ArrayList<Violation> found = new ArrayList<>();
        unknown(document, root, found);
        return found;
    }

    private void unknown(Json value, Json schema, List<Violation> found) {
        Json here = follow(schema);
        if (here == null || found.size() >= MAX_VIOLATIONS) {
            return;
        }
        Json properties = here.get("properties");
        if (value.isObject() && properties.isPresent()) {
            for (String key : value.keys()) {
                if (properties.has(key)) {
                    unknown(value.get(key), properties.get(key), found);
                } else {
                    found.add(
                            new Violation(
                                    value.get(key).pointer(), "unknown property \"" + key + "\""));
                }
            }
        }
        for (Json item : value.items()) {
            unknown(item, here.get("items"), found);
        }
    }

    /// The schema a reference leads to within this file; null if it leads elsewhere.
    private @Nullable Json follow(Json schema) {
        Json here = schema;
        for (int i = 0; i < 32 && here.has("$ref"); i++) {
            String ref = here.get("$ref").text();
            if (!ref.startsWith("#/")) {
                return null;
            }
            Json target = root;
            for (String step : ref.substring(2).split("/")) {
                target = target.get(step.replace("~1", "/").replace("~0", "~"));
            }
            here = target;
        }
        return here;
    }

    private void check(Json value, Json schema, List<Violation> found) {
        if (found.size() >= MAX_VIOLATIONS) {
            return;
        }
        if (schema.has("$ref")) {
            reference(value, schema, found);
            return;
        }
        type(value, schema, found);
        object(value, schema, found);
        array(value, schema, found);
        string(value, schema, found);
        number(value, schema, found);
        choice(value, schema, found);
    }

    private void reference(Json value, Json schema, List<Violation> found) {
        Json target = follow(schema);
        if (target != null) {
            check(value, target, found);
            return;
        }
        JsonSchema other = others.get(schema.get("$ref").text());
        if (other != null) {
            other.check(value, other.root, found);
        }
    }

    private static void add(List<Violation> found, Json value, String message) {
        found.add(new Violation(value.pointer(), message));
    }

    private static void type(Json value, Json schema, List<Violation> found) {
        String type = schema.get("type").text();
        boolean right =
                switch (type) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isString();
                    case "number" -> value.isNumber();
                    case "integer" -> isInteger(value);
                    case "boolean" -> value.kind() == Json.Kind.BOOLEAN;
                    case "null" -> value.kind() == Json.Kind.NULL;
                    default -> true;
                };
        if (!right) {
            add(found, value, "must be of type " + type);
        }
    }

    private static boolean isInteger(Json value) {
        BigDecimal number = value.number();
        return number != null && number.stripTrailingZeros().scale() <= 0;
    }

    private void object(Json value, Json schema, List<Violation> found) {
        if (!value.isObject()) {
            return;
        }
        for (Json required : schema.get("required").items()) {
            if (!value.keys().contains(required.text())) {
                add(found, value, "\"" + required.text() + "\" is missing");
            }
        }
        bound(
                value.keys().size(),
                schema,
                "minProperties",
                "maxProperties",
                "properties",
                value,
                found);
        Json properties = schema.get("properties");
        Json additional = schema.get("additionalProperties");
        for (String key : value.keys()) {
            if (properties.has(key)) {
                check(value.get(key), properties.get(key), found);
            } else if (additional.isFalse()) {
                add(found, value.get(key), "unknown property \"" + key + "\"");
            } else if (additional.isObject()) {
                check(value.get(key), additional, found);
            }
        }
    }

    private static void bound(
            int size,
            Json schema,
            String min,
            String max,
            String what,
            Json value,
            List<Violation> found) {
        BigDecimal least = schema.get(min).number();
        BigDecimal most = schema.get(max).number();
        if (least != null && BigDecimal.valueOf(size).compareTo(least) < 0) {
            add(found, value, "has fewer than " + least + " " + what);
        }
        if (most != null && BigDecimal.valueOf(size).compareTo(most) > 0) {
            add(found, value, "has more than " + most + " " + what);
        }
    }

    private void array(Json value, Json schema, List<Violation> found) {
        if (!value.isArray()) {
            return;
        }
        bound(value.items().size(), schema, "minItems", "maxItems", "items", value, found);
        if (schema.get("uniqueItems").isTrue()) {
            HashSet<String> seen = new HashSet<>();
            for (Json item : value.items()) {
                if (!seen.add(JsonWriter.canonical(item))) {
                    add(found, item, "stands in the list twice");
                }
            }
        }
        Json items = schema.get("items");
        if (items.isObject()) {
            value.items().forEach(item -> check(item, items, found));
        }
    }

    private void string(Json value, Json schema, List<Violation> found) {
        if (!value.isString()) {
            return;
        }
        String text = value.text();
        bound(
                text.codePointCount(0, text.length()),
                schema,
                "minLength",
                "maxLength",
                "characters",
                value,
                found);
        String pattern = schema.get("pattern").text();
        if (!pattern.isEmpty()) {
            if (text.length() > MAX_PATTERN_TEXT) {
                add(found, value, "is longer than " + MAX_PATTERN_TEXT + " characters");
            } else if (!pattern(pattern).matcher(text).find()) {
                add(found, value, "does not have the form " + pattern);
            }
        }
        switch (schema.get("format").text()) {
            case "date-time" -> {
                if (!isDateTime(text)) {
                    add(found, value, "is no date and time (RFC 3339)");
                }
            }
            case "uri" -> {
                if (!URI.matcher(text).matches()) {
                    add(found, value, "is no URI (RFC 3986)");
                }
            }
            default -> {
                // Other formats are annotations.
            }
        }
    }

    /// Java's `$` also matches before a last line end; JSON schema's does not.
    private Pattern pattern(String regex) {
        return patterns.computeIfAbsent(
                regex,
                r -> Pattern.compile(r.endsWith("$") ? r.substring(0, r.length() - 1) + "\\z" : r));
    }

    private static boolean isDateTime(String text) {
        if (!text.matches(
                "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d:\\d\\d)")) {
            return false;
        }
        try {
            // RFC 3339 allows leap seconds and fractions finer than a nanosecond.
            OffsetDateTime.parse(
                    text.toUpperCase(java.util.Locale.ROOT)
                            .replaceFirst(":60(?=[.Z+-])", ":59")
                            .replaceFirst("(\\.\\d{1,9})\\d*", "$1"));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void number(Json value, Json schema, List<Violation> found) {
        BigDecimal number = value.number();
        if (number == null) {
            return;
        }
        BigDecimal least = schema.get("minimum").number();
        BigDecimal most = schema.get("maximum").number();
        if (least != null && number.compareTo(least) < 0
                || most != null && number.compareTo(most) > 0) {
            add(found, value, "is outside " + least + " to " + most);
        }
    }

    private void choice(Json value, Json schema, List<Violation> found) {
        Json options = schema.get("enum");
        if (options.isArray()
                && options.items().stream()
                        .noneMatch(
                                o -> o.kind() == value.kind() && o.text().equals(value.text()))) {
            add(found, value, "\"" + value.text() + "\" is none of the allowed values");
        }
        Json only = schema.get("const");
        if (only.isPresent() && !JsonWriter.canonical(only).equals(JsonWriter.canonical(value))) {
            add(found, value, "is not " + JsonWriter.canonical(only));
        }
        schema.get("allOf").items().forEach(part -> check(value, part, found));
        alternatives(value, schema.get("anyOf"), false, found);
        alternatives(value, schema.get("oneOf"), true, found);
    }

    private void alternatives(Json value, Json list, boolean one, List<Violation> found) {
        if (!list.isArray()) {
            return;
        }
        int fitting = 0;
        List<Violation> nearest = List.of();
        for (Json alternative : list.items()) {
            ArrayList<Violation> wrong = new ArrayList<>();
            check(value, alternative, wrong);
            fitting += wrong.isEmpty() ? 1 : 0;
            nearest = nearest.isEmpty() || wrong.size() < nearest.size() ? wrong : nearest;
        }
        if (fitting == 0) {
            found.addAll(nearest);
        } else if (one && fitting > 1) {
            add(found, value, "fits more than one alternative");
        }
    }
}
