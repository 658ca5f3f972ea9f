package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server in a process of its own, killed with all it was doing: imports and work on cases, by two clients at once.
class KilledServerTest {
    private static final int ENOUGH = 12;

    private static Process start(Path data, Path out) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dfirebreak.postgresql.programs=" + TestServer.programs(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.firebreak.app.Main",
                        "serve",
                        "--data",
                        data.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private static String url(Process process, Path out) throws Exception {
        Pattern line = Pattern.compile("answers on (http://[0-9.:]+)/");
        while (true) {
            String said = Files.readString(out);
            Matcher matcher = line.matcher(said);
            if (matcher.find()) {
                return matcher.group(1);
            }
            assertThat(process.isAlive()).as(said).isTrue();
            Thread.sleep(50);
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAKillOfTheServerInTheMiddleOfImportsAndCaseWork()
            throws Exception {
        Path data = TestServer.folder().resolve("data");
        String secret;
        long caseId;
        try (FirebreakServer first = TestServer.start(data, 0)) {
            secret =
                    first.part(Tokens.class)
                            .issue("test", EnumSet.allOf(Permission.class), null, null, "test")
                            .secret();
            Client client = Client.withToken("http://127.0.0.1:" + first.port(), secret);
            client.json("POST", "/api/v1/organisations", "{\"key\":\"k\",\"name\":\"K\"}");
            assertThat(report(client, 0)).isTrue();
            first.part(LiveAnswers.class).awaitQuiet();
            JsonNode draft =
                    JsonMapper.shared()
                            .readTree(
                                    client.json(
                                                    "POST",
                                                    "/api/v1/warnings",
                                                    JsonMapper.shared()
                                                            .writeValueAsString(
                                                                    Map.of(
                                                                            "text",
                                                                            StoryTest.WARNING)))
                                            .body());
            client.json(
                    "POST",
                    "/api/v1/warnings/" + draft.get("id").asLong() + "/confirmation",
                    "{\"revision\":1}");
            caseId =
                    JsonMapper.shared()
                            .readTree(client.get("/api/v1/cases").body())
                            .get("items")
                            .get(0)
                            .get("id")
                            .asLong();
        }
        Files.writeString(data.resolve("firebreak.properties"), "rate.per-minute=1000000\n");
        Path out = data.resolveSibling("serve.out");
        Process process = start(data, out);
        AtomicInteger reports = new AtomicInteger(1);
        List<String> comments = new ArrayList<>();
        try {
            String url = url(process, out);
            Thread importing =
                    Thread.startVirtualThread(
                            () -> {
                                Client client = Client.withToken(url, secret);
                                while (report(client, reports.get())) {
                                    reports.incrementAndGet();
                                }
                            });
            Client working = Client.withToken(url, secret);
            Thread commenting =
                    Thread.startVirtualThread(
                            () -> {
                                while (comment(working, caseId, "note " + comments.size())) {
                                    comments.add("note " + comments.size());
                                }
                            });
            while (reports.get() < ENOUGH || comments.size() < ENOUGH) {
                assertThat(List.of(process.isAlive(), importing.isAlive(), commenting.isAlive()))
                        .as(
                                "server, importing and commenting at work, after %s reports and %s comments: %s",
                                reports.get(), comments.size(), Files.readString(out))
                        .containsOnly(true);
                Thread.sleep(10);
            }
            process.destroyForcibly();
            process.waitFor();
            importing.join();
            commenting.join();
        } finally {
            process.destroyForcibly(); // also when the test fails before it kills it
            process.waitFor();
        }

        try (FirebreakServer second = TestServer.start(data, 0)) {
            second.part(LiveAnswers.class).awaitQuiet();
            assertThat(second.part(Estates.class).coverage("k").machines())
                    .isBetween(reports.get(), reports.get() + 1);
            List<String> kept =
                    second.part(Cases.class).history(caseId).stream()
                            .map(Cases.Entry::event)
                            .filter(e -> e instanceof dev.firebreak.core.cases.CaseEvent.Commented)
                            .map(e -> ((dev.firebreak.core.cases.CaseEvent.Commented) e).text())
                            .toList();
            assertThat(kept).startsWith(comments.toArray(String[]::new));
            assertThat(second.part(AuditLog.class).firstBroken()).isEmpty();
        }
    }

    private static boolean report(Client client, int number) {
        try {
            return client.body(
                                    "PUT",
                                    "/ingest/reports/r" + number + ".csv?organisation=k",
                                    "text/csv",
                                    ("Hostname,DisplayName,Publisher,DisplayVersion\npc-"
                                                    + number
                                                    + ",Example Phone,Example Corp,18.12.416\n")
                                            .getBytes(StandardCharsets.UTF_8))
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException e) {
            return false; // the server is gone
        }
    }

    private static boolean comment(Client client, long caseId, String text) {
        try {
            return client.json(
                                            "POST",
                                            "/api/v1/cases/" + caseId + "/steps",
                                            "{\"step\":\"COMMENT\",\"text\":\"" + text + "\"}")
                                    .statusCode()
                            / 100
                    == 2;
        } catch (UncheckedIOException e) {
            return false; // the server is gone
        }
    }
}
