package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.room.EstateDesk;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.store.Organisations.Organisation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The life of one warning over the REST interface and the forms, without a browser.
class StoryTest {
    static final String WARNING =
            """
            {"document": {"category": "csaf_security_advisory", "csaf_version": "2.0", "title": "Trojanised Example Phone",
              "publisher": {"category": "other", "name": "Example CERT", "namespace": "https://cert.example"},
              "tracking": {"id": "EX-2026-1", "status": "final", "version": "1", "current_release_date": "2026-03-30T10:00:00Z",
                "initial_release_date": "2026-03-30T10:00:00Z", "revision_history": [{"number": "1", "date": "2026-03-30T10:00:00Z", "summary": "first"}]},
              "distribution": {"tlp": {"label": "GREEN"}}},
             "product_tree": {"branches": [{"category": "vendor", "name": "Example Corp", "branches": [
               {"category": "product_name", "name": "Example Phone", "branches": [
                 {"category": "product_version", "name": "18.12.416", "product": {"product_id": "P1", "name": "Example Phone 18.12.416"}}]}]}]},
             "vulnerabilities": [{"cve": "CVE-2026-1000", "product_status": {"known_affected": ["P1"]}}]}
            """;

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }

    static void report(Organisation organisation, String... rows) {
        try {
            String csv =
                    "Hostname,DisplayName,Publisher,DisplayVersion\n"
                            + String.join("\n", rows)
                            + "\n";
            Estates.Receipt receipt =
                    TestServer.shared()
                            .part(EstateDesk.class)
                            .take(
                                    organisation,
                                    null,
                                    "test",
                                    "software.csv",
                                    Estates.Kind.ANY,
                                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
            assertThat(receipt.recognised()).as(receipt.toString()).isNotNull();
            TestServer.shared().part(LiveAnswers.class).awaitQuiet();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fromTheReceivedWarningToTheLastCaseClosedAndReopened() {
        Organisation hit = TestServer.organisation("Stadtwerke Beispielstadt");
        Organisation clear = TestServer.organisation("Amt Musterau");
        Organisation silent = TestServer.organisation("Gemeinde Stillhausen");
        report(
                hit,
                "pc-01,Example Phone,Example Corp,18.12.416",
                "pc-02,Example Phone,Example Corp,18.11.1213");
        report(clear, "pc-77,Other Tool,Nobody,1.0");
        Client analyst = TestServer.signedIn(Role.ANALYST, null);
        Client officer = TestServer.signedIn(Role.OFFICER, hit);
        Client stranger = TestServer.signedIn(Role.OFFICER, clear);

        JsonNode draft =
                json(
                        analyst.json(
                                "POST",
                                "/api/v1/warnings",
                                JsonMapper.shared().writeValueAsString(Map.of("text", WARNING))));
        long warning = draft.get("id").asLong();
        assertThat(draft.get("state").asString()).isEqualTo("DRAFT");
        assertThat(draft.get("tlp").asString()).isEqualTo("GREEN");
        assertThat(analyst.get("/warnings/" + warning + "/understanding").body())
                .contains("Example Phone")
                .contains("18.12.416");
        assertThat(officer.get("/warnings/" + warning + "/understanding").statusCode())
                .isEqualTo(403);

        json(
                analyst.json(
                        "POST",
                        "/api/v1/warnings/" + warning + "/confirmation",
                        "{\"revision\": 1}"));
        JsonNode board = json(analyst.get("/api/v1/warnings/" + warning + "/board"));
        assertThat(line(board, hit).get("standing").asString()).isEqualTo("AFFECTED");
        assertThat(line(board, hit).get("affected").asInt()).isEqualTo(1);
        assertThat(line(board, clear).get("standing").asString()).isEqualTo("CLEAR");
        assertThat(line(board, silent).get("standing").asString()).isEqualTo("UNKNOWN");
        assertThat(line(board, clear).get("caseId").isNull()).isTrue();
        long id = line(board, hit).get("caseId").asLong();

        // Not visible before it is told; then to its own officer only.
        assertThat(officer.get("/api/v1/cases/" + id).statusCode()).isEqualTo(404);
        assertThat(officer.get("/api/v1/search?q=pc-01").body()).startsWith("{\"items\":[],");
        json(
                analyst.json(
                        "POST",
                        "/api/v1/cases/steps",
                        "{\"cases\": ["
                                + id
                                + "], \"step\": {\"step\": \"TELL\", \"text\": \"Portal\"}}"));
        assertThat(officer.get("/cases/" + id).body()).contains("pc-01").contains("18.12.416");
        assertThat(json(officer.get("/api/v1/cases/" + id + "/warning")).get("tlp").asString())
                .isEqualTo("GREEN");
        String machines =
                "/api/v1/warnings/" + warning + "/organisations/" + hit.id() + "/machines?which=";
        assertThat(officer.get(machines + "HIT").body()).contains("pc-01").doesNotContain("pc-02");
        assertThat(officer.get(machines + "UNKNOWN").body()).doesNotContain("pc-01");
        assertThat(officer.get("/api/v1/search?q=pc-01").body()).contains("pc-01");
        assertThat(officer.get("/api/v1/search?q=PC-0").body()).contains("pc-01");
        assertThat(officer.get("/api/v1/search?q=ple%20phone").body()).contains("pc-01");
        assertThat(officer.get("/api/v1/search?q=18.12.4%25").body()).startsWith("{\"items\":[],");
        for (String path :
                new String[] {
                    "/api/v1/cases/" + id,
                    "/api/v1/cases/" + id + "/warning",
                    "/cases/" + id,
                    "/api/v1/warnings/" + warning + "/organisations/" + hit.id() + "/machines",
                    "/api/v1/organisations/" + hit.id() + "/coverage",
                    "/cases/" + id + "/files/1"
                }) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(
                        stranger.form("/cases/" + id + "/step", Map.of("step", "acknowledge"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        stranger.json(
                                        "POST",
                                        "/api/v1/cases/" + id + "/steps",
                                        "{\"step\":\"COMMENT\",\"text\":\"x\"}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/api/v1/search?q=pc-01").body()).startsWith("{\"items\":[],");
        assertThat(stranger.get("/search?q=pc-01").body()).doesNotContain("18.12.416");
        assertThat(
                        officer.json(
                                        "POST",
                                        "/api/v1/cases/" + id + "/steps",
                                        "{\"step\":\"TELL\"}")
                                .statusCode())
                .isEqualTo(403);

        officer.form("/cases/" + id + "/step", Map.of("step", "acknowledge"));
        officer.form("/cases/" + id + "/step", Map.of("step", "act", "text", "Rechner getrennt"));
        officer.form("/cases/" + id + "/step", Map.of("step", "task", "text", "Neu aufsetzen"));
        officer.form("/cases/" + id + "/step", Map.of("step", "task-done", "task", "1"));
        assertThat(
                        officer.json(
                                        "POST",
                                        "/api/v1/cases/" + id + "/steps",
                                        "{\"step\":\"DONE\"}")
                                .statusCode())
                .isEqualTo(422);
        officer.form("/cases/" + id + "/step", Map.of("step", "done", "outcome", "CLEANED"));
        JsonNode done = json(analyst.get("/api/v1/cases/" + id));
        assertThat(done.get("state").get("state").asString()).isEqualTo("DONE");
        assertThat(analyst.get("/cases/" + id).body())
                .contains("Rechner getrennt")
                .contains("Neu aufsetzen");

        // The same machine reported once more changes nothing; another one reopens the case.
        report(hit, "pc-01,Example Phone,Example Corp,18.12.416");
        assertThat(json(analyst.get("/api/v1/cases/" + id)).get("state").get("state").asString())
                .isEqualTo("DONE");
        report(hit, "pc-09,Example Phone,Example Corp,18.12.416");
        JsonNode again = json(analyst.get("/api/v1/cases/" + id));
        assertThat(again.get("state").get("state").asString()).isEqualTo("OPEN");
        assertThat(again.get("state").get("reopened").asInt()).isEqualTo(1);
        assertThat(officer.get("/cases/" + id).body())
                .contains("wieder offen")
                .contains("Kenntnis bestätigen");
        officer.form("/cases/" + id + "/step", Map.of("step", "acknowledge"));
        assertThat(json(officer.get("/api/v1/cases/" + id)).get("state").get("state").asString())
                .isEqualTo("ACKNOWLEDGED");
        assertThat(analyst.get("/warnings/" + warning + "/board").body())
                .contains("Stadtwerke Beispielstadt");
        assertThat(
                        analyst.get("/warnings/" + warning + "/board?view=table&standing=AFFECTED")
                                .body())
                .contains("Stadtwerke Beispielstadt")
                .doesNotContain("Amt Musterau");
        assertThat(analyst.get("/warnings/" + warning + "/report").body()).contains("pc-09");
    }

    @Test
    void aCorrectionIsANewRevisionAndTheAnswerFollowsItsConfirmation() {
        Organisation organisation = TestServer.organisation("Klinikum Nordau");
        report(organisation, "pc-31,Example Phone,Example Corp,18.12.407");
        Client analyst = TestServer.signedIn(Role.ANALYST, null);
        long warning =
                json(analyst.json(
                                "POST",
                                "/api/v1/warnings",
                                JsonMapper.shared().writeValueAsString(Map.of("text", WARNING))))
                        .get("id")
                        .asLong();
        Map<String, String> fields =
                new java.util.HashMap<>(
                        Map.of(
                                "revision",
                                "1",
                                "title",
                                "Corrected",
                                "tlp",
                                "AMBER",
                                "confirm",
                                "true",
                                "s0.keep",
                                "true",
                                "s0.name",
                                "Example Phone",
                                "s0.vendor",
                                "Example Corp",
                                "s0.status",
                                "AFFECTED",
                                "s0.platform",
                                "ANY"));
        fields.put("s0.versions", "18.12.416\n18.12.407");
        HttpResponse<String> answer =
                analyst.form("/warnings/" + warning + "/understanding", fields);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/board");
        JsonNode now = json(analyst.get("/api/v1/warnings/" + warning));
        assertThat(now.get("revision").asInt()).isEqualTo(2);
        assertThat(now.get("tlp").asString()).isEqualTo("AMBER");
        assertThat(
                        line(
                                        json(analyst.get("/api/v1/warnings/" + warning + "/board")),
                                        organisation)
                                .get("affected")
                                .asInt())
                .isEqualTo(1);
        // Somebody who still looks at the first revision is told so.
        analyst.form(
                "/warnings/" + warning + "/understanding",
                Map.of("revision", "1", "title", "Late", "tlp", "RED"));
        assertThat(json(analyst.get("/api/v1/warnings/" + warning)).get("title").asString())
                .isEqualTo("Corrected");
    }

    @Test
    void anOrganisationWithAnAffectedMachineAndAContactCountsAsBoth() throws Exception {
        Organisation both = TestServer.organisation("Hafenamt Grünwerder");
        report(both, "gw-1,Example Phone,Example Corp,18.12.416");
        TestServer.shared()
                .part(EstateDesk.class)
                .take(
                        both,
                        null,
                        "test",
                        "dns.json",
                        Estates.Kind.ANY,
                        new ByteArrayInputStream(
                                // A time within the retention, whose work begins ten seconds
                                // after the start.
                                ("{\"ts\":"
                                                + Instant.now().minusSeconds(3600).getEpochSecond()
                                                + ".5,\"uid\":\"C1\",\"id.orig_h\":\"10.9.9.9\",\"id.orig_p\":1,\"id.resp_h\":\"10.0.0.53\",\"id.resp_p\":53,\"proto\":\"udp\",\"query\":\"relay.phone-trojan.example\",\"qtype_name\":\"A\"}\n")
                                        .getBytes(StandardCharsets.UTF_8)));
        TestServer.shared().part(LiveAnswers.class).awaitQuiet();
        Client analyst = TestServer.signedIn(Role.ANALYST, null);
        String text =
                """
                TLP:RED
                Example Phone version 18.12.416 is affected.
                Indicators of compromise:
                relay.phone-trojan[.]example
                """;
        long warning =
                json(analyst.json(
                                "POST",
                                "/api/v1/warnings",
                                JsonMapper.shared().writeValueAsString(Map.of("text", text))))
                        .get("id")
                        .asLong();
        json(
                analyst.json(
                        "POST",
                        "/api/v1/warnings/" + warning + "/confirmation",
                        "{\"revision\": 1}"));
        JsonNode line = line(json(analyst.get("/api/v1/warnings/" + warning + "/board")), both);
        assertThat(line.get("standing").asString()).isEqualTo("AFFECTED");
        assertThat(line.get("contacted").asInt()).isEqualTo(1);
        JsonNode totals = json(analyst.get("/api/v1/warnings/" + warning + "/totals"));
        assertThat(totals.get("contacted").asInt()).isEqualTo(1);
        assertThat(
                        analyst.get("/warnings/" + warning + "/board?view=table&standing=CONTACTED")
                                .body())
                .contains("Hafenamt Grünwerder");
        assertThat(analyst.get("/warnings/" + warning + "/board?standing=NONE").statusCode())
                .isEqualTo(400);

        // Of a warning for named persons only, an organisation gets what was found and not the
        // rest.
        long id = line.get("caseId").asLong();
        json(
                analyst.json(
                        "POST",
                        "/api/v1/cases/" + id + "/steps",
                        "{\"step\": \"TELL\", \"text\": \"by phone\"}"));
        JsonNode briefing =
                json(
                        TestServer.signedIn(Role.OFFICER, both)
                                .get("/api/v1/cases/" + id + "/warning"));
        assertThat(briefing.get("text").isNull()).isTrue();
        assertThat(briefing.get("textCut").asBoolean()).isFalse();
        assertThat(briefing.get("indicators")).isEmpty();
        assertThat(briefing.get("statements")).isNotEmpty();
    }

    private static JsonNode line(JsonNode board, Organisation organisation) {
        for (JsonNode line : board) {
            if (line.get("organisationId").asLong() == organisation.id()) {
                return line;
            }
        }
        throw new AssertionError("no line for " + organisation.name());
    }
}
