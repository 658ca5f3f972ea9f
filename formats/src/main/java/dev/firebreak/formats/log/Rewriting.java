package dev.firebreak.formats.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// How a log that is not written as lines becomes one that is.
enum Rewriting {
    /// Objects in an array.
    ARRAY("is one JSON document; offsets count the bytes of its objects as one line each") {
        @Override
        InputStream open(InputStream in) {
            return new JsonRows(in, true);
        }
    },
    /// Objects over several lines each.
    OBJECTS("has JSON objects over several lines; offsets count the bytes of one line each") {
        @Override
        InputStream open(InputStream in) {
            return new JsonRows(in, false);
        }
    },
    EVENT_XML("holds Windows events in XML; offsets count the bytes of one JSON line each") {
        @Override
        InputStream open(InputStream in) throws IOException {
            return new EventXml(in);
        }
    },
    /// Lines as text in objects, with the objects' times.
    TIMED_TEXT("has its lines as text in JSON objects; offsets count the bytes of these lines") {
        @Override
        InputStream open(InputStream in) {
            return new WrappedLines(in, true);
        }
    },
    TEXT("has its lines as text in JSON objects; offsets count the bytes of these lines") {
        @Override
        InputStream open(InputStream in) {
            return new WrappedLines(in, false);
        }
    };

    private final String note;

    Rewriting(String note) {
        this.note = note;
    }

    /// What is said of it to the user.
    String note() {
        return note;
    }

    /// The text as lines.
    abstract InputStream open(InputStream in) throws IOException;

    /// What a text needs so that it can be read; empty if nothing helps, or nothing is needed.
    static Optional<Rewriting> of(byte[] head) {
        if (EventXml.isOf(head)) {
            return Optional.of(EVENT_XML);
        }
        int at = 0;
        while (at < head.length && head[at] <= ' ' && head[at] >= 0) {
            at++;
        }
        if (at == head.length || head[at] != '{' && head[at] != '[') {
            return Optional.empty();
        }
        if (JsonRows.isLines(head)) {
            return Recogniser.recognise(head).isPresent()
                    ? Optional.empty()
                    : firstReadable(head, TEXT, TIMED_TEXT, ARRAY);
        }
        return head[at] == '[' ? Optional.of(ARRAY) : firstReadable(head, OBJECTS, ARRAY);
    }

    private static Optional<Rewriting> firstReadable(byte[] head, Rewriting... ways) {
        for (Rewriting way : ways) {
            Optional<LogKind> kind = Recogniser.recognise(way.lines(head));
            boolean timeless =
                    way == TEXT
                            && kind.isPresent()
                            && (kind.get() == LogKind.BIND
                                    || kind.get() == LogKind.UNBOUND
                                    || kind.get() == LogKind.DNSMASQ
                                    || kind.get() == LogKind.KEY_VALUE
                                    || kind.get() == LogKind.KNOWN_LINES);
            if (kind.isPresent() && !timeless) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    /// The whole lines of a text's beginning.
    byte[] lines(byte[] head) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (InputStream in = open(new ByteArrayInputStream(head))) {
            in.transferTo(lines);
            return lines.toByteArray();
        } catch (IOException e) {
            // A head is cut off in the middle; the last line may be a half one.
            byte[] whole = lines.toByteArray();
            int last = whole.length;
            while (last > 0 && whole[last - 1] != '\n') {
                last--;
            }
            return Arrays.copyOf(whole, last);
        }
    }
}
