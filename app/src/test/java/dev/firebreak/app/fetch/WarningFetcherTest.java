package dev.firebreak.app.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.firebreak.app.server.Certificates;
import dev.firebreak.app.store.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarningFetcherTest {
    private static final int MAX = 100_000;
    private static final Certificates AUTHORITY = new Certificates();
    private static HttpsServer server;
    private static HttpServer plain;

    @BeforeAll
    static void start() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        server = HttpsServer.create(new InetSocketAddress(loopback, 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(AUTHORITY.context(AUTHORITY.issue("localhost"))));
        plain = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        for (HttpServer each : List.of(server, plain)) {
            each.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            each.createContext("/", WarningFetcherTest::answer);
            each.start();
        }
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        plain.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            switch (path) {
                case "/warning.json" -> send(exchange, "{\"a\": \"warning\"}".getBytes(UTF));
                case "/moved" -> redirect(exchange, "/warning.json");
                case "/round" -> redirect(exchange, "/round");
                case "/elsewhere" -> redirect(exchange, "https://other.example.org/warning.json");
                case "/downgrade" ->
                        redirect(
                                exchange,
                                "http://localhost:" + plain.getAddress().getPort() + "/x");
                case "/file" -> redirect(exchange, "file:///etc/passwd");
                case "/large" -> send(exchange, new byte[MAX + 1]);
                case "/bomb" -> {
                    ByteArrayOutputStream packed = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                        gzip.write(new byte[200 * MAX]);
                    }
                    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                    send(exchange, packed.toByteArray());
                }
                case "/endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        while (true) {
                            out.write(new byte[8_192]);
                        }
                    }
                }
                case "/slow" -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < 1_000; i++) {
                            out.write('x');
                            out.flush();
                            Thread.sleep(100);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private static String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    private static WarningFetcher fetcher(FetchRules rules, Duration limit) {
        return new WarningFetcher(rules, MAX, limit, AUTHORITY.context());
    }

    private static WarningFetcher allowed() {
        return fetcher(FetchRules.of(host(), "", host()), Duration.ofSeconds(20));
    }

    private static String refusal(WarningFetcher fetcher, String url) {
        try (fetcher) {
            fetcher.fetch(url);
            return "fetched";
        } catch (Refused e) {
            return e.code();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aWarningIsFetchedByTlsFromAHostThatIsNamed() throws IOException {
        try (WarningFetcher fetcher = allowed()) {
            assertThat(fetcher.fetch("https://" + host() + "/warning.json").content())
                    .asString()
                    .contains("warning");
            assertThat(fetcher.fetch("https://" + host() + "/moved").url().getPath())
                    .isEqualTo("/warning.json");
        }
    }

    @Test
    void nothingIsFetchedUnlessHostsAreNamed() {
        assertThat(
                        refusal(
                                fetcher(FetchRules.of("", "", ""), Duration.ofSeconds(20)),
                                "https://" + host() + "/warning.json"))
                .isEqualTo("fetch-off");
    }

    @Test
    void aHostInTheOwnNetworkMustBeNamedAsSuch() {
        WarningFetcher notInternal = fetcher(FetchRules.of(host(), "", ""), Duration.ofSeconds(20));
        assertThat(refusal(notInternal, "https://" + host() + "/warning.json"))
                .isEqualTo("url-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/elsewhere", "/downgrade", "/file"})
    void aRedirectToWhatMayNotBeFetchedIsNotFollowed(String path) {
        assertThat(refusal(allowed(), "https://" + host() + path)).isEqualTo("url-not-allowed");
    }

    @Test
    void redirectsSizeAndTimeAreBounded() {
        assertThat(refusal(allowed(), "https://" + host() + "/round")).isEqualTo("url-unreachable");
        assertThat(refusal(allowed(), "https://" + host() + "/large")).isEqualTo("too-large");
        assertThat(refusal(allowed(), "https://" + host() + "/bomb")).isEqualTo("too-large");
        assertThat(refusal(allowed(), "https://" + host() + "/endless")).isEqualTo("too-large");
        WarningFetcher hasty = fetcher(FetchRules.of(host(), "", host()), Duration.ofMillis(500));
        assertThat(refusal(hasty, "https://" + host() + "/slow")).isEqualTo("url-unreachable");
        assertThat(refusal(allowed(), "https://" + host() + "/missing"))
                .isEqualTo("url-unreachable");
    }

    @Test
    void aServerThatTheAuthorityDoesNotKnowIsNotBelieved() {
        WarningFetcher other =
                new WarningFetcher(
                        FetchRules.of(host(), "", host()),
                        MAX,
                        Duration.ofSeconds(20),
                        new Certificates().context());
        assertThat(refusal(other, "https://" + host() + "/warning.json"))
                .isEqualTo("url-unreachable");
    }

    @Test
    void plainHttpMustBeAllowedByName() {
        String where = "localhost:" + plain.getAddress().getPort();
        assertThat(
                        refusal(
                                fetcher(FetchRules.of(where, "", where), Duration.ofSeconds(20)),
                                "http://" + where + "/warning.json"))
                .isEqualTo("url-not-allowed");
        assertThat(
                        refusal(
                                fetcher(FetchRules.of(where, where, where), Duration.ofSeconds(20)),
                                "http://" + where + "/warning.json"))
                .isEqualTo("fetched");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@cert.example/a",
                "https://cert.example:8443/a",
                "https://cert.example.evil.example/a",
                "https://evilcert.example/a",
                "ftp://cert.example/a",
                "file:///etc/passwd",
                "jar:https://cert.example/a!/b",
                "https:cert.example",
                "//cert.example/a",
                "https://",
                "not an address",
                "https://cert.example\\@evil.example/"
            })
    void whatIsNotExactlyWhatWasNamedIsRefused(String url) {
        FetchRules rules = FetchRules.of("cert.example, *.warnings.example", "", "");
        assertThatThrownBy(() -> rules.check(url))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("url-not-allowed");
    }

    @Test
    void namesOfHostsAreComparedAsTheyAreMeant() {
        FetchRules rules =
                FetchRules.of("cert.example, *.warnings.example, x.example:8443", "", "");
        assertThat(rules.check("https://CERT.example/a").getHost()).isEqualTo("CERT.example");
        assertThat(rules.check("https://cert.example:443/a").getPort()).isEqualTo(443);
        assertThat(rules.check("https://a.b.warnings.example/").getPath()).isEqualTo("/");
        assertThat(rules.check("https://x.example:8443/").getPort()).isEqualTo(8443);
        assertThatThrownBy(() -> rules.check("https://warnings.example/"))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> rules.check("https://x.example/")).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "fd00::1",
                "fe80::1",
                "ff02::1"
            })
    void addressesThatAreNotPublicAreRefused(String address) throws IOException {
        FetchRules rules = FetchRules.of("cert.example", "", "");
        InetAddress[] both = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName(address)};
        assertThatThrownBy(() -> rules.check("cert.example", both)).isInstanceOf(Refused.class);
        rules.check("cert.example", new InetAddress[] {InetAddress.getByName("8.8.8.8")});
        rules.check("cert.example", new InetAddress[] {InetAddress.getByName("2a00:1450:4001::1")});
    }
}
