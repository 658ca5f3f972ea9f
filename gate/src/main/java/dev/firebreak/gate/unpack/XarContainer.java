package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.zip.InflaterInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/// xar archives, in which Apple's installer packages lie: a compressed XML table of contents and a heap.
final class XarContainer implements Container {
    private static final int MAX_TOC = 64 << 20;

    /// What is known of the file element that is being read.
    private static final class Item {
        String name = "";
        String type = "";
        String encoding = "";
        long offset = -1;
        long length;
        int mode = -1;
    }

    @Override
    public void read(Content c, Sink sink) throws IOException {
        int header = c.u16be(4);
        long packed = c.i64be(8);
        long unpacked = c.i64be(16);
        if (unpacked > MAX_TOC || unpacked < 0 || packed < 0) {
            throw new IOException("a table of contents of " + unpacked + " bytes");
        }
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream toc = new InflaterInputStream(c.slice(header, packed).stream())) {
            walk(c, header + packed, factory.createXMLStreamReader(toc, "UTF-8"), sink);
        } catch (XMLStreamException e) {
            throw new IOException("the table of contents is broken: " + e.getMessage(), e);
        }
    }

    private static void walk(Content c, long heap, XMLStreamReader xml, Sink sink)
            throws IOException, XMLStreamException {
        Deque<Item> items = new ArrayDeque<>();
        boolean data = false;
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.setLength(0);
                String name = xml.getLocalName();
                if (name.equals("file")) {
                    if (items.size() > 100) {
                        throw new LimitException("folders nested deeper than 100");
                    }
                    items.push(new Item());
                } else if (name.equals("data") && !items.isEmpty()) {
                    data = true;
                } else if (name.equals("encoding") && data) {
                    String style = xml.getAttributeValue(null, "style");
                    items.element().encoding = style == null ? "" : style.toLowerCase(Locale.ROOT);
                }
            } else if (event == XMLStreamConstants.CHARACTERS) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT && !items.isEmpty()) {
                Item item = items.element();
                switch (xml.getLocalName()) {
                    case "name" ->
                            item.name = item.name.isEmpty() ? text.toString().strip() : item.name;
                    case "type" -> item.type = data ? item.type : text.toString().strip();
                    case "mode" -> item.mode = number(text, 8);
                    case "offset" ->
                            item.offset =
                                    data ? Long.parseLong(text.toString().strip()) : item.offset;
                    case "length" ->
                            item.length =
                                    data ? Long.parseLong(text.toString().strip()) : item.length;
                    case "data" -> data = false;
                    case "file" -> {
                        emit(c, heap, items, sink);
                        items.pop();
                    }
                    default -> {}
                }
            }
        }
    }

    private static int number(StringBuilder text, int radix) {
        try {
            return Integer.parseInt(text.toString().strip(), radix);
        } catch (NumberFormatException e) {
            return -1; // no mode is told
        }
    }

    private static void emit(Content c, long heap, Deque<Item> items, Sink sink)
            throws IOException {
        Item item = items.element();
        StringBuilder path = new StringBuilder();
        for (Item i : items) {
            path.insert(0, (path.isEmpty() ? i.name : i.name + "/"));
        }
        Placing placing = new Placing(0, item.mode < 0 ? -1 : item.mode & 07777, "", "", null);
        if (item.type.equals("directory")) {
            return;
        }
        if (item.type.contains("link")) {
            sink.link(path.toString(), new Placing(0, -1, "", "", "(link)"));
            return;
        }
        if (item.offset < 0) {
            sink.file(path.toString(), placing, Content.of(new byte[0]));
            return;
        }
        if (!c.holds(heap + item.offset, item.length)) {
            sink.obstacle(
                    path.toString(),
                    Obstacle.Kind.MALFORMED,
                    "The entry's data lie outside of the archive.");
            return;
        }
        Content raw = c.slice(heap + item.offset, item.length);
        if (item.encoding.isEmpty() || item.encoding.contains("octet-stream")) {
            sink.file(path.toString(), placing, raw);
            return;
        }
        try (InputStream in = decode(raw, item.encoding)) {
            sink.file(path.toString(), placing, in);
        }
    }

    private static InputStream decode(Content raw, String encoding) throws IOException {
        InputStream in = new BufferedInputStream(raw.stream());
        if (encoding.contains("bzip2")) {
            return new BZip2CompressorInputStream(in);
        }
        if (encoding.contains("xz")) {
            return new XZInputStream(in, CompressedContainer.DICTIONARY_KIB);
        }
        if (encoding.contains("lzma")) {
            return new LZMAInputStream(in, CompressedContainer.DICTIONARY_KIB);
        }
        return new InflaterInputStream(in); // named gzip, but it is zlib
    }
}
