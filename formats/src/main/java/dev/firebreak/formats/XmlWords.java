package dev.firebreak.formats;

import dev.firebreak.formats.text.IndicatorScanner;
import java.io.StringReader;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The texts of an XML document without its markup, one a line.
final class XmlWords {
    /// Texts taken over.
    private static final int MAX_TEXTS = 200_000;

    private static final int MAX_VALUE = 2_000;

    /// Attributes that lead somewhere else or name a kind.
    private static final Set<String> LINKS =
            Set.of(
                    "href",
                    "src",
                    "schemaLocation",
                    "noNamespaceSchemaLocation",
                    "profile",
                    "about",
                    "resource",
                    "rel",
                    "type",
                    "version");

    private XmlWords() {}

    /// What could be read before a fault; empty if nothing could.
    static String of(String text) {
        StringBuilder words = new StringBuilder();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            int texts = 0;
            while (xml.hasNext() && texts < MAX_TEXTS) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    break;
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    texts += attributes(xml, words);
                }
                if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
                    words.append(xml.getText().strip()).append("\n");
                    texts++;
                }
            }
        } catch (XMLStreamException e) {
            // What came before the fault counts, and that the format is not read is told anyway.
            return words.toString();
        }
        return words.toString();
    }

    /// Values of attributes are no prose; those that are an indicator and nothing else must not be lost.
    private static int attributes(XMLStreamReader xml, StringBuilder words) {
        int found = 0;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String value = xml.getAttributeValue(i).strip();
            if (!LINKS.contains(xml.getAttributeLocalName(i)) && isIndicator(value)) {
                words.append(value).append("\n");
                found++;
            }
        }
        return found;
    }

    private static boolean isIndicator(String value) {
        return value.length() <= MAX_VALUE
                && IndicatorScanner.scan(value).stream()
                        .anyMatch(
                                match ->
                                        !match.ambiguous()
                                                && match.start() == 0
                                                && match.end() == value.length());
    }
}
