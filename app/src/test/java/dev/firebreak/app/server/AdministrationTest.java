package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Sql;
import dev.firebreak.app.store.Tokens;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class AdministrationTest {
    @Test
    void aRepeatedWriteWithTheSameKeyIsDoneOnce() {
        String secret =
                TestServer.shared()
                        .part(Tokens.class)
                        .issue(
                                "test",
                                EnumSet.of(Permission.ORGANISATION_WRITE),
                                null,
                                null,
                                "test")
                        .secret();
        var http = java.net.http.HttpClient.newHttpClient();
        List<String> bodies = new java.util.ArrayList<>();
        for (int i = 0; i < 2; i++) {
            bodies.add(post(http, secret, "once-1", "{\"key\":\"once\",\"name\":\"Once\"}").body());
        }
        assertThat(bodies.get(0)).contains("\"key\":\"once\"").isEqualTo(bodies.get(1));
        assertThat(
                        post(http, secret, "once-1", "{\"key\":\"other\",\"name\":\"Other\"}")
                                .statusCode())
                .isEqualTo(409);
    }

    private static HttpResponse<String> post(
            java.net.http.HttpClient http, String secret, String key, String body) {
        try {
            return http.send(
                    java.net.http.HttpRequest.newBuilder(
                                    java.net.URI.create(TestServer.url() + "/api/v1/organisations"))
                            .header("Authorization", "Bearer " + secret)
                            .header("Idempotency-Key", key)
                            .header("Content-Type", "application/json")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void listsArePagedWithoutGapsOrRepetition() {
        for (int i = 0; i < 5; i++) {
            TestServer.organisation("Äpfel " + i);
        }
        Client admin = TestServer.signedIn(Role.ADMIN, null);
        java.util.Set<String> seen = new java.util.HashSet<>();
        String next = "";
        var json = tools.jackson.databind.json.JsonMapper.shared();
        do {
            var page =
                    json.readTree(admin.get("/api/v1/organisations?limit=2&after=" + next).body());
            page.get("items").forEach(o -> assertThat(seen.add(o.get("key").asString())).isTrue());
            next = page.get("next").isNull() ? null : page.get("next").asString();
        } while (next != null);
        assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void errorsAreProblems() {
        Client admin = TestServer.signedIn(Role.ADMIN, null);
        HttpResponse<String> answer = admin.get("/api/v1/organisations/999999");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:firebreak:problem:not-found");
        assertThat(admin.json("POST", "/api/v1/organisations", "{ nonsense").statusCode())
                .isEqualTo(400);
        assertThat(
                        admin.json(
                                        "POST",
                                        "/api/v1/organisations",
                                        "{\"key\":\"BAD KEY\",\"name\":\"x\"}")
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    void theAuditLogCannotBeRewrittenAndItsChainHolds() {
        AuditLog audit = TestServer.shared().part(AuditLog.class);
        audit.add("user:test", "test", "nothing", "ä \n ü");
        assertThat(audit.firstBroken()).isEmpty();
        Sql sql = TestServer.shared().part(Sql.class);
        Assertions.assertThatThrownBy(() -> sql.sql("update audit set detail = 'x'").update())
                .hasMessageContaining("only ever added to");
        Assertions.assertThatThrownBy(() -> sql.sql("delete from audit").update())
                .hasMessageContaining("only ever added to");
    }

    @Test
    void theDescriptionNamesEveryEndpointOfTheInterface() {
        String description = new Client(TestServer.url()).get("/api/v1/openapi.json").body();
        var json = tools.jackson.databind.json.JsonMapper.shared().readTree(description);
        assertThat(json.get("openapi").asString()).isEqualTo("3.1.0");
        var ids = new java.util.HashSet<String>();
        json.get("paths")
                .forEach(
                        path ->
                                path.forEach(
                                        o -> {
                                            assertThat(o.get("summary").asString()).isNotEmpty();
                                            assertThat(ids.add(o.get("operationId").asString()))
                                                    .isTrue();
                                        }));
        assertThat(ids).contains("Organisations.list", "Tokens.issue");
        // every reference leads somewhere
        var matcher =
                java.util.regex.Pattern.compile("#/components/schemas/([\\w.]+)")
                        .matcher(description);
        while (matcher.find()) {
            assertThat(json.get("components").get("schemas").has(matcher.group(1)))
                    .as(matcher.group(1))
                    .isTrue();
        }
    }
}
