package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SourcesTest {
    private final Organisation organisation = TestServer.organisation("Zweckverband Quellen");
    private final String secret =
            TestServer.shared()
                    .part(Tokens.class)
                    .issue(
                            "shipper",
                            EnumSet.of(Permission.ESTATE_WRITE, Permission.ESTATE_READ),
                            organisation.id(),
                            null,
                            "test")
                    .secret();
    private final Client client = Client.withToken(TestServer.url(), secret);

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private Estates.Coverage coverage() {
        return TestServer.shared().part(Estates.class).coverage(organisation.key());
    }

    @Test
    void anInventoryAsThePlainBodyOfARequestIsTakenForTheTokensOrganisation() {
        byte[] csv =
                "Hostname,DisplayName,Publisher,DisplayVersion\nq-1,Example Phone,Example Corp,18.12.416\n"
                        .getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                client.body("PUT", "/ingest/reports/software.csv", "text/csv", csv);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(coverage().withInventory()).isEqualTo(1);
        assertThat(
                        client.body(
                                        "PUT",
                                        "/ingest/reports/x.csv?organisation=somebody-else",
                                        "text/csv",
                                        csv)
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    void whatCannotBeReadIsInQuarantineAndVisible() {
        HttpResponse<String> answer =
                client.body(
                        "PUT",
                        "/ingest/reports/noise.bin",
                        "application/octet-stream",
                        new byte[] {1, 2, 3, 4, 0, 9});
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer.body()).get("recognised").isNull()).isTrue();
        JsonNode items = json(client.get("/api/v1/quarantine").body()).get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("name").asString()).isEqualTo("noise.bin");
        Client stranger =
                Client.withToken(
                        TestServer.url(),
                        TestServer.shared()
                                .part(Tokens.class)
                                .issue(
                                        "other",
                                        EnumSet.of(Permission.ESTATE_READ),
                                        TestServer.organisation("Andere").id(),
                                        null,
                                        "test")
                                .secret());
        assertThat(json(stranger.get("/api/v1/quarantine").body()).get("items")).isEmpty();
    }

    @Test
    void shippersOfElasticsearchFindWhatTheyExpect() throws IOException {
        assertThat(
                        json(client.get("/ingest/elastic/").body())
                                .get("version")
                                .get("number")
                                .asString())
                .startsWith("8.");
        assertThat(client.get("/ingest/elastic/_license").body()).contains("active");
        assertThat(new Client(TestServer.url()).get("/ingest/elastic/").statusCode())
                .isEqualTo(401);
        String line =
                "{\\\"ts\\\":1680170400.5,\\\"uid\\\":\\\"C1\\\",\\\"id.orig_h\\\":\\\"10.1.1.7\\\",\\\"id.orig_p\\\":5353,\\\"id.resp_h\\\":\\\"10.1.1.1\\\",\\\"id.resp_p\\\":53,\\\"proto\\\":\\\"udp\\\",\\\"query\\\":\\\"phone.example.org\\\",\\\"qtype_name\\\":\\\"A\\\"}";
        String body =
                "{\"create\":{\"_index\":\"logs\"}}\n{\"@timestamp\":\"2023-03-30T10:00:00Z\",\"log\":{\"file\":{\"path\":\"/var/log/zeek/dns.log\"}},\"message\":\""
                        + line
                        + "\"}\n"
                        + "{\"create\":{\"_index\":\"logs\"}}\nnot json\n";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        String key =
                Base64.getEncoder()
                        .encodeToString(("id:" + secret).getBytes(StandardCharsets.UTF_8));
        JsonNode answer =
                json(
                        send(HttpRequest.newBuilder(
                                                URI.create(
                                                        TestServer.url() + "/ingest/elastic/_bulk"))
                                        .header("Authorization", "ApiKey " + key)
                                        .header("Content-Encoding", "gzip")
                                        .header("Content-Type", "application/x-ndjson")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofByteArray(
                                                        packed.toByteArray()))
                                        .build())
                                .body());
        assertThat(answer.get("errors").asBoolean()).isTrue();
        assertThat(answer.get("items").get(0).get("create").get("status").asInt()).isEqualTo(201);
        assertThat(answer.get("items").get(1).get("create").get("status").asInt()).isEqualTo(400);
        assertThat(coverage().logsFrom()).isNotNull();
        assertThat(
                        json(client.get("/api/v1/quarantine").body())
                                .get("items")
                                .get(0)
                                .get("reason")
                                .asString())
                .contains("no JSON object");
    }

    @Test
    void anOsqueryNodeEnrollsAsksForItsScheduleAndReportsItsSoftware() {
        Client node = new Client(TestServer.url());
        assertThat(
                        node.json("POST", "/ingest/osquery/enroll", "{\"enroll_secret\":\"wrong\"}")
                                .body())
                .contains("\"node_invalid\":true");
        String key =
                json(node.json(
                                        "POST",
                                        "/ingest/osquery/enroll",
                                        "{\"enroll_secret\":\""
                                                + secret
                                                + "\",\"host_identifier\":\"lap-7\",\"platform_type\":\"2\"}")
                                .body())
                        .get("node_key")
                        .asString();
        assertThat(
                        node.json(
                                        "POST",
                                        "/ingest/osquery/config",
                                        "{\"node_key\":\"" + key + "\"}")
                                .body())
                .contains("from programs");
        String log =
                "{\"node_key\":\""
                        + key
                        + "\",\"log_type\":\"result\",\"data\":[{\"snapshot\":[{\"name\":\"Example Phone\",\"version\":\"18.12.416\",\"publisher\":\"Example Corp\"}],"
                        + "\"action\":\"snapshot\",\"name\":\"programs\",\"hostIdentifier\":\"lap-7\",\"calendarTime\":\"Thu Mar 30 10:00:00 2023 UTC\",\"unixTime\":1680170400}]}";
        assertThat(node.json("POST", "/ingest/osquery/log", log).body())
                .contains("\"node_invalid\":false");
        assertThat(coverage().withInventory()).isEqualTo(1);
        assertThat(node.json("POST", "/ingest/osquery/log", log.replace(key, "0000")).body())
                .isEqualTo("{\"node_invalid\":true}");
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
