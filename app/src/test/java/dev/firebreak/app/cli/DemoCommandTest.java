package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The story that the README's first command tells, held against what was put into it.
class DemoCommandTest {
    @TempDir static Path folder;

    private static Cli demo;
    private static JsonNode answer;
    private static final Map<String, JsonNode> ASSETS = new TreeMap<>();

    @BeforeAll
    static void tellTheStory() {
        demo = Cli.run("demo", "--out", folder, "--lang", "de");
        Cli check =
                Cli.run(
                        "check",
                        "--warning",
                        folder.resolve("warnung.txt"),
                        "--warning",
                        folder.resolve("iocs.csv"),
                        "--inventory",
                        folder.resolve("estate"),
                        "--organisation-by-folder",
                        "--logs",
                        folder.resolve("logs"),
                        "--json",
                        "--lang",
                        "en");
        answer = check.json();
        answer.get("assets").forEach(asset -> ASSETS.put(asset.get("asset").stringValue(), asset));
    }

    @Test
    void theStoryIsToldAndItsReportLiesWhereItWasPrinted() throws IOException {
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        Path report = folder.resolve("report.html");
        assertThat(demo.out()).contains(report.toUri().toString());
        assertThat(Files.readString(report))
                .contains("<html lang=\"de\">")
                .contains("BETROFFEN")
                .contains("<svg");
    }

    @Test
    void everyOrganisationsFormatIsRead() {
        assertThat(ASSETS).hasSize(40);
        assertThat(ASSETS.get("ST-PC-01").get("organisation").stringValue())
                .isEqualTo("Stadt Musterstadt");
        assertThat(ASSETS.get("KM-PC-01").get("organisation").stringValue())
                .isEqualTo("Klinikum Musterstadt");
    }

    @Test
    void affectedAreExactlyTheMachinesWithAnAffectedVersionOfTheirPlatform() {
        assertThat(with("AFFECTED"))
                .containsExactly(
                        "MB-NB-02",
                        "MB-NB-09",
                        "ST-PC-01",
                        "ST-PC-02",
                        "ST-PC-03",
                        "ST-PC-04",
                        "UM-WS-01");
    }

    @Test
    void contactedAreExactlyTheMachinesThatMetAnIndicator() {
        assertThat(with("CONTACTED"))
                .containsExactly(
                        "10.20.1.77", "MB-NB-02", "MB-NB-09", "ST-PC-01", "ST-PC-03", "UM-WS-01");
    }

    @Test
    void unknownIsWhatNobodyCanKnow() {
        assertThat(with("UNKNOWN")).containsExactly("10.20.1.77", "KM-PC-05", "MB-NB-05");
        assertThat(codes("MB-NB-05")).anyMatch(code -> code.startsWith("version"));
        assertThat(codes("KM-PC-05")).contains("inventory-stale");
        assertThat(codes("10.20.1.77")).contains("no-inventory");
    }

    @Test
    void aVersionOfAnotherPlatformIsNotAffected() {
        assertThat(verdict("KM-PC-01")).containsExactly("NOT_AFFECTED");
        assertThat(verdict("UM-WS-02")).containsExactly("NOT_AFFECTED");
        assertThat(verdict("MB-NB-10")).containsExactly("NOT_AFFECTED");
    }

    @Test
    void trapsAmongTheIndicatorsAreHeldBackWithAReason() {
        List<String> held =
                answer.get("suppressed")
                        .valueStream()
                        .map(one -> one.get("value").stringValue())
                        .sorted()
                        .toList();
        assertThat(held)
                .containsExactly(
                        "3cx.com",
                        "8.8.8.8",
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "ffmpeg.dll");
    }

    @Test
    void everyContactCanBeProvedByALogLine() throws IOException {
        for (JsonNode finding : answer.get("findings")) {
            if (finding.get("kind").stringValue().equals("contact")) {
                assertThat(finding.get("evidence")).isNotEmpty();
                JsonNode evidence = finding.get("evidence").get(0);
                String line = evidence.get("line").stringValue();
                assertThat(line).contains(finding.get("host").stringValue());
                Path source = Path.of(evidence.get("source").stringValue());
                if (source.toString().endsWith("access.log")) {
                    String whole = Files.readString(source);
                    assertThat(whole.substring(evidence.get("offset").intValue())).startsWith(line);
                }
            }
        }
    }

    @Test
    void theWarningLeavesNothingToAsk() {
        assertThat(answer.get("questions")).isEmpty();
    }

    @Test
    void nothingOfTheEstateIsLeftOut() {
        List<String> lost =
                answer.get("omitted")
                        .valueStream()
                        .filter(problem -> !problem.get("severity").stringValue().equals("note"))
                        .map(JsonNode::toString)
                        .toList();
        assertThat(lost).isEmpty();
    }

    private static List<String> with(String verdict) {
        return ASSETS.keySet().stream().filter(name -> verdict(name).contains(verdict)).toList();
    }

    private static List<String> verdict(String asset) {
        JsonNode verdict = ASSETS.get(asset).get("verdict");
        return verdict.isArray()
                ? verdict.valueStream().map(JsonNode::stringValue).toList()
                : List.of(verdict.stringValue());
    }

    private static List<String> codes(String asset) {
        return ASSETS.get(asset)
                .get("reasons")
                .valueStream()
                .map(reason -> reason.get("code").stringValue())
                .toList();
    }
}
