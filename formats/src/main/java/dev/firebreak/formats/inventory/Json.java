package dev.firebreak.formats.inventory;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Streaming JSON with bounds, for documents of any size.
public final class Json {
    /// How deep objects and arrays may be nested.
    public static final int MAX_DEPTH = 200;

    /// The longest single text, in characters.
    public static final int MAX_STRING = 16 << 20;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_STRING)
                                    .build())
                    .build();

    private Json() {}

    /// @param in valid UTF-8; not closed by the parser's end of input, but by closing the parser
    public static JsonParser parser(InputStream in) {
        return FACTORY.createParser(ObjectReadContext.empty(), in);
    }

    public static JsonParser parser(byte[] bytes, int from, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, from, length);
    }

    /// Goes to the next value and takes it as text if it is plain; null for `null`, objects and arrays, which are
    /// skipped.
    public static @Nullable String next(JsonParser parser, Interner interner) {
        return current(parser, parser.nextToken(), interner);
    }

    /// The same for the value on which the parser stands.
    public static @Nullable String current(
            JsonParser parser, @Nullable JsonToken token, Interner interner) {
        if (token == JsonToken.VALUE_STRING) {
            return interner.text(
                    parser.getStringCharacters(),
                    parser.getStringOffset(),
                    parser.getStringLength());
        }
        if (token == null || token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            parser.skipChildren();
            return null;
        }
        return parser.getString();
    }

    /// Where the parser stands, 1-based.
    public static long line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /// What is wrong, without Jackson's hints for programmers.
    public static String reason(JacksonException e) {
        String message = e.getOriginalMessage();
        if (message == null) {
            return "not valid JSON";
        }
        int hint = message.indexOf("\n at ");
        String plain =
                (hint < 0 ? message : message.substring(0, hint)).replaceAll("\\s+", " ").strip();
        return "not valid JSON: " + (plain.length() > 200 ? plain.substring(0, 200) + "…" : plain);
    }

    /// Line and column of an error.
    public static String where(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null || at.getLineNr() < 0
                ? ""
                : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
