package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.firebreak.app.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the REST interface promises as a whole: its description is valid, and every refusal is a problem that says why.
class ApiContractTest {
    private final Client admin = TestServer.signedIn(Role.ADMIN, null);
    private final Client analyst = TestServer.signedIn(Role.ANALYST, null);

    @Test
    void theDescriptionIsValidOpenApi() throws IOException {
        String schema;
        try (InputStream in =
                Objects.requireNonNull(
                        ApiContractTest.class.getResourceAsStream("/openapi/schema-3.1.json"))) {
            schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema, InputFormat.JSON)
                                .validate(
                                        new Client(TestServer.url())
                                                .get("/api/v1/openapi.json")
                                                .body(),
                                        InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void everyOperationHasAnIdOfItsOwnASummaryAndItsPathsParameters() {
        JsonNode paths =
                JsonMapper.shared()
                        .readTree(new Client(TestServer.url()).get("/api/v1/openapi.json").body())
                        .get("paths");
        List<String> ids = new java.util.ArrayList<>();
        for (var path : paths.properties()) {
            for (var operation : path.getValue().properties()) {
                ids.add(operation.getValue().get("operationId").asString());
                assertThat(operation.getValue().get("summary").asString())
                        .as(path.getKey())
                        .isNotEmpty();
                var named = java.util.regex.Pattern.compile("\\{(\\w+)}").matcher(path.getKey());
                while (named.find()) {
                    assertThat(operation.getValue().get("parameters").toString())
                            .as(path.getKey())
                            .contains("\"name\":\"" + named.group(1) + "\",\"in\":\"path\"");
                }
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(JsonMapper.shared().readTree(answer.body()).get("code").asString())
                .isEqualTo(code);
        assertThat(answer.body()).doesNotContain("dev.firebreak").doesNotContain("springframework");
    }

    @Test
    void everyRefusalIsAProblem() {
        problem(analyst.get("/api/v1/nothing"), 404, "not-found");
        problem(analyst.send("DELETE", "/api/v1/warnings"), 405, "method-not-allowed");
        problem(
                analyst.body("POST", "/api/v1/warnings", "text/plain", new byte[] {'x'}),
                415,
                "unsupported-media-type");
        problem(analyst.json("POST", "/api/v1/warnings", "{bad"), 400, "unreadable");
        problem(analyst.send("POST", "/api/v1/warnings"), 400, "unreadable");
        problem(
                analyst.json("POST", "/api/v1/warnings", "{\"text\":\"x\",\"tlp\":\"PINK\"}"),
                400,
                "unreadable");
        problem(
                analyst.json("POST", "/api/v1/warnings", "{\"title\":\"x\"}"),
                400,
                "field-missing");
        problem(
                admin.json("POST", "/api/v1/accounts", "{\"login\":\"x\",\"name\":\"X\"}"),
                400,
                "field-missing");
        problem(
                analyst.json("POST", "/api/v1/cases/steps", "{\"cases\":[1],\"step\":{}}"),
                400,
                "field-missing");
        problem(analyst.get("/api/v1/warnings?limit=abc"), 400, "unreadable");
        problem(analyst.get("/api/v1/warnings?after=zzz"), 422, "cursor-malformed");
        problem(analyst.get("/api/v1/warnings/abc"), 400, "unreadable");
        problem(analyst.get("/api/v1/warnings/999999"), 404, "not-found");
        problem(analyst.get("/api/v1/accounts"), 403, "not-allowed");
        problem(new Client(TestServer.url()).get("/api/v1/warnings"), 401, "not-signed-in");
        problem(
                analyst.json(
                        "POST",
                        "/api/v1/warnings/fetch",
                        "{\"url\":\"https://cert.example/warning.json\"}"),
                422,
                "fetch-off");
    }

    @Test
    void whatALocationNamesCanBeAskedFor() {
        HttpResponse<String> account =
                admin.json(
                        "POST",
                        "/api/v1/accounts",
                        "{\"login\":\"located\",\"name\":\"L\",\"role\":\"ANALYST\"}");
        HttpResponse<String> token =
                admin.json(
                        "POST",
                        "/api/v1/tokens",
                        "{\"name\":\"located\",\"scopes\":[\"warning-read\"]}");
        for (HttpResponse<String> made : List.of(account, token)) {
            assertThat(made.statusCode()).isEqualTo(201);
            assertThat(admin.get(made.headers().firstValue("Location").orElseThrow()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aWarningCanBeHadAsItCameAndItsAnswerInNumbers() {
        long id =
                JsonMapper.shared()
                        .readTree(
                                analyst.json(
                                                "POST",
                                                "/api/v1/warnings",
                                                JsonMapper.shared()
                                                        .writeValueAsString(
                                                                java.util.Map.of(
                                                                        "text", StoryTest.WARNING)))
                                        .body())
                        .get("id")
                        .asLong();
        assertThat(analyst.get("/api/v1/warnings/" + id + "/original").body())
                .isEqualTo(StoryTest.WARNING);
        assertThat(analyst.get("/api/v1/warnings/" + id + "/totals").body())
                .contains("\"organisations\":0");
    }

    @Test
    void aReportNamesMachinesThatAreHitBeforeAllOthersAndSaysThatItIsShortened() {
        var organisation = TestServer.organisation("Amt mit vielen Rechnern");
        String[] rows = new String[120];
        for (int i = 0; i < rows.length; i++) {
            // The first by name have no version, so nothing is known of them.
            rows[i] =
                    "%s-%03d,Example Phone,Example Corp,%s"
                            .formatted(i < 15 ? "a" : "b", i, i < 15 ? "" : "18.12.416");
        }
        StoryTest.report(organisation, rows);
        long id =
                JsonMapper.shared()
                        .readTree(
                                analyst.json(
                                                "POST",
                                                "/api/v1/warnings",
                                                JsonMapper.shared()
                                                        .writeValueAsString(
                                                                java.util.Map.of(
                                                                        "text", StoryTest.WARNING)))
                                        .body())
                        .get("id")
                        .asLong();
        analyst.json("POST", "/api/v1/warnings/" + id + "/confirmation", "{\"revision\":1}");
        String report = analyst.get("/warnings/" + id + "/report?lang=en").body();
        assertThat(report).contains("b-015").doesNotContain("a-001");
        assertThat(report)
                .doesNotContain("b-119")
                .contains("5 more machines that are hit are not named here");
    }
}
