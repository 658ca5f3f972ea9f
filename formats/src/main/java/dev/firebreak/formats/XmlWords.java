package dev.firebreak.formats;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The texts of an XML document without its markup, one a line.
final class XmlWords {
    /// Texts taken over.
    private static final int MAX_TEXTS = 200_000;

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
}
