package dev.firebreak.formats.log;

import dev.firebreak.formats.inventory.Interner;
import dev.firebreak.formats.inventory.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Lines of a log that stand as text in JSON objects, one a line: in the `MESSAGE` of the journal of systemd, the `_raw` of
/// Splunk, the `log` of a container, the `message` of Graylog or Elasticsearch.
final class WrappedLines extends LineSource {
    private static final List<String> TEXTS =
            List.of("MESSAGE", "_raw", "event.original", "message", "log", "full_message");
    private static final List<String> TIMES =
            List.of("_time", "@timestamp", "timestamp", "time", "_SOURCE_REALTIME_TIMESTAMP");
    private static final int MAX_DEPTH = 3;

    /// Where one text holds several lines of a log: before what begins as a line does.
    private static final Pattern NEXT =
            Pattern.compile(
                    "[\\r\\n]+(?=<\\d|\\[|\\d{4}[-/]|\\d{1,2}:\\d\\d|\\d{10}|[A-Z][a-z]{2} +\\d)");

    private final BufferedReader in;
    private final boolean timed;

    /// @param timed whether the object's time is put in front of its text
    WrappedLines(InputStream in, boolean timed) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.timed = timed;
    }

    @Override
    boolean next(Bounded into) throws IOException {
        String line = line();
        if (line == null) {
            return false;
        }
        Map<String, String> values = values(line);
        String text = first(values, TEXTS);
        if (text == null) {
            // The reader of lines counts it among those that are not used.
            into.writeBytes(line.getBytes(StandardCharsets.UTF_8));
            return true;
        }
        String time = timed ? time(values) : null;
        String front = "";
        if (time != null) {
            String host = values.getOrDefault("_HOSTNAME", "host");
            String program = values.getOrDefault("SYSLOG_IDENTIFIER", "");
            front = time + " " + host + " " + (program.isEmpty() ? "" : program + ": ");
        }
        boolean first = true;
        for (String part : NEXT.split(text.strip())) {
            String one = (first ? "" : "\n") + front + part.replaceAll("[\\r\\n]+", " ");
            into.writeBytes(one.getBytes(StandardCharsets.UTF_8));
            first = false;
        }
        return true;
    }

    /// A line, no longer than lines may be; the rest of a longer one is dropped, so that its object is broken and told.
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) >= 0 && c != '\n') {
            if (line.length() <= LineFeed.MAX_LINE) {
                line.append((char) c);
            }
        }
        return c < 0 && line.isEmpty() ? null : line.toString();
    }

    private static @Nullable String time(Map<String, String> values) {
        String micros = values.get("__REALTIME_TIMESTAMP");
        if (micros != null
                && micros.length() == 16
                && micros.chars().allMatch(Character::isDigit)) {
            long n = Long.parseLong(micros);
            return Instant.ofEpochSecond(n / 1_000_000, n % 1_000_000 * 1_000).toString();
        }
        return first(values, TIMES);
    }

    private static @Nullable String first(Map<String, String> values, List<String> names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    private static Map<String, String> values(String line) {
        Map<String, String> values = new HashMap<>();
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < bytes.length && (bytes[at] == '[' || bytes[at] == ',' || bytes[at] == ' ')) {
            at++;
        }
        try (JsonParser json = Json.parser(bytes, at, bytes.length - at)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                object(json, "", 1, values, new Interner());
            }
        } catch (JacksonException e) {
            values.clear();
        }
        return values;
    }

    private static void object(
            JsonParser json,
            String prefix,
            int depth,
            Map<String, String> values,
            Interner interner) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
                boolean wrapper = name.equals("result") || name.equals("_source");
                object(json, wrapper ? prefix : prefix + name + ".", depth + 1, values, interner);
            } else {
                String value = Json.current(json, token, interner);
                if (value != null && values.size() < 500) {
                    values.put(prefix + name, value);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
