package dev.firebreak.formats.osquery;

import dev.firebreak.formats.inventory.Interner;
import dev.firebreak.formats.inventory.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Fills an [Event] from one JSON object. Keys may come in any order, so nothing is decided before its end.
final class EventParser {
    private final Interner interner;

    EventParser(Interner interner) {
        this.interner = interner;
    }

    /// @param parser stands on START_OBJECT and is left on its END_OBJECT
    /// @param line of the object, when it is one line of a log; 0 to ask the parser
    void read(JsonParser parser, Event event, long line) {
        event.clear(line == 0 ? Json.line(parser) : line);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                nested(parser, token, key, event, line);
            } else {
                plain(key, Json.current(parser, token, interner), event);
            }
        }
    }

    private static void plain(String key, @Nullable String value, Event event) {
        switch (key) {
            case "name" -> event.query = value;
            case "action" -> event.action = value;
            case "hostIdentifier" -> event.hostIdentifier = value;
            case "hostname" -> event.hostname = value;
            case "unixTime" -> event.unixTime = value;
            case "calendarTime" -> event.calendarTime = value;
            case "counter" -> event.counter = value;
            default -> {}
        }
        Column column = Column.of(key);
        if (column != null) {
            event.bare.put(column, value);
        }
    }

    private void nested(JsonParser parser, JsonToken token, String key, Event event, long line) {
        boolean array = token == JsonToken.START_ARRAY;
        switch (key) {
            case "columns" -> {
                event.shape = Event.Shape.ROW;
                if (array) {
                    rows(parser, event, false, line);
                } else {
                    row(parser, event, false, line);
                }
            }
            case "snapshot" -> {
                event.shape = Event.Shape.SNAPSHOT;
                if (array) {
                    rows(parser, event, false, line);
                } else {
                    row(parser, event, false, line);
                }
            }
            case "diffResults" -> {
                event.shape = Event.Shape.BATCH;
                if (array) {
                    parser.skipChildren();
                } else {
                    batch(parser, event, line);
                }
            }
            case "decorations" -> {
                if (array) {
                    parser.skipChildren();
                } else {
                    decorations(parser, event);
                }
            }
            default -> {
                event.objects = true;
                parser.skipChildren();
            }
        }
    }

    private void batch(JsonParser parser, Event event, long line) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean removed = parser.currentName().equals("removed");
            boolean known = removed || parser.currentName().equals("added");
            // An empty list is written as "" by older releases.
            if (parser.nextToken() == JsonToken.START_ARRAY && known) {
                rows(parser, event, removed, line);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void rows(JsonParser parser, Event event, boolean removed, long line) {
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                row(parser, event, removed, line);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void row(JsonParser parser, Event event, boolean removed, long line) {
        Row row = event.newRow(line == 0 ? Json.line(parser) : line, removed);
        if (row == null) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Column column = Column.of(parser.currentName());
            JsonToken token = parser.nextToken();
            if (column == null) {
                parser.skipChildren();
            } else if (column.presenceOnly()) {
                row.put(column, null);
                parser.skipChildren();
            } else {
                row.put(column, Json.current(parser, token, interner));
            }
        }
    }

    private void decorations(JsonParser parser, Event event) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            String value = Json.next(parser, interner);
            switch (key) {
                case "hostname", "host_name", "computer_name" -> {
                    if (event.decoratedHost == null || key.equals("hostname")) {
                        event.decoratedHost = value;
                    }
                }
                case "organisation",
                        "organization",
                        "org",
                        "firebreak:organisation",
                        "firebreak_organisation" ->
                        event.decoratedOrganisation = value;
                case "platform", "os", "os_name", "host_os" -> event.decoratedPlatform = value;
                default -> {}
            }
        }
    }
}
