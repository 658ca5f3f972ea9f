package dev.firebreak.formats.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Events of Windows in XML, as the event viewer saves them and `wevtutil qe /f:xml` prints them, as one JSON object a
/// line. A document type declaration ends the reading: no event has one.
///
/// Source: the schema of Windows events, namespace `http://schemas.microsoft.com/win/2004/08/events/event`.
final class EventXml extends LineSource {
    private static final JsonFactory FACTORY = new JsonFactory();

    /// Values of one event.
    private static final int MAX_VALUES = 512;

    private final XMLStreamReader xml;

    EventXml(InputStream in) throws IOException {
        try {
            xml =
                    factory()
                            .createXMLStreamReader(
                                    new InputStreamReader(within(in), StandardCharsets.UTF_8));
        } catch (XMLStreamException e) {
            throw new IOException("not valid XML", e);
        }
    }

    /// Whether a text begins with such events.
    static boolean isOf(byte[] head) {
        int at = 0;
        while (at < head.length && head[at] <= ' ' && head[at] >= 0) {
            at++;
        }
        if (at == head.length || head[at] != '<') {
            return false;
        }
        String start = new String(head, 0, Math.min(head.length, 8192), StandardCharsets.UTF_8);
        return start.contains("<Event")
                && start.toLowerCase(Locale.ROOT)
                        .contains("schemas.microsoft.com/win/2004/08/events");
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver(
                (_, _, _, _) -> {
                    throw new XMLStreamException("external entities are not read");
                });
        return factory;
    }

    /// Events that follow each other have no element around them: one is put there, and a declaration goes.
    private static InputStream within(InputStream in) throws IOException {
        byte[] start = in.readNBytes(512);
        int at = 0;
        while (at < start.length && start[at] <= ' ' && start[at] >= 0) {
            at++;
        }
        if (at + 5 < start.length && start[at] == '<' && start[at + 1] == '?') {
            int close = Bytes.indexOf(start, at, start.length, Bytes.of("?>"));
            at = close < 0 ? at : close + 2;
        }
        return new SequenceInputStream(
                Collections.enumeration(
                        List.of(
                                new ByteArrayInputStream(Bytes.of("<all>")),
                                new ByteArrayInputStream(start, at, start.length - at),
                                in,
                                new ByteArrayInputStream(Bytes.of("</all>")))));
    }

    @Override
    boolean next(Bounded into) throws IOException {
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new IOException("a document type declaration is not read");
                }
                if (event == XMLStreamConstants.START_ELEMENT && is("Event")) {
                    event(into);
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw new IOException(
                    "not valid XML at line "
                            + e.getLocation().getLineNumber()
                            + ", column "
                            + e.getLocation().getColumnNumber(),
                    e);
        }
    }

    private boolean is(String name) {
        return xml.getLocalName().equals(name);
    }

    /// In the shape that evtx_dump writes, without its levels.
    private void event(Bounded into) throws XMLStreamException {
        try (JsonGenerator out =
                FACTORY.createGenerator(ObjectWriteContext.empty(), into, JsonEncoding.UTF8)) {
            out.writeStartObject();
            int depth = 1;
            int values = 0;
            boolean message = false;
            while (depth > 0 && xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    message &= !is("RenderingInfo");
                    depth--;
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    message |= is("RenderingInfo");
                    if (!message && values++ < MAX_VALUES && value(out)) {
                        depth--;
                    }
                }
            }
            out.writeEndObject();
        }
    }

    /// Writes what an element says; true if it was read to its end.
    private boolean value(JsonGenerator out) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "Provider" -> write(out, "ProviderName", xml.getAttributeValue(null, "Name"));
            case "TimeCreated" ->
                    write(out, "SystemTime", xml.getAttributeValue(null, "SystemTime"));
            case "EventID", "Channel", "Computer" -> {
                String name = xml.getLocalName();
                write(out, name, xml.getElementText());
                return true;
            }
            case "Data" -> {
                String name = xml.getAttributeValue(null, "Name");
                if (name != null) {
                    write(out, name, xml.getElementText());
                    return true;
                }
            }
            default -> {}
        }
        return false;
    }

    private static void write(
            JsonGenerator out, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            out.writeName(name);
            out.writeString(value);
        }
    }
}
