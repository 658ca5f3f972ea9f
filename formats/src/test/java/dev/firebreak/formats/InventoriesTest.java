package dev.firebreak.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem.Severity;
import dev.firebreak.formats.Inventories.Kind;
import dev.firebreak.formats.Inventories.ReadResult;
import dev.firebreak.formats.table.ColumnMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoriesTest {
    private final Transcript transcript = new Transcript();

    private ReadResult read(String name, String text, InventoryOptions options) {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        ReadResult result = Inventories.readStream(name, in, options, transcript);
        transcript.finished();
        return result;
    }

    private static InventoryOptions map(String map) {
        return new InventoryOptions(ColumnMap.parse(map), null, null, Instant.EPOCH);
    }

    @Test
    void a_map_reads_any_csv() {
        ReadResult result =
                read(
                        "export.csv",
                        "Nr|Wo|Was|Stand der Software|Wem|System\n1|pc-1|3CX|18.12.416|Amt A|Win 11\n2|pc-2|3CX|18.12.417|Amt B|macOS\n",
                        map(
                                "name=Was,version=Stand der Software,asset=Wo,organisation=Wem,platform=System"));
        assertThat(result.kind()).isEqualTo(Kind.TABLE);
        assertThat(transcript.toString())
                .contains("asset 'pc-1' of Amt A, WINDOWS")
                .contains("  3CX | 18.12.416 | null | WINDOWS WINDOWS @2")
                .contains("asset 'pc-2' of Amt B, MACOS")
                .contains("  3CX | 18.12.417 | null | GENERIC MACOS @3");
        assertThat(transcript.problems()).isEmpty();
    }

    @Test
    void a_map_whose_product_column_is_missing_names_the_columns_there() {
        ReadResult result =
                read("x.csv", "Rechner;Programm\npc-1;3CX\n", map("name=Produkt,asset=Rechner"));
        assertThat(result.components()).isZero();
        assertThat(transcript.problems().getFirst().severity()).isEqualTo(Severity.LOST);
        assertThat(transcript.problems().getFirst().reason())
                .isEqualTo("no column 'Produkt' (for name); columns there: 'Rechner', 'Programm'");
    }

    @Test
    void a_map_reads_json_lines_and_says_which_paths_were_never_there() {
        ReadResult result =
                read(
                        "inventory.ndjson",
                        "{\"host\":{\"name\":\"pc-1\"},\"package\":{\"name\":\"3CX\",\"version\":\"18.12.416\"}}\nbroken\n{\"host\":{\"name\":\"pc-2\"},\"package\":{\"name\":\"7-Zip\",\"version\":null}}\n",
                        map(
                                "name=package.name,version=package.version,asset=host.name,publisher=package.vendor"));
        assertThat(result.kind()).isEqualTo(Kind.TABLE_JSON_LINES);
        assertThat(transcript.components())
                .extracting(Component::name)
                .containsExactly("3CX", "7-Zip");
        assertThat(transcript.components())
                .extracting(Component::version)
                .containsExactly("18.12.416", null);
        assertThat(transcript.toString())
                .contains("PARTIAL line 2: a line is left out")
                .contains("no entry has 'package.vendor' (for publisher)");
    }

    @Test
    void a_map_reads_an_array_inside_a_json_document() {
        ReadResult result =
                read(
                        "answer.json",
                        "{\"total\":2,\"items\":[\n{\"device\":\"pc-1\",\"title\":\"3CX\",\"ver\":\"18.12.416\"},\n{\"device\":\"pc-2\",\"title\":\"7-Zip\",\"ver\":22}]}",
                        map("name=title,version=ver,asset=device"));
        assertThat(result.kind()).isEqualTo(Kind.TABLE_JSON);
        assertThat(transcript.components())
                .extracting(Component::version)
                .containsExactly("18.12.416", "22");
        assertThat(transcript.assets())
                .extracting(asset -> asset.name())
                .containsExactly("pc-1", "pc-2");
    }

    @Test
    void a_map_can_name_the_platform_itself_where_no_column_does() {
        read("a.csv", "Was;Wo\n3CX;pc-1\n", map("name=Was,asset=Wo,platform=Windows"));
        read("b.ndjson", "{\"p\":\"3CX\",\"h\":\"pc-2\"}\n", map("name=p,asset=h,platform=macos"));
        assertThat(transcript.toString())
                .contains("asset 'pc-1' of null, WINDOWS")
                .contains("no column for the platform; all of it counts as windows")
                .contains("asset 'pc-2' of null, MACOS");
    }

    @Test
    void a_map_reads_objects_over_several_lines_one_after_the_other() {
        ReadResult result =
                read(
                        "answer.json",
                        "{\n  \"device\": \"pc-1\",\n  \"title\": \"3CX\"\n}\n{\n  \"device\": \"pc-2\",\n  \"title\": \"7-Zip\"\n}\n",
                        map("name=title,asset=device"));
        assertThat(result.kind()).isEqualTo(Kind.TABLE_JSON_OBJECTS);
        assertThat(transcript.assets())
                .extracting(asset -> asset.name())
                .containsExactly("pc-1", "pc-2");
    }

    @Test
    void a_map_leaves_formats_of_their_own_alone() {
        ReadResult result =
                read(
                        "pc-1.json",
                        "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"A\",\"version\":\"1\"}]}",
                        map("name=x"));
        assertThat(result.kind()).isEqualTo(Kind.CYCLONEDX_JSON);
        assertThat(result.components()).isEqualTo(1);
        ReadResult registry =
                read("pc-2.csv", "DisplayName;DisplayVersion\nB;2\n", map("name=Produkt"));
        assertThat(registry.components()).isEqualTo(1);
    }

    @Test
    void the_users_word_on_machine_and_owner_holds() {
        read(
                "x.csv",
                "PSComputerName;DisplayName;DisplayVersion\npc-1;3CX;1\n",
                new InventoryOptions(null, "der-Rechner", "Stadt Musterstadt", Instant.EPOCH));
        assertThat(transcript.assets().getFirst().name()).isEqualTo("der-Rechner");
        assertThat(transcript.assets().getFirst().organisation()).isEqualTo("Stadt Musterstadt");
    }

    @Test
    void what_cannot_be_opened_is_a_problem_not_an_exception(@TempDir Path folder)
            throws IOException {
        for (Path path : List.of(folder, folder.resolve("missing.csv"))) {
            ReadResult result = Inventories.read(path, InventoryOptions.NONE, transcript);
            assertThat(result.kind()).isNull();
            assertThat(transcript.problems().getLast().severity()).isEqualTo(Severity.LOST);
            assertThat(transcript.problems().getLast().source()).isEqualTo(path.toString());
        }
        Path broken =
                Files.write(
                        folder.resolve("broken.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 1, 2});
        assertThat(Inventories.read(broken, InventoryOptions.NONE, transcript).problems())
                .isEqualTo(1);
    }

    @Test
    void a_repeated_problem_is_told_three_times_and_counted() {
        StringBuilder text = new StringBuilder("bash-5.1.8-6.el9.x86_64\n".repeat(2000));
        text.append("kein Paket\n".repeat(1000));
        ReadResult result = read("srv-1.txt", text.toString(), InventoryOptions.NONE);
        assertThat(result.components()).isEqualTo(2000);
        List<String> told =
                transcript.problems().stream()
                        .filter(problem -> problem.severity() == Severity.PARTIAL)
                        .map(problem -> problem.where() + ": " + problem.reason())
                        .toList();
        assertThat(told).hasSize(4);
        assertThat(told.getLast()).startsWith("line 3000: ").contains("997 more like this");
    }

    @Test
    void equal_components_of_many_machines_are_one_object() {
        StringBuilder text = new StringBuilder("PSComputerName;DisplayName;DisplayVersion\n");
        for (int i = 0; i < 500; i++) {
            text.append("pc-").append(i).append(";3CX Desktop App;18.12.416\n");
        }
        read("x.csv", text.toString(), InventoryOptions.NONE);
        Component first = transcript.components().getFirst();
        assertThat(transcript.components()).hasSize(500).allMatch(component -> component == first);
    }

    @Test
    void deep_nesting_ends_the_document_with_a_problem() {
        String open = "{\"name\":\"a\",\"components\":[".repeat(5000);
        ReadResult json =
                read(
                        "pc-1.json",
                        "{\"bomFormat\":\"CycloneDX\",\"components\":[" + open,
                        InventoryOptions.NONE);
        assertThat(json.kind()).isEqualTo(Kind.CYCLONEDX_JSON);
        String xml =
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components>"
                        + "<component><name>a</name><components>".repeat(5000);
        read("pc-2.xml", xml, InventoryOptions.NONE);
        String unknown = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\">" + "<x>".repeat(5000);
        read("pc-3.xml", unknown, InventoryOptions.NONE);
        assertThat(
                        transcript.problems().stream()
                                .filter(problem -> problem.severity() == Severity.LOST))
                .hasSize(3);
    }

    @Test
    void a_line_over_the_bound_costs_only_itself() {
        byte[] head = "{\"p\":\"A\",\"v\":\"1\"}\n{\"p\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\"}\n{\"p\":\"B\",\"v\":\"2\"}\n".getBytes(StandardCharsets.UTF_8);
        byte[] middle = new byte[20 << 20];
        java.util.Arrays.fill(middle, (byte) 'x');
        InputStream in =
                new SequenceInputStream(
                        new SequenceInputStream(
                                new ByteArrayInputStream(head), new ByteArrayInputStream(middle)),
                        new ByteArrayInputStream(tail));
        Inventories.readStream("pc-1.ndjson", in, map("name=p,version=v"), transcript);
        assertThat(transcript.components()).extracting(Component::name).containsExactly("A", "B");
        assertThat(transcript.toString())
                .contains("PARTIAL line 2: a line longer than 16 MiB is left out");
    }

    @Test
    void a_log_that_tells_changes_only_leaves_the_list_incomplete() {
        String line =
                "{\"name\":\"programs\",\"hostIdentifier\":\"%s\",\"unixTime\":1680164100,\"counter\":%d,\"columns\":{\"name\":\"A\",\"version\":\"1\"},\"action\":\"added\"}\n";
        read(
                "a.log",
                line.formatted("pc-1", 7) + line.formatted("pc-2", 0) + line.formatted("pc-2", 1),
                InventoryOptions.NONE);
        assertThat(transcript.toString())
                .contains("INCOMPLETE 'pc-1' DIFFERENTIAL osquery:programs")
                .doesNotContain("INCOMPLETE 'pc-2'");
    }

    @Test
    void an_entry_of_a_json_list_without_a_version_is_software_all_the_same() {
        read(
                "x.json",
                "{\"hostname\":\"pc-1\",\"software\":[{\"name\":\"A\",\"version\":\"1\"},{\"name\":\"B\",\"version\":null},{\"name\":\"C\"}]}",
                InventoryOptions.NONE);
        assertThat(transcript.components())
                .extracting(Component::name)
                .containsExactlyInAnyOrder("A", "B", "C");
        assertThat(transcript.assets()).extracting(asset -> asset.name()).containsOnly("pc-1");
    }

    @Test
    void a_group_of_programs_in_json_is_no_machine_where_something_around_it_is() {
        read(
                "x.json",
                "{\"hostname\":\"pc-1\",\"categories\":[{\"name\":\"Browsers\",\"software\":[{\"name\":\"A\",\"version\":\"1\"}]}]}",
                InventoryOptions.NONE);
        assertThat(transcript.assets()).extracting(asset -> asset.name()).containsOnly("pc-1");
    }

    @Test
    void a_machine_in_json_that_has_a_version_of_its_own_is_no_program() {
        read(
                "x.json",
                "{\"computers\":[{\"name\":\"pc-1\",\"version\":\"10.0\",\"software\":[{\"name\":\"A\",\"version\":\"1\"}]},{\"name\":\"pc-2\",\"software\":[{\"name\":\"B\",\"version\":\"1\"}]}]}",
                InventoryOptions.NONE);
        assertThat(transcript.components()).extracting(Component::name).containsExactly("A", "B");
        assertThat(transcript.assets())
                .extracting(asset -> asset.name())
                .containsExactly("pc-1", "pc-2");
    }

    @Test
    void names_and_versions_in_json_that_nothing_calls_software_are_told_and_not_taken() {
        read(
                "scan.sarif",
                "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"D\",\"version\":\"2\"},\"extensions\":[{\"name\":\"queries\",\"version\":\"1\"}]},\"results\":[]}]}",
                InventoryOptions.NONE);
        assertThat(transcript.assets()).isEmpty();
        assertThat(transcript.problems())
                .anySatisfy(p -> assertThat(p.severity()).isEqualTo(Severity.LOST));
    }

    @Test
    void each_report_of_an_agent_is_of_its_own_machine() {
        String report =
                "<REQUEST><CONTENT><HARDWARE><NAME>%s</NAME></HARDWARE><SOFTWARES><NAME>%s</NAME><VERSION>1</VERSION></SOFTWARES></CONTENT></REQUEST>";
        read(
                "x.xml",
                "<?xml version=\"1.0\"?><all>"
                        + report.formatted("pc-1", "A")
                        + report.formatted("pc-2", "B")
                        + "</all>",
                InventoryOptions.NONE);
        assertThat(transcript.assets())
                .extracting(asset -> asset.name())
                .containsExactly("pc-1", "pc-2");
        assertThat(transcript.components()).hasSize(2);
    }

    @Test
    void what_dnf_could_install_is_not_installed() {
        String block =
                "Name : %s\nVersion : 1\nRelease : 2.el9\nArchitecture : x86_64\nRepository : %s\n\n";
        read(
                "x.txt",
                "Installed Packages\n"
                        + block.formatted("bash", "@System")
                        + "Available Packages\n"
                        + block.formatted("zsh", "updates"),
                InventoryOptions.NONE);
        assertThat(transcript.components()).extracting(Component::name).containsExactly("bash");
    }

    @Test
    void a_package_whose_version_is_cut_off_at_the_end_makes_the_list_incomplete() {
        read(
                "x.txt",
                "bash.x86_64 5.1-2.el9 @base\nzlib.x86_64 1.2-2.el9 @base\na-long-name.x86_64\n",
                InventoryOptions.NONE);
        assertThat(transcript.problems())
                .anySatisfy(
                        p -> {
                            assertThat(p.severity()).isEqualTo(Severity.PARTIAL);
                            assertThat(p.where()).isEqualTo("line 3");
                        });
    }

    @Test
    void a_status_that_may_be_of_anything_takes_no_program_away() {
        read(
                "x.csv",
                "Rechner;Produkt;Version;Status\npc-1;A;1;verfügbar\npc-1;B;1;nicht installiert\n",
                InventoryOptions.NONE);
        read(
                "y.csv",
                "Rechner;Produkt;Version;Installiert\npc-2;C;1;nein\npc-2;D;1;ja\n",
                InventoryOptions.NONE);
        assertThat(transcript.components()).extracting(Component::name).containsExactly("A", "D");
    }

    @Test
    void documents_that_follow_each_other_are_of_their_own_machines() {
        read(
                "x.ndjson",
                "{\"hostname\":\"pc-1\",\"software\":[{\"name\":\"A\",\"version\":\"1\"}]}\n{\"hostname\":\"pc-2\",\"software\":[{\"name\":\"B\",\"version\":\"1\"}]}\n{\"name\":\"pc-3\",\"software\":[{\"name\":\"C\",\"version\":\"1\"}]}\n",
                InventoryOptions.NONE);
        assertThat(transcript.assets())
                .extracting(asset -> asset.name())
                .containsExactly("pc-1", "pc-2", "pc-3");
    }

    @Test
    void a_warning_in_the_form_of_keys_is_no_status_file_of_dpkg() {
        String keys = "Package: foobar-suite\nVersion: 1.0\nStatus: %s\n";
        assertThat(
                        Inventories.recognise(
                                keys.formatted("vulnerable").getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(
                        Inventories.recognise(
                                keys.formatted("install ok installed")
                                        .getBytes(StandardCharsets.UTF_8)))
                .contains(Kind.DPKG_STATUS);
    }

    @Test
    void a_machine_named_without_any_software_is_told_and_has_no_list() {
        read(
                "list.csv",
                "Rechner;Programm;Version\npc-1;Blattwerk;4.2\npc-2;;\npc-1;;\npc-3;;\npc-3;Uferpack;1.0\n",
                InventoryOptions.NONE);
        assertThat(transcript.toString())
                .contains(
                        "PARTIAL line 3: a machine is named without any software, so it is not known what is installed on it: pc-2")
                .doesNotContain("installed on it: pc-1")
                .doesNotContain("installed on it: pc-3");
        assertThat(transcript.toString().lines().filter(line -> line.contains("'pc-2'")))
                .singleElement()
                .asString()
                .doesNotContain("SNAPSHOT");
    }

    @Test
    void rows_in_an_array_within_an_array_are_rows_as_well() {
        read(
                "pc-1.json",
                "{\"value\":[[{\"DisplayName\":\"A\",\"DisplayVersion\":\"1\"}],{\"DisplayName\":\"B\",\"DisplayVersion\":\"2\"}],\"Count\":2}",
                InventoryOptions.NONE);
        assertThat(transcript.components()).extracting(Component::name).containsExactly("A", "B");
    }

    @Test
    void releases_in_a_cluster_are_no_packages_of_debian() {
        ReadResult result =
                read(
                        "knoten.json",
                        "[{\"name\":\"ingress\",\"namespace\":\"default\",\"revision\":\"1\",\"status\":\"deployed\",\"chart\":\"ingress-4.8.3\",\"app_version\":\"1.9.4\"}]",
                        InventoryOptions.NONE);
        assertThat(result.kind()).isEqualTo(Kind.UNINSTALL_JSON);
        assertThat(transcript.components())
                .singleElement()
                .satisfies(
                        c -> {
                            assertThat(c.version()).isEqualTo("1.9.4");
                            assertThat(c.platform()).isEqualTo(Platform.UNKNOWN);
                        });
    }
}
