package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Backup;
import dev.firebreak.app.store.Sql;
import dev.firebreak.app.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Killing, backing up, restoring, measuring.
class OperationTest {
    private static String answer(Client client, String path) {
        var answer = client.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void nothingThatWasAcknowledgedIsLostWhenTheDatabaseIsKilledAndABackupHoldsItAll()
            throws Exception {
        Path data = TestServer.folder().resolve("data");
        String secret;
        List<String> kept = new ArrayList<>();
        FirebreakServer first = TestServer.start(data, 0);
        secret =
                first.part(Tokens.class)
                        .issue("test", EnumSet.allOf(Permission.class), null, null, "test")
                        .secret();
        Client client = Client.withToken("http://127.0.0.1:" + first.port(), secret);
        long database = first.databasePid();
        Thread killer =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                Thread.sleep(700);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            ProcessHandle.of(database).ifPresent(ProcessHandle::destroyForcibly);
                        });
        for (int i = 0; i < 10_000; i++) {
            String key = "org-" + i;
            int status =
                    client.json(
                                    "POST",
                                    "/api/v1/organisations",
                                    "{\"key\":\"" + key + "\",\"name\":\"N " + i + "\"}")
                            .statusCode();
            if (status != 201) {
                break;
            }
            kept.add(key);
            int taken =
                    client.body(
                                    "PUT",
                                    "/ingest/reports/r" + i + ".csv?organisation=" + key,
                                    "text/csv",
                                    ("Hostname,DisplayName,Publisher,DisplayVersion\npc-"
                                                    + i
                                                    + ",Example Phone,Example Corp,18.12.416\n")
                                            .getBytes(StandardCharsets.UTF_8))
                            .statusCode();
            if (taken != 200) {
                break;
            }
        }
        killer.join();
        assertThat(kept).isNotEmpty();
        while (!client.get("/health").body().contains("\"status\":\"UP\"")) {
            Thread.sleep(50);
        }
        assertThat(client.get("/api/v1/organisations?limit=1").statusCode()).isEqualTo(200);
        first.close();

        FirebreakServer second = TestServer.start(data, 0);
        Client again = Client.withToken("http://127.0.0.1:" + second.port(), secret);
        List<String> found =
                second.part(Sql.class)
                        .sql("select key from organisation")
                        .query(String.class)
                        .list();
        assertThat(found).containsAll(kept);
        for (String key : kept.subList(0, kept.size() - 1)) {
            assertThat(second.part(Estates.class).coverage(key).machines()).as(key).isEqualTo(1);
        }
        assertThat(second.part(AuditLog.class).firstBroken()).isEmpty();
        assertThat(answer(again, "/health")).contains("UP");

        Path file = data.resolveSibling("backup.zip");
        ServerSettings settings = new ServerSettings(data, 0, "127.0.0.1", null, Map.of());
        BackupRun.backup(settings, file);
        second.close();
        Path other = data.resolveSibling("restored");
        BackupRun.restore(new ServerSettings(other, 0, "127.0.0.1", null, Map.of()), file);
        try (FirebreakServer third = TestServer.start(other, 0)) {
            assertThat(
                            third.part(Sql.class)
                                    .sql("select key from organisation")
                                    .query(String.class)
                                    .list())
                    .containsExactlyInAnyOrderElementsOf(found);
            assertThat(third.part(Estates.class).coverage(kept.getFirst()).machines()).isEqualTo(1);
            assertThat(third.part(AuditLog.class).firstBroken()).isEmpty();
            Client restored = Client.withToken("http://127.0.0.1:" + third.port(), secret);
            assertThat(
                            restored.json(
                                            "POST",
                                            "/api/v1/organisations",
                                            "{\"key\":\"after\",\"name\":\"After\"}")
                                    .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void aBackupNamesEveryTable() {
        List<String> tables =
                TestServer.shared()
                        .part(Sql.class)
                        .sql(
                                "select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_history'")
                        .query(String.class)
                        .list();
        assertThat(tables).containsExactlyInAnyOrderElementsOf(Backup.TABLES);
    }

    @Test
    void figuresNameEndpointsAndNeedTheirPermission() {
        Client admin = TestServer.signedIn(Role.ADMIN, null);
        admin.get("/api/v1/organisations/12345");
        assertThat(answer(admin, "/api/v1/metrics"))
                .contains("endpoint=\"/api/v1/organisations/{id}\"")
                .doesNotContain("12345");
        assertThat(TestServer.signedIn(Role.ANALYST, null).get("/api/v1/metrics").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aPseudonymIsTurnedBackOnlyByWhoMayAndIsAudited() {
        var pseudonyms = TestServer.shared().part(dev.firebreak.app.room.Pseudonyms.class);
        Client admin = TestServer.signedIn(Role.ADMIN, null);
        String wish =
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of(
                                        "pseudonym",
                                        pseudonymOf(pseudonyms),
                                        "reason",
                                        "asked by the court"));
        assertThat(
                        TestServer.signedIn(Role.ANALYST, null)
                                .json("POST", "/api/v1/reidentification", wish)
                                .statusCode())
                .isEqualTo(403);
        assertThat(admin.json("POST", "/api/v1/reidentification", wish).body())
                .isEqualTo("{\"name\":\"m.muster\"}");
        assertThat(answer(admin, "/api/v1/audit"))
                .contains("pseudonym.reveal")
                .contains("asked by the court");
        assertThat(
                        admin.json(
                                        "POST",
                                        "/api/v1/reidentification",
                                        "{\"pseudonym\":\"person~AAAA\",\"reason\":\"x\"}")
                                .statusCode())
                .isEqualTo(422);
    }

    private static String pseudonymOf(dev.firebreak.app.room.Pseudonyms pseudonyms) {
        String hidden = pseudonyms.hide("GET / user=m.muster status=200");
        assertThat(hidden).doesNotContain("m.muster").contains("status=200");
        assertThat(pseudonyms.hide("user=m.muster"))
                .isEqualTo(hidden.substring(6, hidden.indexOf(" status")));
        return hidden.substring(hidden.indexOf("person~"), hidden.indexOf(" status"));
    }

    @Test
    void thePageOfSettingsNamesExactlyThoseThatExist() throws Exception {
        String page =
                java.nio.file.Files.readString(
                        Path.of("..", "docs", "reference", "server-settings.md"));
        List<String> named = new ArrayList<>();
        var row = java.util.regex.Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|").matcher(page);
        while (row.find()) {
            named.add(row.group(1));
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(ServerSettings.KEYS.keySet());
    }

    @Test
    void settingsThatAreNotKnownAreRefusedByName() throws Exception {
        Path folder = TestServer.folder();
        java.nio.file.Files.writeString(
                folder.resolve("firebreak.properties"), "oidc.isuer=https://x\n");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> ServerSettings.load(folder, 0, "127.0.0.1", null, null))
                .hasMessageContaining("unknown setting oidc.isuer");
    }
}
