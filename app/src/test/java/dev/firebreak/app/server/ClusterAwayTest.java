package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Organisations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A room whose cluster is not there.
class ClusterAwayTest {
    private static final String REPORT =
            """
            --x\r
            Content-Disposition: form-data; name="file"; filename="software.csv"\r
            \r
            computer;name;version
            PC-1;Example Editor;1.0
            \r
            --x--\r
            """;

    /// Nobody listens there.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aReportThatTheClusterDoesNotTakeIsToBeSentAgainLater() throws Exception {
        try (FirebreakServer server =
                FirebreakServer.start(
                        new ServerSettings(
                                TestServer.folder(),
                                0,
                                "127.0.0.1",
                                null,
                                Map.of(
                                        "engine",
                                        "flink",
                                        "kafka.bootstrap",
                                        "127.0.0.1:" + freePort())),
                        Clock.systemUTC(),
                        new PrintWriter(new StringWriter()))) {
            Organisations.Organisation town =
                    server.part(Organisations.class)
                            .add(new Organisations.Entry("town", "Town", "", "", 10));
            server.part(Accounts.class)
                    .add(
                            "analyst",
                            "Person",
                            Role.ANALYST,
                            null,
                            server.part(Passwords.class).hash(TestServer.PASSWORD),
                            false);
            Client client = new Client("http://127.0.0.1:" + server.port());
            client.signIn("analyst", TestServer.PASSWORD);
            HttpResponse<String> answer =
                    client.body(
                            "POST",
                            "/api/v1/organisations/" + town.id() + "/reports",
                            "multipart/form-data; boundary=x",
                            REPORT.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("30");
            assertThat(answer.body()).contains("estate-away").doesNotContain("Kafka");
        }
    }
}
