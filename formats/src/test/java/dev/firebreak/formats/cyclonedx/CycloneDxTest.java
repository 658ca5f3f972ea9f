package dev.firebreak.formats.cyclonedx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.InventoryOptions;
import dev.firebreak.formats.Transcript;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CycloneDxTest {
    private static final InventoryOptions OPTIONS =
            new InventoryOptions(null, null, null, Instant.EPOCH);

    private static Transcript read(String text) {
        Transcript transcript = new Transcript();
        Inventories.readStream(
                "file",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                OPTIONS,
                transcript);
        transcript.finished();
        return transcript;
    }

    @Test
    void several_devices_with_nested_software_are_machines_of_their_own() {
        Transcript transcript =
                read(
                        """
                        {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
                        {"name":"pc-1","components":[{"type":"operating-system","name":"Windows 11","version":"10.0"},{"type":"application","name":"A","version":"1"}],"type":"device"},
                        {"type":"device","name":"mac-1","components":[{"type":"operating-system","name":"macOS"},{"type":"application","name":"A","version":"1","components":[{"type":"library","name":"B"}]}]},
                        {"type":"application","name":"C"}]}
                        """);
        assertThat(transcript.toString())
                .containsSubsequence(
                        "asset 'pc-1' of null, WINDOWS",
                        "Windows 11",
                        "  A | 1 | null | WINDOWS WINDOWS",
                        "asset 'mac-1' of null, MACOS",
                        "macOS",
                        "  A | 1 | null | GENERIC MACOS",
                        "  B |",
                        "asset 'file'",
                        "  C |");
    }

    @Test
    void devices_inside_a_device_are_its_parts() {
        Transcript transcript =
                read(
                        "{\"bomFormat\":\"CycloneDX\",\"metadata\":{\"component\":{\"type\":\"device\",\"name\":\"pc-1\"}},\"components\":[{\"type\":\"device\",\"name\":\"NIC\",\"components\":[{\"type\":\"firmware\",\"name\":\"F\",\"version\":\"1\"}]}]}");
        assertThat(transcript.assets()).extracting(asset -> asset.name()).containsExactly("pc-1");
        assertThat(transcript.components()).hasSize(2);
    }

    /// The two readers share no parsing code, so each is the other's oracle.
    @Test
    void json_and_xml_of_one_document_say_the_same() {
        long seed = 314159;
        System.out.println("CycloneDxTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            Node root = new Node(random, 0);
            List<Node> components = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                components.add(new Node(random, 0));
            }
            String json =
                    "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"metadata\":{\"timestamp\":\"2023-03-30T08:15:00Z\",\"component\":"
                            + root.json()
                            + "},\"components\":"
                            + Node.json(components)
                            + "}";
            String xml =
                    "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"><metadata><timestamp>2023-03-30T08:15:00Z</timestamp>"
                            + root.xml()
                            + "</metadata>"
                            + Node.xml(components)
                            + "</bom>";
            assertThat(read(json).toString().replaceAll("@\\d+|_JSON|_XML", "@"))
                    .as(json)
                    .isEqualTo(read(xml).toString().replaceAll("@\\d+|_JSON|_XML", "@"));
        }
    }

    private static final class Node {
        private static final String[] TYPES = {
            "application", "library", "device", "operating-system", "file"
        };
        private static final String[] NAMES = {
            "3CX Desktop App", "Größe & Maß <1>", "windows", "debian", "x\"y'z", "日本", "/", "libfoo"
        };
        private static final String[] VERSIONS = {
            "1.0", "18.12.416", "n/a", "1:2.0-1", "24.09.00.0", " 3 ", ""
        };
        private static final String[] PURLS = {
            "pkg:deb/debian/x@1.0-1?arch=amd64",
            "pkg:npm/%40a/b@1.2.3",
            "pkg:maven/g/a@1",
            "pkg:generic/x",
            "no purl"
        };
        private final String type;
        private final String name;
        private final List<String[]> fields = new ArrayList<>();
        private final List<Node> nested = new ArrayList<>();
        private final String hash;
        private final String supplier;

        Node(Random random, int depth) {
            type = TYPES[random.nextInt(TYPES.length)];
            name = NAMES[random.nextInt(NAMES.length)];
            // In the order the XML schema demands.
            maybe(random, "author", "Müller & Söhne", "unbekannt");
            maybe(random, "publisher", "3CX Ltd.", "N/A");
            maybe(random, "group", "org.example", "@scope");
            fields.add(new String[] {"name", name});
            maybe(random, "version", VERSIONS);
            maybe(random, "cpe", "cpe:2.3:a:3cx:3cx:1:*:*:*:*:*:*:*");
            maybe(random, "purl", PURLS);
            hash = random.nextInt(3) == 0 ? "bf939c9c261d27ee7bb92325cc588624fca75429" : "";
            supplier = random.nextInt(3) == 0 ? "Lieferant" : "";
            if (depth < 3) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    nested.add(new Node(random, depth + 1));
                }
            }
        }

        private void maybe(Random random, String key, String... values) {
            if (random.nextBoolean()) {
                fields.add(new String[] {key, values[random.nextInt(values.length)]});
            }
        }

        String json() {
            StringBuilder text = new StringBuilder("{\"type\":\"" + type + "\"");
            if (!supplier.isEmpty()) {
                text.append(",\"supplier\":{\"name\":\"").append(supplier).append("\"}");
            }
            for (String[] field : fields) {
                text.append(",\"")
                        .append(field[0])
                        .append("\":\"")
                        .append(field[1].replace("\"", "\\\""))
                        .append('"');
            }
            if (!hash.isEmpty()) {
                text.append(",\"hashes\":[{\"alg\":\"SHA-1\",\"content\":\"")
                        .append(hash)
                        .append("\"}]");
            }
            return text + (nested.isEmpty() ? "" : ",\"components\":" + json(nested)) + "}";
        }

        static String json(List<Node> nodes) {
            return "[" + String.join(",", nodes.stream().map(Node::json).toList()) + "]";
        }

        String xml() {
            StringBuilder text = new StringBuilder("<component type=\"" + type + "\">");
            if (!supplier.isEmpty()) {
                text.append("<supplier><name>").append(supplier).append("</name></supplier>");
            }
            for (String[] field : fields) {
                String value =
                        field[1].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
                text.append('<')
                        .append(field[0])
                        .append('>')
                        .append(value)
                        .append("</")
                        .append(field[0])
                        .append('>');
            }
            if (!hash.isEmpty()) {
                text.append("<hashes><hash alg=\"SHA-1\">").append(hash).append("</hash></hashes>");
            }
            return text + xml(nested) + "</component>";
        }

        static String xml(List<Node> nodes) {
            return nodes.isEmpty()
                    ? ""
                    : "<components>"
                            + String.join("", nodes.stream().map(Node::xml).toList())
                            + "</components>";
        }
    }
}
