package dev.firebreak.formats.cyclonedx;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.formats.inventory.Bom;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Part;
import java.io.Reader;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads CycloneDX XML as a stream. A document type declaration is refused: no BOM needs one, and it is where the
/// tricks with entities live.
///
/// Source: CycloneDX 1.7 XML schema. The namespace's version does not matter; elements of other namespaces are skipped.
public final class CycloneDxXml {
    /// How deep elements may be nested.
    public static final int MAX_DEPTH = 200;

    /// The longest text of one element, in characters.
    private static final int MAX_TEXT = 1 << 20;

    private static final String NAMESPACE = "cyclonedx.org/schema/bom";

    private final InventoryRun run;
    private final Bom bom;
    private int depth;
    private @Nullable Part enclosing;

    public CycloneDxXml(InventoryRun run) {
        this.run = run;
        this.bom = new Bom(run, CycloneDxJson.SCOPE);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("external entities are not read");
                });
        return factory;
    }

    public void read(Reader in) {
        XMLStreamReader xml = null;
        try {
            xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new XMLStreamException(
                            "a document type declaration is not allowed", xml.getLocation());
                }
                if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("bom")) {
                    document(xml);
                }
            }
        } catch (XMLStreamException e) {
            run.lost(where(e, xml), "the rest is left out, it is not valid XML: " + reason(e));
        } catch (MissingResourceException e) {
            // The JDK's reader has no text for some faults in a document type declaration and fails
            // over that.
            run.lost("", "the rest is left out, it is not valid XML: " + e.getKey());
        }
        bom.emit();
    }

    private static String where(XMLStreamException e, @Nullable XMLStreamReader xml) {
        var at = e.getLocation() != null ? e.getLocation() : xml == null ? null : xml.getLocation();
        return at == null || at.getLineNumber() < 0
                ? ""
                : "line " + at.getLineNumber() + ", column " + at.getColumnNumber();
    }

    private static String reason(XMLStreamException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        int at = message.indexOf("Message: ");
        String plain =
                (at < 0 ? message : message.substring(at + 9)).replaceAll("\\s+", " ").strip();
        return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
    }

    /// Goes to the next child element of the one on which the reader stood, or past its end.
    ///
    /// @return its name without namespace, or null at the end of the parent
    private @Nullable String child(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++depth > MAX_DEPTH) {
                    throw new XMLStreamException(
                            "elements are nested deeper than " + MAX_DEPTH, xml.getLocation());
                }
                String namespace = xml.getNamespaceURI();
                if (namespace == null || namespace.isEmpty() || namespace.contains(NAMESPACE)) {
                    return xml.getLocalName();
                }
                skip(xml);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                return null;
            } else if (event == XMLStreamConstants.DTD
                    || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new XMLStreamException("entities are not read", xml.getLocation());
            }
        }
        return null;
    }

    /// Skips the element on which the reader stands.
    private void skip(XMLStreamReader xml) throws XMLStreamException {
        int open = 1;
        while (open > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (depth + ++open > MAX_DEPTH) {
                    throw new XMLStreamException(
                            "elements are nested deeper than " + MAX_DEPTH, xml.getLocation());
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open--;
            }
        }
        depth--;
    }

    /// The text of the element on which the reader stands; child elements count for nothing.
    private String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE -> {
                    if (text.length() + xml.getTextLength() > MAX_TEXT) {
                        throw new XMLStreamException(
                                "a text is longer than " + MAX_TEXT + " characters",
                                xml.getLocation());
                    }
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    skip(xml);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return text.toString();
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("entities are not read", xml.getLocation());
                default -> {}
            }
        }
        return text.toString();
    }

    private void document(XMLStreamReader xml) throws XMLStreamException {
        String name;
        while ((name = child(xml)) != null) {
            switch (name) {
                case "metadata" -> metadata(xml);
                case "components" -> components(xml);
                case "properties" -> properties(xml, null);
                default -> skip(xml);
            }
        }
    }

    private void metadata(XMLStreamReader xml) throws XMLStreamException {
        String name;
        while ((name = child(xml)) != null) {
            switch (name) {
                case "timestamp" ->
                        bom.collected(text(xml), "line " + xml.getLocation().getLineNumber());
                case "component" -> bom.subject(component(xml));
                case "tools" -> tools(xml);
                case "properties" -> properties(xml, null);
                default -> skip(xml);
            }
        }
    }

    /// Elements `tool` up to version 1.4, `components` that hold them since 1.5.
    private void tools(XMLStreamReader xml) throws XMLStreamException {
        String name;
        while ((name = child(xml)) != null) {
            switch (name) {
                case "tool", "component" -> bom.tool(nested(xml, "name"));
                case "components" -> tools(xml);
                default -> skip(xml);
            }
        }
    }

    private void components(XMLStreamReader xml) throws XMLStreamException {
        String name;
        while ((name = child(xml)) != null) {
            if (name.equals("component")) {
                int place = bom.parts().size();
                bom.add(component(xml), place);
            } else {
                skip(xml);
            }
        }
    }

    private Part component(XMLStreamReader xml) throws XMLStreamException {
        Part part = new Part(xml.getLocation().getLineNumber());
        part.type = xml.getAttributeValue(null, "type");
        part.parent = enclosing;
        enclosing = part;
        String name;
        while ((name = child(xml)) != null) {
            switch (name) {
                case "name" -> part.name = once(part.name, text(xml), name, xml);
                case "version" -> part.version = once(part.version, text(xml), name, xml);
                case "group" -> part.group = text(xml);
                case "publisher" -> part.publisher = text(xml);
                case "author" -> part.author = text(xml);
                case "purl" -> part.purl = text(xml).strip();
                case "cpe" -> Identifiers.add(part.identifiers(), Identifier.Type.CPE, text(xml));
                case "supplier" -> part.supplier = nested(xml, "name");
                case "manufacturer", "manufacture" -> part.manufacturer = nested(xml, "name");
                case "authors" -> authors(xml, part);
                case "swid" -> {
                    Identifiers.add(
                            part.identifiers(),
                            Identifier.Type.SWID,
                            xml.getAttributeValue(null, "tagId"));
                    skip(xml);
                }
                case "hashes" -> hashes(xml, part);
                case "properties" -> properties(xml, part);
                case "components" -> components(xml);
                default -> skip(xml);
            }
        }
        enclosing = part.parent;
        return part;
    }

    private String once(@Nullable String before, String value, String name, XMLStreamReader xml) {
        if (before != null && !before.equals(value)) {
            run.flaw(
                    "line " + xml.getLocation().getLineNumber(),
                    "'" + name + "' is given twice in one component, the last one is used");
        }
        return value;
    }

    private @Nullable String nested(XMLStreamReader xml, String wanted) throws XMLStreamException {
        String found = null;
        String name;
        while ((name = child(xml)) != null) {
            if (name.equals(wanted)) {
                found = text(xml);
            } else {
                skip(xml);
            }
        }
        return found;
    }

    private void authors(XMLStreamReader xml, Part part) throws XMLStreamException {
        while (child(xml) != null) {
            String author = nested(xml, "name");
            part.author = part.author == null ? author : part.author;
        }
    }

    private void hashes(XMLStreamReader xml, Part part) throws XMLStreamException {
        while (child(xml) != null) {
            String algorithm = xml.getAttributeValue(null, "alg");
            Identifiers.hash(part.identifiers(), algorithm, text(xml));
        }
    }

    private void properties(XMLStreamReader xml, @Nullable Part part) throws XMLStreamException {
        while (child(xml) != null) {
            String name = xml.getAttributeValue(null, "name");
            Properties.take(bom, part, name, text(xml));
        }
    }
}
