package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One folder of `golden/prose`: a warning and what a person reads in it.
final class GoldenCase {
    static final ObjectMapper JSON = JsonMapper.builder().build();
    static final List<String> COMPARED =
            List.of(
                    "affected",
                    "notAffected",
                    "fixed",
                    "underInvestigation",
                    "indicators",
                    "questions");

    private GoldenCase() {}

    static List<Path> all(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Advisory read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path input =
                    files.filter(f -> f.getFileName().toString().startsWith("input."))
                            .findFirst()
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(input);
            return ProseReader.read(
                    folder.getFileName().toString(),
                    input.toString().endsWith(".pdf.txt")
                            ? pdf(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                            : bytes);
        }
    }

    /// A one-page PDF with these lines in a font of even width, so that columns stay where they are.
    static byte[] pdf(String text) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setFont(new PDType1Font(Standard14Fonts.FontName.COURIER), 9);
                float y = 740;
                for (String line : text.split("\n")) {
                    float x = 40;
                    for (String word : line.split("(?<= {2})(?=\\S)")) {
                        content.beginText();
                        content.newLineAtOffset(x, y);
                        content.showText(word.stripTrailing());
                        content.endText();
                        x += word.length() * 5.4f;
                    }
                    y -= 13;
                }
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    /// What was read, in the order-free form that is compared.
    static ObjectNode render(Advisory a) {
        ObjectNode o = JSON.createObjectNode();
        o.set("affected", statements(a, Status.AFFECTED));
        o.set("notAffected", statements(a, Status.NOT_AFFECTED));
        o.set("fixed", statements(a, Status.FIXED));
        o.set("underInvestigation", statements(a, Status.UNDER_INVESTIGATION));
        TreeMap<String, ObjectNode> indicators = new TreeMap<>();
        a.indicators()
                .forEach(
                        i ->
                                indicators.put(
                                        i.type().json() + i.value(),
                                        JSON.createObjectNode()
                                                .put("type", i.type().json())
                                                .put("value", i.value())));
        ArrayNode found = o.putArray("indicators");
        indicators.values().forEach(found::add);
        ArrayNode questions = o.putArray("questions");
        new TreeSet<>(a.questions().stream().map(q -> q.code()).toList()).forEach(questions::add);
        o.put("tlp", a.tlp() == null ? null : a.tlp().label());
        o.put(
                "published",
                a.published() == null ? null : a.published().toString().substring(0, 10));
        o.put("publisher", a.publisher());
        o.put("language", a.language());
        o.put("id", a.id());
        o.put("revision", a.revision());
        o.put("title", a.title());
        return o;
    }

    private static ArrayNode statements(Advisory a, Status status) {
        TreeMap<String, ObjectNode> sorted = new TreeMap<>();
        for (ProductStatement s : a.statements()) {
            if (s.status() == status) {
                ObjectNode n =
                        JSON.createObjectNode()
                                .put("product", s.product().name())
                                .put("platform", s.platform().json());
                ArrayNode versions = n.putArray("versions");
                s.versions().stream().sorted().forEach(versions::add);
                ArrayNode ranges = n.putArray("ranges");
                s.ranges().stream().map(r -> r.constraints()).sorted().forEach(ranges::add);
                sorted.put(n.toString(), n);
            }
        }
        ArrayNode array = JSON.createArrayNode();
        sorted.values().forEach(array::add);
        return array;
    }

    /// The same for what a person wrote down, so that order does not matter there either.
    static JsonNode sorted(JsonNode node) {
        if (node instanceof ArrayNode array) {
            List<JsonNode> items = new java.util.ArrayList<>();
            array.forEach(i -> items.add(sorted(i)));
            items.sort(java.util.Comparator.comparing(JsonNode::toString));
            ArrayNode out = JSON.createArrayNode();
            items.forEach(out::add);
            return out;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode out = JSON.createObjectNode();
            object.properties().forEach(e -> out.set(e.getKey(), sorted(e.getValue())));
            return out;
        }
        return node;
    }
}
