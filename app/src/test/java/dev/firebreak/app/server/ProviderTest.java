package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.Test;

/// A real sign-in against an OpenID provider, on a second server that uses the first one's database by its URL.
class ProviderTest {
    @Test
    void aPersonSignsInThroughTheProviderAndAStrangerDoesNot() throws IOException {
        MockOAuth2Server provider = new MockOAuth2Server();
        provider.start();
        var address = TestServer.databaseOfShared();
        var secret =
                java.nio.file.Files.writeString(
                        TestServer.folder().resolve("db-password"),
                        String.valueOf(address.password()));
        var clientSecret =
                java.nio.file.Files.writeString(
                        TestServer.folder().resolve("client-secret"), "secret");
        Map<String, String> more =
                Map.of(
                        "database.user", String.valueOf(address.user()),
                        "database.password-file", secret.toString(),
                        "oidc.issuer", provider.issuerUrl("agency").toString(),
                        "oidc.client-id", "firebreak",
                        "oidc.client-secret-file", clientSecret.toString());
        try (FirebreakServer server =
                FirebreakServer.start(
                        new ServerSettings(
                                TestServer.folder(), 0, "127.0.0.1", address.url(), more),
                        Clock.systemUTC(),
                        new PrintWriter(new StringWriter()))) {
            String login = TestServer.account(Role.ANALYST, null);
            String base = "http://127.0.0.1:" + server.port();
            assertThat(visit(base, provider, "subject-1", login).body())
                    .contains("Person " + login);
            // From now on the subject counts, whatever the login claim says.
            assertThat(visit(base, provider, "subject-1", "renamed").body())
                    .contains("Person " + login);
            HttpResponse<String> stranger = visit(base, provider, "subject-2", login);
            assertThat(stranger.uri().toString()).endsWith("/sign-in?unknown");
            assertThat(visit(base, provider, "subject-3", "nobody").uri().toString())
                    .endsWith("/sign-in?unknown");
        } finally {
            provider.shutdown();
        }
    }

    private static HttpResponse<String> visit(
            String base, MockOAuth2Server provider, String subject, String login) {
        provider.enqueueCallback(
                new DefaultOAuth2TokenCallback(
                        "agency",
                        subject,
                        "JWT",
                        List.of("firebreak"),
                        Map.of("preferred_username", login),
                        3600));
        HttpClient browser =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build();
        try {
            return browser.send(
                    HttpRequest.newBuilder(URI.create(base + "/oauth2/authorization/agency"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
