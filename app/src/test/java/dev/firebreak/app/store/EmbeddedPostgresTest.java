package dev.firebreak.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @Test
    void whatWasCommittedSurvivesAKillAndTheLeftOverServerIsReplaced(@TempDir Path folder)
            throws Exception {
        Path programs =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "firebreak-test-programs-" + System.getProperty("user.name"));
        EmbeddedPostgres first = EmbeddedPostgres.start(folder, programs);
        try (Connection connection = first.address().connect();
                var statement = connection.createStatement()) {
            statement.execute("create table kept (n int)");
            statement.execute("insert into kept values (7)");
            try (var rows =
                    statement.executeQuery(
                            "select current_setting('fsync') || current_setting('synchronous_commit') || current_setting('listen_addresses')")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("onon127.0.0.1");
            }
        }
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, programs))
                .hasMessageContaining("another Firebreak is running");
        ProcessHandle victim = ProcessHandle.of(first.pid()).orElseThrow();
        victim.destroyForcibly();
        victim.onExit().get();
        first.close();
        EmbeddedPostgres second = EmbeddedPostgres.start(folder, programs);
        try (Connection connection = second.address().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select n from kept")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
        second.close();
        assertThat(EmbeddedPostgres.running(folder)).isNull();
    }

    @Test
    void aServerThatEndsByItselfIsStartedAgainOnTheSamePortWithAllThatWasCommitted(
            @TempDir Path folder) throws Exception {
        Path programs =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "firebreak-test-programs-" + System.getProperty("user.name"));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, programs)) {
            String url = server.address().url();
            try (Connection connection = server.address().connect();
                    var statement = connection.createStatement()) {
                statement.execute("create table kept (n int)");
                statement.execute("insert into kept values (7)");
            }
            ProcessHandle victim = ProcessHandle.of(server.pid()).orElseThrow();
            victim.destroyForcibly();
            victim.onExit().get();
            while (server.restarts() == 0) {
                Thread.sleep(20);
            }
            assertThat(server.address().url()).isEqualTo(url);
            try (Connection connection = server.address().connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select n from kept")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(7);
            }
            assertThat(server.pid()).isNotEqualTo(victim.pid());
        }
        assertThat(EmbeddedPostgres.running(folder)).isNull();
    }

    @Test
    void theProgramsAreThoseOfTheSystem() {
        assertThat(PostgresPrograms.nameOf("Linux", "amd64", false))
                .isEqualTo("postgres-linux-x86_64.txz");
        assertThat(PostgresPrograms.nameOf("Linux", "amd64", true))
                .isEqualTo("postgres-linux-x86_64-alpine_linux.txz");
        assertThat(PostgresPrograms.nameOf("Linux", "aarch64", false))
                .isEqualTo("postgres-linux-arm_64.txz");
        assertThat(PostgresPrograms.nameOf("Mac OS X", "aarch64", false))
                .isEqualTo("postgres-darwin-arm_64.txz");
        assertThat(PostgresPrograms.nameOf("Mac OS X", "x86_64", false))
                .isEqualTo("postgres-darwin-x86_64.txz");
        assertThat(PostgresPrograms.nameOf("Windows 11", "amd64", false))
                .isEqualTo("postgres-windows-x86_64.txz");
    }
}
