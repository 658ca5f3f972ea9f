package dev.firebreak.formats.json;

import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads JSON into a tree, keeping what was read before the text broke off.
///
/// Nothing here throws for bad input: a text that is cut short, too deep or too large gives the part that could be read
/// and a [Problem] that says where the rest was lost.
public final class JsonReader {
    /// Levels of objects and arrays that are kept; what lies deeper is left out and reported.
    public static final int MAX_DEPTH = 128;

    /// Levels at which reading ends; keeps a file of brackets from eating the memory.
    public static final int MAX_NESTING = 20_000;

    /// Values kept of one text.
    public static final int MAX_VALUES = 8_000_000;

    /// Characters of one string.
    public static final int MAX_STRING = 64 << 20;

    /// Documents in one file with a document per line.
    public static final int MAX_DOCUMENTS = 200_000;

    /// Problems of one kind that are reported singly.
    private static final int MAX_PROBLEMS = 100;

    private static final StreamReadConstraints BOUNDS =
            StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_STRING)
                    .build();

    private static final JsonFactory STRICT =
            JsonFactory.builder().streamReadConstraints(BOUNDS).build();

    /// Accepts what publishers' scripts get wrong and what has one meaning only: raw line ends in strings, a comma before
    /// a closing bracket, an escaped character that needs no escape.
    private static final JsonFactory LENIENT =
            JsonFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .build();

    private final String source;
    private final List<Json> roots = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int values;
    private int duplicates;
    private int tooDeep;

    private JsonReader(String source) {
        this.source = source;
    }

    /// Reads one document, or several in a row or on a line each.
    public static JsonDocument read(String source, String text) {
        JsonReader reader = new JsonReader(source);
        if (isLines(text)) {
            reader.lines(text);
        } else {
            reader.all(LENIENT, text, 0);
        }
        reader.summarise();
        return new JsonDocument(reader.roots, reader.problems);
    }

    /// Reads by the letter of RFC 8259, for validation.
    public static JsonDocument readStrictly(String source, String text) {
        JsonReader reader = new JsonReader(source);
        reader.all(STRICT, text, 0);
        reader.summarise();
        return new JsonDocument(reader.roots, reader.problems);
    }

    /// Whether the first line is a whole object and another line follows it.
    private static boolean isLines(String text) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int end = text.indexOf('\n', start);
        if (end < 0 || text.charAt(start) != '{' || text.substring(end).isBlank()) {
            return false;
        }
        String line = text.substring(start, end).strip();
        if (!line.endsWith("}")) {
            return false;
        }
        JsonReader trial = new JsonReader("");
        trial.all(LENIENT, line, 0);
        return trial.problems.isEmpty() && trial.roots.size() == 1;
    }

    private void lines(String text) {
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            number++;
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String line = text.substring(start, end);
            start = end + 1;
            if (line.isBlank()) {
                continue;
            }
            if (roots.size() >= MAX_DOCUMENTS || values >= MAX_VALUES) {
                lost("line " + number, "more than " + MAX_DOCUMENTS + " documents in one file");
                return;
            }
            all(LENIENT, line, number);
        }
    }

    /// @param line number of the only line in `text`, or 0 if `text` is the whole file
    private void all(JsonFactory factory, String text, int line) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            try {
                while (parser.nextToken() != null) {
                    if (roots.size() >= MAX_DOCUMENTS) {
                        lost(where(parser, line), "more than " + MAX_DOCUMENTS + " documents");
                        return;
                    }
                    if (!tree(parser, line)) {
                        return;
                    }
                }
            } catch (JacksonException e) {
                broken(where(parser, line), e, line);
            }
        }
    }

    private void broken(String where, JacksonException e, int line) {
        String rest = line > 0 ? "; this line ends here" : "; what follows is left out";
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(
                    new Problem(
                            source,
                            where,
                            "not valid JSON: " + plain(e) + rest,
                            line > 0 ? Severity.PARTIAL : Severity.LOST));
        }
    }

    /// The parser's message without its advice to programmers.
    private static String plain(JacksonException e) {
        String message = e.getOriginalMessage();
        message = message == null ? "cannot be read" : message;
        int aside = message.indexOf(" (start marker");
        return aside < 0 ? message : message.substring(0, aside);
    }

    private static String where(JsonParser parser, int line) {
        var at = parser.currentLocation();
        return "line " + (line > 0 ? line : at.getLineNr()) + ", column " + at.getColumnNr();
    }

    private void lost(String where, String reason) {
        problems.add(new Problem(source, where, reason + "; the rest is left out", Severity.LOST));
    }

    /// Reads one value iteratively, so that depth costs no stack.
    ///
    /// @return false when a bound ended the reading
    private boolean tree(JsonParser parser, int line) {
        ArrayList<Json> open = new ArrayList<>();
        String key = "";
        JsonToken token = parser.currentToken();
        while (token != null) {
            if (++values > MAX_VALUES) {
                lost(where(parser, line), "more than " + MAX_VALUES + " values");
                return false;
            }
            @Nullable Json top = open.isEmpty() ? null : open.getLast();
            if (token == JsonToken.PROPERTY_NAME) {
                key = parser.currentName();
            } else if (token.isStructEnd()) {
                open.removeLast();
            } else if (token.isStructStart() && open.size() >= MAX_DEPTH) {
                parser.skipChildren();
                tooDeep++;
            } else {
                Json value = value(parser, token, top, key);
                attach(top, key, value);
                if (token.isStructStart()) {
                    open.add(value);
                }
            }
            if (open.isEmpty()) {
                return true;
            }
            token = parser.nextToken();
        }
        return true;
    }

    private static Json value(JsonParser parser, JsonToken token, @Nullable Json top, String key) {
        String step = top == null ? "" : top.isArray() ? Integer.toString(top.items().size()) : key;
        return switch (token) {
            case START_OBJECT -> Json.object(top, step);
            case START_ARRAY -> Json.array(top, step);
            case VALUE_STRING -> Json.scalar(Json.Kind.STRING, top, step, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    Json.scalar(Json.Kind.NUMBER, top, step, parser.getString());
            case VALUE_TRUE -> Json.scalar(Json.Kind.BOOLEAN, top, step, "true");
            case VALUE_FALSE -> Json.scalar(Json.Kind.BOOLEAN, top, step, "false");
            case VALUE_NULL,
                    VALUE_EMBEDDED_OBJECT,
                    NOT_AVAILABLE,
                    END_OBJECT,
                    END_ARRAY,
                    PROPERTY_NAME ->
                    Json.scalar(Json.Kind.NULL, top, step, "");
        };
    }

    private void attach(@Nullable Json top, String key, Json value) {
        if (top == null) {
            roots.add(value);
        } else if (top.isArray()) {
            top.add(value);
        } else if (top.put(key, value) != null && ++duplicates <= MAX_PROBLEMS) {
            problems.add(
                    new Problem(
                            source,
                            value.pointer(),
                            "the key \""
                                    + key
                                    + "\" stands twice in one object; the last one counts",
                            Severity.PARTIAL));
        }
    }

    private void summarise() {
        if (duplicates > MAX_PROBLEMS) {
            problems.add(
                    new Problem(
                            source,
                            "",
                            (duplicates - MAX_PROBLEMS) + " further keys stand twice in one object",
                            Severity.PARTIAL));
        }
        if (tooDeep > 0) {
            problems.add(
                    new Problem(
                            source,
                            "",
                            tooDeep + " value(s) deeper than " + MAX_DEPTH + " levels are left out",
                            Severity.PARTIAL));
        }
    }
}
