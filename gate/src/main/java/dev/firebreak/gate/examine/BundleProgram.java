package dev.firebreak.gate.examine;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The name of a bundle's own program: `CFBundleExecutable` of its `Info.plist`.
final class BundleProgram {
    private static final String KEY = "CFBundleExecutable";

    private BundleProgram() {}

    /// Empty if the list cannot be read or names none.
    static String of(byte[] plist) {
        try {
            if (BinaryPlist.is(plist)) {
                return BinaryPlist.read(plist) instanceof Map<?, ?> top
                                && top.get(KEY) instanceof String name
                        ? name
                        : "";
            }
            return xml(new String(plist, StandardCharsets.UTF_8));
        } catch (XMLStreamException | IllegalArgumentException e) {
            return "";
        }
    }

    private static String xml(String text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader r = factory.createXMLStreamReader(new StringReader(text));
        int depth = 0;
        String key = "";
        while (r.hasNext()) {
            int event = r.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (r.getLocalName()) {
                    case "dict" -> depth++;
                    case "key" -> key = r.getElementText();
                    case "string" -> {
                        String value = r.getElementText();
                        if (depth == 1 && key.equals(KEY)) {
                            return value;
                        }
                    }
                    default -> {
                        // Other elements are no names.
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && r.getLocalName().equals("dict")) {
                depth--;
            }
        }
        return "";
    }
}
