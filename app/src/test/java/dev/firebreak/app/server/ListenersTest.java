package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sources;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What listens or watches only when it is set: TLS, syslog over TLS, the watched folder. One server has them all.
class ListenersTest {
    private static final Certificates AUTHORITY = new Certificates();
    private static final String MESSAGE =
            "<30>1 2023-03-30T10:00:00Z ns1 zeek - - - {\"ts\":1680170400.5,\"uid\":\"C%d\",\"id.orig_h\":\"10.1.1.%d\",\"id.orig_p\":5353,\"id.resp_h\":\"10.1.1.1\",\"id.resp_p\":53,\"proto\":\"udp\",\"query\":\"phone.example.org\",\"qtype_name\":\"A\"}";

    private static FirebreakServer server;
    private static Path watched;

    @BeforeAll
    static void start() throws IOException {
        Path folder = TestServer.folder();
        watched = folder.resolve("drop");
        var own = AUTHORITY.issue("localhost");
        server =
                FirebreakServer.start(
                        new ServerSettings(
                                folder.resolve("data"),
                                0,
                                "127.0.0.1",
                                null,
                                Map.of(
                                        "tls.certificate",
                                        Certificates.certificate(folder, own).toString(),
                                        "tls.key",
                                        Certificates.key(folder, own).toString(),
                                        "syslog.port",
                                        "0",
                                        "syslog.client-ca",
                                        AUTHORITY.authority(folder).toString(),
                                        "watch.folder",
                                        watched.toString())),
                        Clock.systemUTC(),
                        new PrintWriter(new StringWriter()));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static Organisation organisation(String key) {
        return server.part(Organisations.class)
                .add(new Organisations.Entry(key, "Organisation " + key, "", "", 10));
    }

    private static Estates.Coverage coverage(Organisation organisation) {
        return server.part(Estates.class).coverage(organisation.key());
    }

    private static List<Sources.Quarantined> quarantine(Organisation organisation) {
        Viewer officer =
                new Viewer(
                        "test",
                        "test",
                        null,
                        Role.OFFICER,
                        organisation.id(),
                        Role.OFFICER.permissions(),
                        false);
        return server.part(Sources.class).quarantine(officer, Long.MAX_VALUE, 100);
    }

    /// Waits as long as the test may run: nothing here is about how long something takes.
    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }

    private static SSLSocket connect(SSLContext context) throws IOException {
        int port =
                Objects.requireNonNull(server.part(SourceWiring.Listeners.class).syslog()).port();
        return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    }

    private static byte[] frame(int number) {
        byte[] message = MESSAGE.formatted(number, number).getBytes(StandardCharsets.UTF_8);
        byte[] head = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = java.util.Arrays.copyOf(head, head.length + message.length);
        System.arraycopy(message, 0, frame, head.length, message.length);
        return frame;
    }

    @Test
    void theServerItselfSpeaksTls() throws Exception {
        HttpClient http = HttpClient.newBuilder().sslContext(AUTHORITY.context()).build();
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "https://localhost:" + server.port() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("UP");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void messagesOfACertifiedClientAreTheLogOfItsOrganisation() throws Exception {
        Organisation owner = organisation("syslog-a");
        try (SSLSocket socket = connect(AUTHORITY.context(AUTHORITY.issue("syslog-a")))) {
            OutputStream out = socket.getOutputStream();
            out.write(frame(1));
            byte[] second = frame(2);
            // TCP keeps no frames together: one may come in pieces, with silence between them.
            out.write(second, 0, 2);
            out.flush();
            Thread.sleep(2_500);
            out.write(second, 2, 60);
            out.flush();
            Thread.sleep(2_500);
            out.write(second, 62, second.length - 62);
            out.write(frame(3));
            out.flush();
            until(() -> coverage(owner).machines() == 3);
        }
        assertThat(quarantine(owner)).isEmpty();
    }

    @Test
    void aClientThatBreaksOffWithinAFrameLosesOnlyThatFrameAndItIsInQuarantine() throws Exception {
        Organisation owner = organisation("syslog-b");
        try (SSLSocket socket = connect(AUTHORITY.context(AUTHORITY.issue("syslog-b")))) {
            OutputStream out = socket.getOutputStream();
            out.write(frame(1));
            out.write(frame(2), 0, 50);
            out.flush();
        }
        until(() -> coverage(owner).machines() == 1 && !quarantine(owner).isEmpty());
        Sources.Quarantined put = quarantine(owner).getFirst();
        assertThat(put.reason()).contains("within a frame");
        assertThat(put.excerptText()).startsWith("<30>1 2023-03-30T10:00:00Z");
    }

    @Test
    void aClientWithoutACertificateOrWithAnotherAuthoritysOrNobodysNameGetsNothingIn()
            throws Exception {
        Organisation owner = organisation("syslog-c");
        Certificates other = new Certificates();
        for (SSLContext context :
                List.of(
                        AUTHORITY.context(),
                        AUTHORITY.context(other.issue("syslog-c")),
                        AUTHORITY.context(AUTHORITY.issue("no-such-organisation")),
                        AUTHORITY.context(AUTHORITY.issue("x,O=y\\,CN=syslog-c")))) {
            try (SSLSocket socket = connect(context)) {
                socket.getOutputStream().write(frame(1));
                socket.getOutputStream().flush();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(IOException.class); // refused in the handshake
            }
        }
        assertThat(coverage(owner).machines()).isZero();
    }

    @Test
    void filesOfTheWatchedFolderAreTakenOrPutAwayAndNoneIsOverwritten() throws Exception {
        Organisation owner = organisation("folder-a");
        Path folder = Files.createDirectories(watched.resolve("folder-a"));
        Files.createDirectories(folder.resolve(".quarantine"));
        Files.writeString(folder.resolve(".quarantine").resolve("noise.bin"), "earlier");
        Files.write(folder.resolve("noise.bin"), new byte[] {1, 2, 3, 0, 9});
        Files.writeString(
                folder.resolve("software.csv"),
                "Hostname,DisplayName,Publisher,DisplayVersion\nf-1,Example Phone,Example Corp,18.12.416\n");
        Files.writeString(folder.resolve(".half-written"), "not yet");
        until(() -> Files.exists(folder.resolve(".taken").resolve("software.csv")));
        until(() -> Files.exists(folder.resolve(".quarantine").resolve("noise.bin.1")));
        assertThat(coverage(owner).withInventory()).isEqualTo(1);
        assertThat(quarantine(owner)).hasSize(1);
        assertThat(folder.resolve(".half-written")).exists();
        assertThat(Files.readString(folder.resolve(".quarantine").resolve("noise.bin")))
                .isEqualTo("earlier");
    }
}
