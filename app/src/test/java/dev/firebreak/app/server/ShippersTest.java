package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.firebreak.app.access.Permission;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests in the form in which the shippers of Elasticsearch send them.
class ShippersTest {
    private static final String LINE =
            "{\\\"ts\\\":1680170400.5,\\\"uid\\\":\\\"C1\\\",\\\"id.orig_h\\\":\\\"10.1.1.7\\\",\\\"id.orig_p\\\":5353,\\\"id.resp_h\\\":\\\"10.1.1.1\\\",\\\"id.resp_p\\\":53,\\\"proto\\\":\\\"udp\\\",\\\"query\\\":\\\"phone.example.org\\\",\\\"qtype_name\\\":\\\"A\\\"}";

    private final Organisation organisation = TestServer.organisation("Amt für Versand");
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
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(TestServer.url() + "/ingest/elastic" + path));
    }

    private String basic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(("shipper:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private String apiKey() {
        return "ApiKey "
                + Base64.getEncoder()
                        .encodeToString(("id:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> ask(String method, String path) {
        return send(
                request(path)
                        .header("Authorization", basic())
                        .method(method, BodyPublishers.noBody()));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private Estates.Coverage coverage() {
        return TestServer.shared().part(Estates.class).coverage(organisation.key());
    }

    private JsonNode quarantine() {
        return json(Client.withToken(TestServer.url(), secret).get("/api/v1/quarantine"))
                .get("items");
    }

    @Test
    void everyAnswerSaysWhichProductItIs() {
        for (String path : new String[] {"/", "/_license", "/_cluster/health", "/_xpack"}) {
            HttpResponse<String> answer = ask("GET", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Elastic-Product"))
                    .as(path)
                    .contains("Elasticsearch");
        }
        HttpResponse<String> head = ask("HEAD", "/");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_index_template/filebeat-8.19.0",
                "/_template/logstash",
                "/_ilm/policy/filebeat",
                "/_data_stream/filebeat-8.19.0",
                "/_ingest/pipeline/filebeat-8.19.0-zeek-dns-pipeline"
            })
    void whatShippersSetUpBeforeTheyShipIsThere(String path) {
        assertThat(ask("HEAD", path).statusCode()).isEqualTo(200);
        assertThat(ask("GET", path).statusCode()).isEqualTo(200);
        assertThat(
                        send(request(path)
                                        .header("Authorization", basic())
                                        .header("Content-Type", "application/json")
                                        .PUT(BodyPublishers.ofString("{}")))
                                .body())
                .contains("\"acknowledged\":true");
    }

    @Test
    void aVersionEightClientGetsTheMediaTypeItAsksFor() {
        HttpResponse<String> answer =
                send(
                        request("/")
                                .header("Authorization", apiKey())
                                .header(
                                        "Accept",
                                        "application/vnd.elasticsearch+json; compatible-with=8")
                                .GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
    }

    private JsonNode bulk(String path, String encoding, byte[] body, String authorisation) {
        HttpRequest.Builder request =
                request(path)
                        .header("Authorization", authorisation)
                        .header("Content-Type", "application/x-ndjson");
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }
        return json(send(request.POST(BodyPublishers.ofByteArray(body))));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Test
    void filebeatShipsALineOfAFileIntoADataStream() {
        JsonNode answer =
                bulk(
                        "/_bulk?filter_path=errors%2Citems.%2A.error%2Citems.%2A.status",
                        "gzip",
                        gzip(
                                "{\"create\":{\"_index\":\"filebeat-8.19.0\"}}\n"
                                        + "{\"@timestamp\":\"2023-03-30T10:00:00.000Z\",\"agent\":{\"type\":\"filebeat\",\"version\":\"8.19.0\"},\"ecs\":{\"version\":\"8.0.0\"},\"host\":{\"name\":\"sensor\"},\"log\":{\"offset\":0,\"file\":{\"path\":\"/opt/zeek/dns.log\"}},\"message\":\""
                                        + LINE
                                        + "\"}\n"),
                        apiKey());
        assertThat(answer.get("errors").asBoolean()).isFalse();
        assertThat(answer.get("items").get(0).get("create").get("status").asInt()).isEqualTo(201);
        assertThat(coverage().hasLogs()).isTrue();
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void filebeatShipsFieldsOfTheCommonSchema() {
        JsonNode answer =
                bulk(
                        "/_bulk",
                        "",
                        ("{\"create\":{\"_index\":\"logs-zeek.dns-default\"}}\n"
                                        + "{\"@timestamp\":\"2023-03-30T10:00:00.000Z\",\"event\":{\"category\":[\"network\"],\"dataset\":\"zeek.dns\"},\"dns\":{\"question\":{\"name\":\"phone.example.org\",\"type\":\"A\"}},\"source\":{\"ip\":\"10.1.1.7\",\"port\":5353},\"destination\":{\"ip\":\"10.1.1.1\",\"port\":53}}\n")
                                .getBytes(StandardCharsets.UTF_8),
                        basic());
        assertThat(answer.get("errors").asBoolean()).isFalse();
        assertThat(coverage().hasLogs()).isTrue();
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void fluentBitShipsItsLogFieldAndOldActionsWithAType() {
        JsonNode answer =
                bulk(
                        "/_bulk",
                        "",
                        ("{\"create\":{\"_index\":\"fluent-bit\",\"_type\":\"_doc\"}}\n"
                                        + "{\"@timestamp\":\"2023-03-30T10:00:00.000Z\",\"log\":\""
                                        + LINE
                                        + "\"}\n")
                                .getBytes(StandardCharsets.UTF_8),
                        basic());
        assertThat(answer.get("errors").asBoolean()).isFalse();
        assertThat(coverage().hasLogs()).isTrue();
        assertThat(quarantine()).isEmpty();
    }

    @Test
    void vectorShipsCompressedWithZstandardAndIsToldWhichCompressionItCannotUse() {
        String body =
                "{\"index\":{\"_index\":\"vector-2023.03.30\",\"_id\":\"7\"}}\n"
                        + "{\"file\":\"/var/log/zeek/dns.log\",\"host\":\"sensor\",\"message\":\""
                        + LINE
                        + "\",\"source_type\":\"file\",\"timestamp\":\"2023-03-30T10:00:00Z\"}\n";
        JsonNode answer =
                bulk(
                        "/_bulk",
                        "zstd",
                        Zstd.compress(body.getBytes(StandardCharsets.UTF_8)),
                        basic());
        assertThat(answer.get("items").get(0).get("index").get("_id").asString()).isEqualTo("7");
        assertThat(coverage().hasLogs()).isTrue();
        assertThat(
                        send(request("/_bulk")
                                        .header("Authorization", basic())
                                        .header("Content-Encoding", "snappy")
                                        .POST(BodyPublishers.ofString("x")))
                                .statusCode())
                .isEqualTo(415);
    }

    @Test
    void logstashShipsIntoANamedIndexAndLearnsOfEachDocumentByItself() {
        JsonNode answer =
                bulk(
                        "/ecs-logstash/_bulk",
                        "gzip",
                        gzip(
                                "{\"index\":{}}\n{\"@timestamp\":\"2023-03-30T10:00:00.000Z\",\"@version\":\"1\",\"event\":{\"original\":\""
                                        + LINE
                                        + "\"},\"log\":{\"file\":{\"path\":\"/z/dns.log\"}}}\n"
                                        + "{\"index\":{}}\nnot json\n"
                                        + "{\"delete\":{\"_id\":\"1\"}}\n"
                                        + "{\"update\":{\"_id\":\"1\"}}\n{\"doc\":{}}\n"
                                        + "{\"index\":{}}\n"),
                        basic());
        assertThat(answer.get("errors").asBoolean()).isTrue();
        JsonNode items = answer.get("items");
        assertThat(items).hasSize(5);
        assertThat(items.get(0).get("index").get("status").asInt()).isEqualTo(201);
        assertThat(items.get(0).get("index").get("_index").asString()).isEqualTo("ecs-logstash");
        assertThat(items.get(1).get("index").get("error").get("reason").asString())
                .contains("no JSON object");
        assertThat(items.get(2).get("delete").get("status").asInt()).isEqualTo(400);
        assertThat(items.get(3).get("update").get("status").asInt()).isEqualTo(400);
        assertThat(items.get(4).get("index").get("error").get("reason").asString())
                .contains("missing");
        assertThat(coverage().hasLogs()).isTrue();
        assertThat(quarantine()).hasSize(4);
    }

    @Test
    void aWrongKeyIsRefusedAndNothingIsTaken() {
        HttpResponse<String> answer =
                send(
                        request("/_bulk")
                                .header("Authorization", "ApiKey bm90OmFrZXk=")
                                .POST(BodyPublishers.ofString("{\"index\":{}}\n{\"a\":1}\n")));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(coverage().machines()).isZero();
    }
}
