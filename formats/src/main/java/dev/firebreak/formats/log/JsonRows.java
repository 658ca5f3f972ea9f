package dev.firebreak.formats.log;

import dev.firebreak.formats.inventory.Json;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The objects of a JSON document as one line each: those of its arrays (`{"value": [{…}, …]}`, `{"hits": {"hits": […]}}`),
/// or those that follow each other over several lines, as pretty printers write them.
final class JsonRows extends LineSource {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser json;
    private final boolean wrapped;

    /// @param wrapped whether the rows stand in an array
    JsonRows(InputStream in, boolean wrapped) {
        json = Json.parser(in);
        this.wrapped = wrapped;
    }

    /// Whether the first object stands on a line of its own, so that the text can be read as it is.
    static boolean isLines(byte[] head) {
        int at = 0;
        while (at < head.length && (head[at] == '[' || head[at] <= ' ' && head[at] >= 0)) {
            at++;
        }
        int newline = Bytes.indexOf(head, at, head.length, (byte) '\n');
        int end = newline < 0 ? head.length : newline;
        if (at >= end || head[at] != '{') {
            return true;
        }
        int close = objectEnd(head, at, end);
        if (close < 0) {
            // A line longer than the head is too long, or the document goes on below.
            return newline < 0 && head.length < LineFeed.CHUNK;
        }
        for (int i = close; i < end; i++) {
            if (head[i] > ' ' && head[i] != ',' && head[i] != ']') {
                return false;
            }
        }
        return true;
    }

    /// Behind the end of the object that begins at `start`, or -1 if it does not end before `end`.
    private static int objectEnd(byte[] a, int start, int end) {
        int open = 0;
        boolean quoted = false;
        for (int i = start; i < end; i++) {
            byte c = a[i];
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                open++;
            } else if (c == '}' || c == ']') {
                open--;
                if (open == 0) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    @Override
    boolean next(Bounded into) throws IOException {
        try {
            JsonToken token;
            while ((token = json.nextToken()) != null) {
                if (token == JsonToken.START_OBJECT
                        && (!wrapped || json.streamReadContext().getParent().inArray())) {
                    try (JsonGenerator out =
                            FACTORY.createGenerator(
                                    ObjectWriteContext.empty(), into, JsonEncoding.UTF8)) {
                        out.copyCurrentStructure(json);
                    }
                    return true;
                }
            }
            return false;
        } catch (JacksonException e) {
            throw new IOException(Json.reason(e) + " at " + Json.where(e), e);
        }
    }

    @Override
    public void close() {
        json.close();
    }
}
