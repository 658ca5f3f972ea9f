package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Tokens;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A node as osqueryd is one: it enrolls, asks for its schedule, logs, and enrolls again when it is told to.
class OsqueryTest {
    private final Organisation organisation = TestServer.organisation("Wasserwerk Osterfeld");
    private final String secret =
            TestServer.shared()
                    .part(Tokens.class)
                    .issue(
                            "fleet",
                            EnumSet.of(Permission.ESTATE_WRITE),
                            organisation.id(),
                            null,
                            "test")
                    .secret();
    private final Client node = new Client(TestServer.url());

    private JsonNode post(String path, Object body) {
        HttpResponse<String> answer =
                node.json(
                        "POST",
                        "/ingest/osquery/" + path,
                        JsonMapper.shared().writeValueAsString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private String enroll(String name) {
        JsonNode answer =
                post(
                        "enroll",
                        Map.of(
                                "enroll_secret",
                                secret,
                                "host_identifier",
                                "4C4C4544-0052-" + name,
                                "platform_type",
                                "2",
                                "host_details",
                                Map.of(
                                        "system_info",
                                        Map.of("hostname", name, "uuid", "4C4C4544-0052"),
                                        "os_version",
                                        Map.of("platform", "windows"))));
        assertThat(answer.get("node_invalid").asBoolean()).isFalse();
        return answer.get("node_key").asString();
    }

    private JsonNode log(String key, String kind, String data) {
        HttpResponse<String> answer =
                node.json(
                        "POST",
                        "/ingest/osquery/log",
                        "{\"node_key\":\"%s\",\"log_type\":\"%s\",\"data\":%s}"
                                .formatted(key, kind, data));
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String row(String version) {
        return "{\"name\":\"Example Phone\",\"version\":\"%s\",\"publisher\":\"Example Corp\"}"
                .formatted(version);
    }

    private static String snapshot(long time, String... rows) {
        return "[{\"snapshot\":[%s],\"action\":\"snapshot\",\"name\":\"programs\",\"hostIdentifier\":\"somebody-else\",\"calendarTime\":\"Thu Mar 30 10:00:00 2023 UTC\",\"unixTime\":%d,\"epoch\":0,\"counter\":0,\"numerics\":false}]"
                .formatted(String.join(",", rows), time);
    }

    private static String change(long time, String action, String row) {
        return "{\"name\":\"programs\",\"hostIdentifier\":\"x\",\"calendarTime\":\"Thu Mar 30 11:00:00 2023 UTC\",\"unixTime\":%d,\"epoch\":0,\"counter\":1,\"numerics\":false,\"columns\":%s,\"action\":\"%s\"}"
                .formatted(time, row, action);
    }

    /// The machines that a warning of Example Phone 18.12.416 finds affected here.
    private String affected() throws InterruptedException {
        TestServer.shared().part(LiveAnswers.class).awaitQuiet();
        Client analyst = TestServer.signedIn(Role.ANALYST, null);
        JsonNode draft =
                JsonMapper.shared()
                        .readTree(
                                analyst.json(
                                                "POST",
                                                "/api/v1/warnings",
                                                JsonMapper.shared()
                                                        .writeValueAsString(
                                                                Map.of("text", StoryTest.WARNING)))
                                        .body());
        long id = draft.get("id").asLong();
        assertThat(
                        analyst.json(
                                        "POST",
                                        "/api/v1/warnings/" + id + "/confirmation",
                                        "{\"revision\":1}")
                                .statusCode())
                .isEqualTo(200);
        StringBuilder names = new StringBuilder();
        for (JsonNode machine :
                JsonMapper.shared()
                        .readTree(
                                analyst.get(
                                                "/api/v1/warnings/"
                                                        + id
                                                        + "/organisations/"
                                                        + organisation.id()
                                                        + "/machines")
                                        .body())
                        .get("items")) {
            if (machine.get("verdict").asString().equals("AFFECTED")) {
                names.append(machine.get("machine").asString()).append(' ');
            }
        }
        return names.toString().strip();
    }

    @Test
    void snapshotsAndDifferencesMakeTheInventoryOfTheNodesOwnMachine() throws Exception {
        String key = enroll("lap-9");
        JsonNode config = post("config", Map.of("node_key", key));
        assertThat(config.get("schedule").get("programs").get("snapshot").asBoolean()).isTrue();
        long now = System.currentTimeMillis() / 1000;
        assertThat(log(key, "result", snapshot(now - 300, row("18.12.416"))).toString())
                .isEqualTo("{\"node_invalid\":false}");
        assertThat(affected()).isEqualTo("lap-9");
        String update =
                "["
                        + change(now - 200, "removed", row("18.12.416"))
                        + ","
                        + change(now - 200, "added", row("18.13.0"))
                        + "]";
        assertThat(log(key, "result", update).toString()).isEqualTo("{\"node_invalid\":false}");
        assertThat(affected()).isEmpty();
        log(key, "result", "[" + change(now - 100, "added", row("18.12.416")) + "]");
        assertThat(affected()).isEqualTo("lap-9");
    }

    @Test
    void statusLinesAreTakenNoteOfAndWhatIsUnknownIsInQuarantine() {
        String key = enroll("lap-10");
        assertThat(
                        log(
                                        key,
                                        "status",
                                        "[{\"hostIdentifier\":\"lap-10\",\"severity\":\"0\",\"filename\":\"tls.cpp\",\"line\":\"253\",\"message\":\"ok\",\"version\":\"5.12.1\"}]")
                                .toString())
                .isEqualTo("{\"node_invalid\":false}");
        log(key, "carve", "[]");
        log(key, "result", "{\"not\":\"a list\"}");
        log(key, "result", "[\"no object\"]");
        JsonNode items =
                JsonMapper.shared()
                        .readTree(
                                TestServer.signedIn(Role.OFFICER, organisation)
                                        .get("/api/v1/quarantine")
                                        .body())
                        .get("items");
        assertThat(items).hasSize(3);
    }

    @Test
    void aKeyThatIsNotKnownMakesTheNodeEnrollAgain() {
        for (String path : new String[] {"config", "log"}) {
            assertThat(post(path, Map.of("node_key", "0000")).toString())
                    .isEqualTo("{\"node_invalid\":true}");
        }
        assertThat(post("enroll", Map.of("enroll_secret", "wrong")).toString())
                .isEqualTo("{\"node_invalid\":true}");
        assertThat(enroll("lap-11")).isNotEqualTo(enroll("lap-11"));
    }
}
