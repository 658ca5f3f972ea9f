package dev.firebreak.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.formats.Inventories.Kind;
import dev.firebreak.formats.input.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/inventories");

    /// Samples that only the user's word makes inventories, or that are none.
    private static final List<String> NOT_CERTAIN =
            List.of(
                    "bad-empty",
                    "bad-grype",
                    "bad-prose",
                    "bad-scanner-report",
                    "bad-zip",
                    "brew-list-plain",
                    "dpkg-query-few",
                    "dpkg-query-formats",
                    "json-defender",
                    "json-fleet-hosts",
                    "json-fleet-rows",
                    "json-items",
                    "json-items-named",
                    "json-jamf",
                    "json-powershell-keys",
                    "json-powershell-machines",
                    "json-wazuh",
                    "nix-env",
                    "plain-list",
                    "osquery-name-version-only",
                    "rpm-qa-columns",
                    "table-no-machine",
                    "table-put-together-one",
                    "table-summary");

    @Test
    void every_sample_is_recognised_as_what_it_is_read_as() throws IOException {
        try (Stream<Path> cases = Files.list(GOLDEN)) {
            for (Path folder : cases.sorted().toList()) {
                String name = folder.getFileName().toString();
                String expected =
                        Files.readAllLines(folder.resolve("expected.txt")).getFirst().split(",")[0];
                Optional<Kind> kind = Inventories.recognise(head(input(folder)));
                if (NOT_CERTAIN.contains(name)) {
                    assertThat(kind)
                            .as(name)
                            .isIn(Optional.empty(), Optional.of(Kind.OSQUERY_ROWS));
                } else {
                    assertThat(kind.map(Kind::name)).as(name).hasValue(expected);
                }
            }
        }
    }

    private static Path input(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().equals("expected.txt"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Inputs.open(file)) {
            return new Replay(in, Inventories.HEAD).head();
        }
    }

    static List<String> whatIsNoInventory() {
        return List.of(
                "{\"ts\":1680164100.1,\"uid\":\"C1\",\"id.orig_h\":\"192.0.2.1\",\"id.orig_p\":53,\"id.resp_h\":\"192.0.2.53\",\"proto\":\"udp\",\"query\":\"example.org\",\"qtype_name\":\"A\"}\n",
                "{\"ts\":1680164100.1,\"host\":\"192.0.2.1\",\"software_type\":\"HTTP::BROWSER\",\"name\":\"Chrome\",\"version.major\":110,\"unparsed_version\":\"Chrome/110\"}\n",
                "#separator \\x09\n#set_separator\t,\n#path\tdns\n#fields\tts\tuid\tid.orig_h\n#types\ttime\tstring\taddr\n1680164100.1\tC1\t192.0.2.1\n",
                "#separator \\x09\n#path\tsoftware\n#fields\tts\thost\thost_p\tsoftware_type\tname\tversion.major\n1\t192.0.2.1\t-\tX\tChrome\t1\n",
                "{\"timestamp\":\"2023-03-30T08:15:00.000000+0000\",\"flow_id\":1,\"event_type\":\"dns\",\"src_ip\":\"192.0.2.1\",\"dns\":{\"type\":\"query\",\"rrname\":\"example.org\"}}\n",
                "{\"@timestamp\":\"2023-03-30T08:15:00Z\",\"host\":{\"name\":\"pc-1\"},\"event\":{\"action\":\"dns\"},\"dns\":{\"question\":{\"name\":\"example.org\"}},\"agent\":{\"name\":\"a\",\"version\":\"8.6\"}}\n",
                "{\"@timestamp\":\"2023-03-30T08:15:00Z\",\"host.name\":\"pc-1\",\"process.name\":\"3CXDesktopApp.exe\",\"name\":\"x\",\"version\":\"1\"}\n",
                "{\"EventID\":22,\"Computer\":\"PC-1\",\"QueryName\":\"example.org\",\"Image\":\"C:\\\\x.exe\",\"UtcTime\":\"2023-03-30 08:15:00.000\"}\n",
                "1680164100.123    200 192.0.2.1 TCP_MISS/200 1234 GET http://example.org/ - HIER_DIRECT/192.0.2.9 text/html\n",
                "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Fields: date time s-ip cs-method cs-uri-stem\n2023-03-30 08:15:00 192.0.2.1 GET /\n",
                "Mar 30 08:15:00 dnsmasq[123]: query[A] example.org from 192.0.2.1\nMar 30 08:15:01 dnsmasq[123]: reply example.org is 192.0.2.9\n",
                "30-Mar-2023 08:15:00.123 queries: info: client @0x7f 192.0.2.1#5353 (example.org): query: example.org IN A +E(0)K (192.0.2.53)\n",
                "[1680164100] unbound[1:0] info: 192.0.2.1 example.org. A IN\n",
                "type,value\ndomain,example.org\nsha256,dde03348075512796241389dfea5560c20a3d2a2eac95c894e7bbed5e85a0acc\n",
                "indicator,type,description\nexample[.]org,domain,C2\n",
                "vendor,product,version,status\n3CX,Desktop App,18.12.416,affected\n",
                "Product;Affected version;Fixed version\n3CX Desktop App;18.12.416;18.12.422\n",
                "time,client,domain,count\n2023-03-30,192.0.2.1,example.org,3\n",
                "timestamp,host,query\n2023-03-30T08:15:00Z,pc-1,example.org\n",
                "example.org\nexample.com\nfiles.example.net\n",
                "example.org 12\nwww.example.com 3\nfiles.example.net 4\nfoo.example.net 5\n",
                "0.0.0.0 ads.example.org\n127.0.0.1 localhost\n192.0.2.7 srv.example.org\n",
                "192.0.2.1\n198.51.100.0/24\n2001:db8::1\n",
                "dde03348075512796241389dfea5560c20a3d2a2eac95c894e7bbed5e85a0acc  3CXDesktopApp-18.12.416.msi\n",
                "{\"document\":{\"category\":\"csaf_security_advisory\",\"csaf_version\":\"2.0\"},\"product_tree\":{}}",
                "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[{\"type\":\"software\",\"name\":\"3CX\",\"version\":\"18.12.416\"}]}",
                "{\"dataType\":\"CVE_RECORD\",\"dataVersion\":\"5.0\",\"cveMetadata\":{\"cveId\":\"CVE-2023-29059\"},\"containers\":{}}",
                "{\"id\":\"GHSA-1\",\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"x\"},\"versions\":[\"1.0\"]}]}",
                "{\"Event\":{\"info\":\"3CX\",\"Attribute\":[{\"type\":\"domain\",\"value\":\"example.org\"}]}}",
                "{\"name\":\"paket\",\"version\":\"1.0.0\",\"scripts\":{},\"dependencies\":{\"x\":\"^1.0\"}}",
                "<html><body><p>Die Version 18.12.416 ist betroffen.</p></body></html>",
                "Betroffen sind die Versionen\n- 18.12.407\n- 18.12.416\nder 3CX DesktopApp für Windows.\n",
                "From: cert@example.org\nSubject: 3CX\nMIME-Version: 1.0\n\nText\n",
                "DisplayName was changed\nVersion 1.0 of something\n",
                "");
    }

    @ParameterizedTest
    @MethodSource("whatIsNoInventory")
    void a_log_a_warning_or_a_list_of_indicators_is_not_claimed(String text) {
        assertThat(Inventories.recognise(text.getBytes(StandardCharsets.UTF_8))).as(text).isEmpty();
    }

    @Test
    void none_of_the_public_logs_and_warnings_is_claimed() throws IOException {
        Path shared = Path.of(System.getProperty("firebreak.shared", "missing"), "data");
        Assumptions.assumeTrue(
                Files.isDirectory(shared), "the folder of public inputs is missing: " + shared);
        try (Stream<Path> files = Files.walk(shared)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                assertThat(Inventories.recognise(head(file))).as(file.toString()).isEmpty();
            }
        }
    }
}
