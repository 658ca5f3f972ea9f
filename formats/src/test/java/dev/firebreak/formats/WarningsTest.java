package dev.firebreak.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.fields.Platforms;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {
    private static final String CSAF =
            """
            {"document": {"csaf_version": "2.0", "category": "csaf_base", "title": "Größe", "tracking": {"id": "B-1", "version": "1", "status": "final"}},
             "product_tree": {"full_product_names": [{"product_id": "P", "name": "Beispiel App 1.0"}]},
             "vulnerabilities": [{"product_status": {"known_affected": ["P"]}}]}
            """;

    private static Advisory read(String text) {
        return Warnings.read("w", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> values(Advisory advisory) {
        return advisory.indicators().stream().map(Indicator::value).toList();
    }

    @Test
    void tells_formats_apart_by_content() {
        assertThat(read(CSAF).format()).isEqualTo("csaf-2.0");
        assertThat(read("{\"dataType\":\"CVE_RECORD\",\"dataVersion\":\"5.1\"}").format())
                .isEqualTo("cve-5.1");
        assertThat(read("{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[]}").format())
                .isEqualTo("stix-2.1");
        assertThat(
                        read("{\"id\":\"X-1\",\"modified\":\"2024-01-01T00:00:00Z\",\"affected\":[]}")
                                .format())
                .isEqualTo("osv");
        assertThat(read("{\"Event\":{\"info\":\"x\",\"Attribute\":[]}}").format())
                .isEqualTo("misp");
        assertThat(read("[{\"Event\":{\"info\":\"x\",\"Attribute\":[]}}]").format())
                .isEqualTo("misp");
        assertThat(read("evil.example.net\n").format()).isEqualTo("indicators");
        assertThat(read("domain,comment\nevil.example.net,x\n").format()).isEqualTo("indicators");
        assertThat(read("The update server was compromised. Please update.").format())
                .isEqualTo("prose");
    }

    @Test
    void reads_any_character_set_and_says_so_where_json_forbids_it() {
        for (var charset :
                List.of(
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.UTF_8)) {
            assertThat(Warnings.read("w", ("\ufeff" + CSAF).getBytes(charset)).title())
                    .isEqualTo("Größe");
        }
        Advisory latin = Warnings.read("w", CSAF.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin.title()).isEqualTo("Größe");
        assertThat(latin.problems()).anyMatch(p -> p.reason().contains("not UTF-8"));
    }

    @Test
    void a_name_with_its_version_becomes_product_and_version() {
        assertThat(read(CSAF).statements())
                .singleElement()
                .satisfies(
                        s -> {
                            assertThat(s.product().name()).isEqualTo("Beispiel App");
                            assertThat(s.versions()).containsExactly("1.0");
                            assertThat(s.certainty()).isEqualTo(Certainty.INFERRED);
                            assertThat(s.spans().getFirst().where())
                                    .isEqualTo("/product_tree/full_product_names/0/name");
                        });
    }

    @Test
    void several_documents_in_one_file_are_all_read() {
        String line = CSAF.replace("\n", " ").strip();
        List<Advisory> all =
                Warnings.readAll(
                        "w",
                        (line + "\n" + line.replace("B-1", "B-2") + "\n")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(all).extracting(Advisory::id).containsExactly("B-1", "B-2");
        Advisory joined = read(line + "\n{broken\n" + line.replace("App 1.0", "App 2.0"));
        assertThat(joined.statements())
                .singleElement()
                .satisfies(s -> assertThat(s.versions()).containsExactly("1.0", "2.0"));
        assertThat(joined.problems())
                .extracting(Problem::where)
                .anyMatch(w -> w.startsWith("line 2"));
    }

    @Test
    void an_unlabelled_document_keeps_a_joined_file_unlabelled() {
        String labelled =
                CSAF.replace("\n", " ")
                        .replace(
                                "\"title\"",
                                "\"distribution\":{\"tlp\":{\"label\":\"GREEN\"}},\"title\"");
        assertThat(read(labelled).tlp()).isEqualTo(Tlp.GREEN);
        assertThat(read(labelled.strip() + "\n" + CSAF.replace("\n", " ")).tlp()).isNull();
    }

    @Test
    void unknown_json_is_searched_and_named() {
        Advisory advisory = read("{\"hello\":{\"text\":\"beacons to evil[.]example[.]net\"}}");
        assertThat(advisory.format()).isEqualTo("json-unknown");
        assertThat(values(advisory)).containsExactly("evil.example.net");
        assertThat(advisory.problems())
                .anyMatch(p -> p.reason().contains("CSAF, CVE 5, NVD, OSV, GHSA, STIX 2, MISP"));
        assertThat(advisory.questions()).extracting(q -> q.code()).contains("json-unknown");
    }

    @Test
    void a_known_document_beside_an_unknown_one_does_not_hide_it() {
        Advisory advisory = read(CSAF + "{\"what\": \"is this\"}");
        assertThat(advisory.statements()).hasSize(1);
        assertThat(advisory.problems()).anyMatch(p -> p.severity() == Problem.Severity.LOST);
    }

    @Test
    void lists_in_json_are_lists() {
        assertThat(values(read("[\"a.example.net\", \"203.0.113.7\"]")))
                .containsExactly("a.example.net", "203.0.113.7");
        Advisory objects =
                read(
                        "{\"tlp\":\"amber\",\"iocs\":[{\"type\":\"sha256\",\"value\":\""
                                + "ab".repeat(32)
                                + "\",\"comment\":\"x\"}]}");
        assertThat(objects.indicators())
                .singleElement()
                .satisfies(i -> assertThat(i.type()).isEqualTo(ObservableType.SHA256));
        assertThat(objects.tlp()).isEqualTo(Tlp.AMBER);
    }

    @Test
    void affected_wins_over_fixed_within_one_csaf_document() {
        String both =
                CSAF.replace(
                        "[{\"product_status\": {\"known_affected\": [\"P\"]}}]",
                        "[{\"product_status\": {\"fixed\": [\"P\"]}}, {\"product_status\": {\"known_affected\": [\"P\"]}}]");
        assertThat(read(both).statements())
                .singleElement()
                .satisfies(s -> assertThat(s.status()).isEqualTo(Status.AFFECTED));
        assertThat(read(both).problems()).anyMatch(p -> p.reason().contains("affected counts"));
    }

    @Test
    void a_report_that_quotes_rules_is_a_report() {
        String rule =
                """
                rule Example_Loader {
                  strings:
                    $a = "bad.example"
                  condition:
                    $a
                }
                """;
        assertThat(read(rule).format()).isEqualTo("yara");
        assertThat(read("/* by us */\nimport \"pe\"\n\n" + rule).format()).isEqualTo("yara");
        String report =
                "Example Desktop App 18.12.416 for Windows was trojanised. Detect it with this rule:\n\n"
                        + rule;
        assertThat(read(report).format()).isEqualTo("prose");
        assertThat(read("<html><body><p>x</p><pre>" + rule + "</pre></body></html>").format())
                .isEqualTo("prose");
        String suricata =
                "alert dns any any -> any any (msg:\"x\"; dns.query; content:\"bad.example\"; sid:1;)\n";
        assertThat(read(suricata).format()).isEqualTo("suricata");
        assertThat(read("Use this:\n" + suricata).format()).isNotEqualTo("suricata");
    }

    @Test
    void platforms_are_words_of_their_own() {
        assertThat(Platforms.in("Example Client for Windows (x64)"))
                .containsExactly(Platform.WINDOWS);
        assertThat(Platforms.in("App für macOS und iOS"))
                .containsExactlyInAnyOrder(Platform.MACOS, Platform.IOS);
        assertThat(Platforms.in("linux_amd64")).containsExactly(Platform.LINUX);
        assertThat(Platforms.in("IOS")).isEmpty();
        assertThat(Platforms.in("Cisco ios XE")).isEmpty();
        assertThat(Platforms.in("Darwinian Machine, Winner, Linus")).isEmpty();
    }

    @Test
    void nothing_is_said_about_nothing() {
        assertThat(read("  \n ").problems())
                .singleElement()
                .satisfies(p -> assertThat(p.reason()).contains("empty"));
        assertThat(read("<?xml version=\"1.0\"?><stix:STIX_Package xmlns:stix=\"x\"/>").problems())
                .anyMatch(p -> p.reason().contains("STIX 1.x"));
    }

    @Test
    void packages_of_one_name_in_two_registries_are_two_in_a_vex() {
        Advisory vex =
                read(
                        "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"statements\":["
                                + "{\"vulnerability\":{\"name\":\"CVE-2026-1234\"},\"products\":[{\"@id\":\"pkg:maven/org.a/core@1.0\"}],\"status\":\"affected\"},"
                                + "{\"vulnerability\":{\"name\":\"CVE-2026-1234\"},\"products\":[{\"@id\":\"pkg:maven/org.b/core@1.0\",\"subcomponents\":[{\"@id\":\"pkg:npm/x\"}]}],\"status\":\"affected\"}]}");
        assertThat(vex.statements())
                .flatExtracting(s -> s.product().identifiers())
                .extracting(id -> id.value())
                .containsExactly("pkg:maven/org.a/core@1.0", "pkg:maven/org.b/core@1.0");
        assertThat(vex.problems())
                .extracting(Problem::where)
                .contains("/statements/1/products/0/subcomponents");
    }

    @Test
    void a_vex_makes_nothing_safe_that_it_does_not_call_safe() {
        Advisory vex =
                read(
                        "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"bom-ref\":\"p\",\"name\":\"Foo\"},{\"bom-ref\":\"q\",\"name\":\"Bar\"}],\"vulnerabilities\":["
                                + "{\"id\":\"CVE-2026-1\"},"
                                + "{\"id\":\"CVE-2026-2\",\"analysis\":{\"state\":\"resolved\"},\"affects\":[{\"ref\":\"p\",\"versions\":[{\"version\":\"1.0\",\"status\":\"affected\"},{\"version\":\"1.1\",\"status\":\"unaffected\"}]}]},"
                                + "{\"id\":\"CVE-2026-3\",\"affects\":[{\"ref\":\"q\",\"versions\":[{\"range\":\"the odd ones\",\"status\":\"unaffected\"}]}]}]}");
        assertThat(vex.statements())
                .extracting(s -> s.product().name() + " " + s.versions() + " " + s.status())
                .containsExactlyInAnyOrder(
                        "Foo [1.0] " + Status.AFFECTED, "Foo [1.1] " + Status.NOT_AFFECTED);
        assertThat(vex.problems())
                .extracting(Problem::where)
                .contains("/vulnerabilities/0", "/vulnerabilities/2/affects/0/versions/0");
    }

    @Test
    void addresses_under_a_key_for_sources_are_indicators_and_pages_are_not() {
        Advisory list =
                read(
                        "{\"domains\":[\"evil.example.net\"],\"sources\":[\"203.0.113.5\"],\"links\":[\"https://report.example.org/x\"],\"reports\":[{\"sha256\":\""
                                + "a1".repeat(32)
                                + "\",\"url\":\"http://evil.example.net/a\"}]}");
        assertThat(values(list))
                .contains("evil.example.net", "203.0.113.5", "a1".repeat(32))
                .doesNotContain("https://report.example.org/x");
    }

    @Test
    void an_indicator_above_a_table_is_told() {
        Advisory list =
                read(
                        "Block at once: evil-one.example.net\n\nDomain;Comment\nevil-two.example.net;C2\nevil-three.example.net;C2\n");
        assertThat(list.problems())
                .anySatisfy(p -> assertThat(p.reason()).contains("evil-one.example.net"));
    }

    @Test
    void a_line_of_any_length_in_a_blocklist_is_read_or_told() {
        Advisory list =
                read(
                        "address="
                                + "/a.example.net".repeat(4000)
                                + "/0.0.0.0\naddress=/evil.example.net/0.0.0.0\n");
        assertThat(values(list)).contains("a.example.net", "evil.example.net");
    }

    @Test
    void addresses_a_network_rule_excludes_are_no_indicators() {
        Advisory rules =
                read(
                        "alert tcp $HOME_NET any -> [203.0.113.4,![198.51.100.4,198.51.100.5]] any (msg:\"x\"; sid:1;)\n");
        assertThat(values(rules)).containsExactly("203.0.113.4");
    }

    @Test
    void an_indicator_in_an_attribute_of_unknown_xml_is_read() {
        assertThat(
                        values(
                                read(
                                        "<?xml version=\"1.0\"?><list><item domain=\"evil.example.net\" href=\"https://report.example.org/x\">C2 server</item></list>")))
                .containsExactly("evil.example.net");
    }

    @Test
    void a_markdown_text_that_begins_with_a_table_is_no_list() {
        String text =
                """
                | Product | Affected versions | Fixed |
                |---|---|---|
                | Blattwerk | < 4.2.1 | 4.2.1 |

                Indicators of compromise:

                | Type | Value |
                |---|---|
                | domain | stats[.]ufer-dl[.]example |
                | ip | 192.0.2[.]77 |
                """;
        Advisory read = Warnings.read("w.md", text.getBytes(StandardCharsets.UTF_8));
        assertThat(read.format()).isEqualTo("prose");
        assertThat(read.indicators()).hasSize(2);
        assertThat(read.statements()).isNotEmpty();
        String list =
                """
                | Type | Value |
                |------|-------|
                | domain | stats.ufer-dl.example |
                | ip | 192.0.2.77 |
                """;
        assertThat(Warnings.read("w.md", list.getBytes(StandardCharsets.UTF_8)).format())
                .isEqualTo("indicators");
    }

    @Test
    void what_is_behind_the_bound_or_a_fault_of_unknown_xml_is_told_to_be_lost() {
        String many = "<?xml version=\"1.0\"?><list>" + "<c>ok</c>".repeat(XmlWords.MAX_TEXTS);
        assertThat(XmlWords.of(many + "</list>").lost()).isNull();
        XmlWords cut = XmlWords.of(many + "<ip>192.0.2.1</ip></list>");
        assertThat(cut.text()).endsWith("ok\n");
        assertThat(cut.lost()).startsWith("more than 200000 texts");
        Advisory broken =
                read(
                        "<?xml version=\"1.0\"?><list>\n<a>evil[.]example[.]net</a>\n<b>&nix;</b><c>bad.example.net</c></list>");
        assertThat(values(broken)).containsExactly("evil.example.net");
        assertThat(broken.problems())
                .anyMatch(
                        p ->
                                p.severity() == Problem.Severity.LOST
                                        && p.reason().startsWith("is no valid XML from line 3 on"));
    }
}
