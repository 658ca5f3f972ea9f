package dev.firebreak.formats;

import dev.firebreak.formats.text.IndicatorScanner;
import java.io.StringReader;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The texts of an XML document without its markup.
///
/// @param text one text a line; empty if nothing could be read
/// @param lost why it is not all of them, null if it is
record XmlWords(String text, @Nullable String lost) {
    /// Texts taken over.
    static final int MAX_TEXTS = 200_000;

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

    /// Reads a document as far as it can be read.
    static XmlWords of(String text) {
        StringBuilder words = new StringBuilder();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            int texts = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    break;
                }
                int before = words.length();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    texts += attributes(xml, words);
                }
                if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
                    words.append(xml.getText().strip()).append("\n");
                    texts++;
                }
                if (texts > MAX_TEXTS) {
                    words.setLength(before);
                    return new XmlWords(
                            words.toString(),
                            "more than " + MAX_TEXTS + " texts; the rest is left out");
                }
            }
        } catch (XMLStreamException e) {
            Location at = e.getLocation();
            return new XmlWords(
                    words.toString(),
                    "is no valid XML from line "
                            + (at == null ? 1 : at.getLineNumber())
                            + " on; the rest is left out");
        }
        return new XmlWords(words.toString(), null);
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
