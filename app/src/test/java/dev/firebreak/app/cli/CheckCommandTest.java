package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
    private static final String WARNING =
            """
            Security advisory: Nordlicht Fernwartung
            Published: 2024-05-03

            Affected are versions 7.2.1 and 7.2.2 of Nordlicht Fernwartung for Windows.
            Version 7.2.3 fixes the problem.

            Indicators of compromise (C2 domains):
            update-nordlicht[.]com
            """;
    private static final String INVENTORY =
            """
            asset;name;version;publisher;platform;collected
            PC1;Nordlicht Fernwartung;7.2.1;Nordlicht GmbH;Windows;2024-05-02
            PC2;Nordlicht Fernwartung;7.2.3;Nordlicht GmbH;Windows;2024-05-02
            PC3;Nordlicht Fernwartung;;Nordlicht GmbH;Windows;2024-05-02
            PC4;Etwas anderes;1.0;Andere AG;Windows;2024-05-02
            """;
    private static final String DNS =
            "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n"
                    + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\n"
                    + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\n"
                    + "1714640400.000000\tC1\t10.0.0.4\t5000\t10.0.0.53\t53\tudp\twww.update-nordlicht.com\n"
                    + "1714640500.000000\tC2\t10.0.0.4\t5001\t10.0.0.53\t53\tudp\tnotupdate-nordlicht.com\n"
                    + "1714640600.000000\tC3\t10.0.0.2\t5002\t10.0.0.53\t53\tudp\tupdate-nordlicht.com.example\n";

    @TempDir Path folder;

    private Path warning;
    private Path inventory;
    private Path dns;

    @BeforeEach
    void writeInputs() throws IOException {
        warning = write("w.txt", WARNING);
        inventory = write("inv.csv", INVENTORY);
        dns = write("dns.log", DNS);
    }

    @Test
    void largeNumbersAreGroupedAsTheLanguageDoesIt() throws IOException {
        StringBuilder many = new StringBuilder(INVENTORY);
        for (int i = 0; i < 1_200; i++) {
            many.append("HOST").append(i);
            many.append(";Nordlicht Fernwartung;7.2.1;Nordlicht GmbH;Windows;2024-05-02\n");
        }
        Path estate = write("many.csv", many.toString());
        assertThat(Cli.run("check", "-w", warning, "-i", estate, "--lang", "en").out())
                .contains("1,201 AFFECTED", "AFFECTED (1,201)");
        assertThat(Cli.run("check", "-w", warning, "-i", estate, "--lang", "de").out())
                .contains("1.201 BETROFFEN", "BETROFFEN (1.201)");
    }

    @Test
    void affectedFixedAndUnknownVersionsAreToldApart() {
        JsonNode answer = check("-w", warning, "-i", inventory).json();
        assertThat(verdict(answer, "PC1")).isEqualTo("AFFECTED");
        assertThat(verdict(answer, "PC2")).isEqualTo("NOT_AFFECTED");
        assertThat(verdict(answer, "PC3")).isEqualTo("UNKNOWN");
        assertThat(verdict(answer, "PC4")).isEqualTo("NOT_AFFECTED");
        assertThat(answer.get("exitCode").intValue()).isEqualTo(1);
    }

    @Test
    void aLookUpOfASubdomainIsAContactAndALookalikeIsNot() throws IOException {
        Path hosts = write("hosts.csv", "10.0.0.4,PC4\n10.0.0.2,PC2\n");
        JsonNode answer = check("-w", warning, "-i", inventory, "-l", dns, "--hosts", hosts).json();
        assertThat(verdict(answer, "PC4")).isEqualTo("CONTACTED");
        assertThat(verdict(answer, "PC2")).isEqualTo("NOT_AFFECTED");
        JsonNode contact =
                answer.get("findings")
                        .valueStream()
                        .filter(finding -> finding.get("kind").stringValue().equals("contact"))
                        .findFirst()
                        .orElseThrow();
        assertThat(contact.get("indicator").get("value").stringValue())
                .isEqualTo("update-nordlicht.com");
        assertThat(contact.get("count").intValue()).isEqualTo(1);
        assertThat(contact.get("first").stringValue()).isEqualTo("2024-05-02T09:00:00Z");
        assertThat(contact.get("evidence").get(0).get("line").stringValue())
                .contains("www.update-nordlicht.com");
    }

    @Test
    void withoutAHostsFileTheAddressIsTheMachine() {
        JsonNode answer = check("-w", warning, "-l", dns).json();
        assertThat(verdict(answer, "10.0.0.4")).isEqualTo("[CONTACTED, UNKNOWN]");
        assertThat(verdict(answer, "10.0.0.2")).isEqualTo("UNKNOWN");
    }

    @Test
    void nothingFoundAndEverythingKnownReturnsZero() throws IOException {
        Path clean = write("clean.csv", "asset;name;version;collected\nPC9;Etwas;1.0;2024-05-02\n");
        assertThat(check("-w", warning, "-i", clean).exitCode()).isZero();
    }

    @Test
    void nothingFoundButSomethingUnknownReturnsThree() throws IOException {
        Path stale = write("old.csv", "asset;name;version;collected\nPC9;Etwas;1.0;2023-05-02\n");
        Cli run = check("-w", warning, "-i", stale);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(verdict(run.json(), "PC9")).isEqualTo("UNKNOWN");
        assertThat(check("-w", warning, "-i", stale, "--max-age", "2y").exitCode()).isZero();
    }

    @Test
    void ofIndicatorsAloneAMachineThatNoLogNamesIsUnknown() throws IOException {
        Path indicators = write("iocs.txt", "update-nordlicht.com.example\n");
        Cli run = check("-w", indicators, "-i", inventory, "-l", dns);
        for (String machine : List.of("PC1", "PC2", "PC3", "PC4")) {
            assertThat(verdict(run.json(), machine)).isEqualTo("UNKNOWN");
        }
        assertThat(verdict(run.json(), "10.0.0.2")).isEqualTo("CONTACTED");
        assertThat(verdict(run.json(), "10.0.0.4")).isEqualTo("NOT_AFFECTED");
    }

    @Test
    void whatOfALogCouldNotBeReadIsRememberedByTheMemory() throws IOException {
        Path data = folder.resolve("data");
        Path indicators = write("iocs.txt", "nowhere.example\n");
        Path log = write("grows.log", DNS);
        assertThat(Cli.run("import", "--data", data, log).exitCode()).isZero();
        assertThat(Cli.run("ask", "--data", data, indicators).exitCode()).isZero();
        write("grows.log", DNS + "1714640700.000000\tC4\t10.0.0.2\n");
        assertThat(Cli.run("import", "--data", data, log).exitCode()).isEqualTo(2);
        Cli asked = Cli.run("ask", "--data", data, "--lang", "en", indicators);
        assertThat(asked.exitCode()).isEqualTo(3);
        assertThat(asked.out()).contains("grows.log: a part of this log");
    }

    @Test
    void aListWithABrokenEntryOnlyIsNotImportedInSilence() throws IOException {
        Path list = write("list.csv", "asset;name;version;publisher\nPC1;\"Writer;1.0;Maker\n");
        assertThat(Cli.run("import", "--data", folder.resolve("data"), list).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aPathThatDoesNotExistReturnsTwoAndNamesIt() {
        Cli run = check("-w", warning, "-i", folder.resolve("missing"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("missing").contains("no such file");
    }

    @Test
    void aTruncatedLogIsReadAsFarAsItGoesAndTheRestIsSaid() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(DNS.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 2000; i++) {
                gzip.write(
                        ("1714640700."
                                        + (100000 + i)
                                        + "\tD"
                                        + i
                                        + "\t10.0.0."
                                        + i % 250
                                        + "\t5\t10.0.0.53\t53\tudp\t"
                                        + Integer.toHexString(i * 7919)
                                        + ".example\n")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        Path cut = folder.resolve("dns.log.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 2000));
        Cli run = check("-w", warning, "-l", cut);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().get("omitted").toString())
                .contains("dns.log.gz")
                .containsIgnoringCase("truncated");
        assertThat(verdict(run.json(), "10.0.0.4")).contains("CONTACTED");
    }

    @Test
    void aFileInTheFolderThatIsNoInventoryIsNamed() throws IOException {
        Path estate = Files.createDirectories(folder.resolve("estate"));
        Files.copy(inventory, estate.resolve("inv.csv"));
        Files.write(
                estate.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3});
        JsonNode answer = check("-w", warning, "-i", estate).json();
        assertThat(answer.get("omitted").toString()).contains("picture.png");
        assertThat(verdict(answer, "PC1")).isEqualTo("AFFECTED");
    }

    @Test
    void aDecisionInTheAliasFileIsFollowed() throws IOException {
        Path own =
                write(
                        "own.csv",
                        "asset;name;version;publisher;platform;collected\nPC7;NLFernwartung Client;7.2.1;Haus-IT;Windows;2024-05-02\n");
        assertThat(verdict(check("-w", warning, "-i", own).json(), "PC7")).isNotEqualTo("AFFECTED");
        Path aliases = folder.resolve("aliases.csv");
        Cli kept =
                Cli.run(
                        "alias",
                        aliases,
                        "--same",
                        "--name",
                        "NLFernwartung Client",
                        "--publisher",
                        "Haus-IT",
                        "--product",
                        "Nordlicht Fernwartung");
        assertThat(kept.exitCode()).as(kept.err()).isZero();
        assertThat(verdict(check("-w", warning, "-i", own, "--aliases", aliases).json(), "PC7"))
                .isEqualTo("AFFECTED");
    }

    @Test
    void aForcedIndicatorIsUsedAlthoughAnAllowListNamesIt() throws IOException {
        Path list = write("iocs.csv", "type,value\ndomain,google.com\n");
        Path log = write("dns2.log", DNS.replace("www.update-nordlicht.com", "www.google.com"));
        assertThat(check("-w", list, "-l", log).json().get("suppressed")).hasSize(1);
        Cli forced = check("-w", list, "-l", log, "--force", "google.com");
        assertThat(forced.exitCode()).isEqualTo(1);
    }

    @Test
    void documentsCanBeWrittenToFilesInOneRun() throws IOException {
        Path json = folder.resolve("a.json");
        Path csv = folder.resolve("a.csv");
        Path html = folder.resolve("a.html");
        Cli run =
                Cli.run(
                        "check", "-w", warning, "-i", inventory, "--json", json, "--csv", csv,
                        "--html", html, "--lang", "en");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("AFFECTED").contains("PC1");
        assertThat(JsonMapper.shared().readTree(Files.readString(json)).get("assets")).hasSize(4);
        assertThat(Files.readAllLines(csv).getFirst()).startsWith("organisation,asset,verdict");
        assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").contains("PC1");
    }

    @Test
    void twoDocumentsCannotBothGoToStandardOutput() {
        Cli run = Cli.run("check", "-w", warning, "-i", inventory, "--json", "--csv");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--json").contains("--csv");
    }

    @Test
    void aValueThatIsNoneIsRefusedWithTheOptionThatHasIt() {
        Cli run = check("-w", warning, "--max-age", "soon");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--max-age").contains("30d");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Cli check(Object... args) {
        Object[] all = new Object[args.length + 4];
        all[0] = "check";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--json";
        all[args.length + 2] = "--lang";
        all[args.length + 3] = "en";
        return Cli.run(all);
    }

    private static String verdict(JsonNode answer, String asset) {
        JsonNode verdict =
                answer.get("assets")
                        .valueStream()
                        .filter(one -> one.get("asset").stringValue().equals(asset))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new AssertionError(
                                                "no asset "
                                                        + asset
                                                        + " in "
                                                        + answer.get("assets")))
                        .get("verdict");
        return verdict.isArray()
                ? verdict.valueStream().map(JsonNode::stringValue).toList().toString()
                : verdict.stringValue();
    }
}
