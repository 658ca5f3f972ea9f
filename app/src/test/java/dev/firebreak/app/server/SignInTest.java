package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.store.Accounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
    @Test
    void aPersonSignsInAndOutAgain() {
        String login = TestServer.account(Role.ANALYST, null);
        Client client = new Client(TestServer.url());
        assertThat(client.get("/").headers().firstValue("Location"))
                .hasValueSatisfying(l -> assertThat(l).endsWith("/sign-in"));
        assertThat(
                        client.signIn(login, TestServer.PASSWORD)
                                .headers()
                                .firstValue("Location")
                                .orElse(""))
                .doesNotContain("refused");
        assertThat(client.get("/").statusCode()).isEqualTo(200);
        client.form("/sign-out", Map.of());
        assertThat(client.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void aWrongPasswordAndAnUnknownLoginLookTheSame() {
        String login = TestServer.account(Role.ANALYST, null);
        String wrong =
                new Client(TestServer.url())
                        .signIn(login, "not the password")
                        .headers()
                        .firstValue("Location")
                        .orElse("");
        String unknown =
                new Client(TestServer.url())
                        .signIn("nobody-here", "not the password")
                        .headers()
                        .firstValue("Location")
                        .orElse("");
        assertThat(wrong).isEqualTo(unknown).endsWith("/sign-in?refused");
    }

    @Test
    void anAccountRestsAfterManyFailures() {
        String login = TestServer.account(Role.ANALYST, null);
        for (int i = 0; i < Accounts.MAX_FAILURES; i++) {
            new Client(TestServer.url()).signIn(login, "wrong " + i);
        }
        Client client = new Client(TestServer.url());
        client.signIn(login, TestServer.PASSWORD);
        assertThat(client.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void aDisabledAccountIsOutWithTheNextClick() {
        String login = TestServer.account(Role.ANALYST, null);
        Client client = new Client(TestServer.url());
        client.signIn(login, TestServer.PASSWORD);
        assertThat(client.get("/").statusCode()).isEqualTo(200);
        Accounts accounts = TestServer.shared().part(Accounts.class);
        accounts.setDisabled(accounts.byLogin(login).orElseThrow().id(), true);
        assertThat(client.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        Client admin = TestServer.signedIn(Role.ADMIN, null);
        Map<String, String> fields = Map.of("name", "Without token", "key", "without-token");
        admin.forgetCsrf();
        assertThat(admin.form("/admin/organisations", fields).statusCode()).isEqualTo(403);
        assertThat(admin.get("/admin/organisations").body()).doesNotContain("Without token");
    }

    @Test
    void aOneTimePasswordOpensNothingButItsReplacement() {
        var accounts = TestServer.shared().part(Accounts.class);
        var passwords = TestServer.shared().part(dev.firebreak.app.security.Passwords.class);
        String oneTime = passwords.oneTime();
        accounts.add("newcomer", "Newcomer", Role.ANALYST, null, passwords.hash(oneTime), true);
        Client client = new Client(TestServer.url());
        client.signIn("newcomer", oneTime);
        assertThat(client.get("/").headers().firstValue("Location").orElse(""))
                .endsWith("/account");
        assertThat(client.get("/api/v1/organisations").statusCode()).isEqualTo(403);
        client.form(
                "/account/password",
                Map.of(
                        "old",
                        oneTime,
                        "new",
                        "a new good password",
                        "again",
                        "a new good password"));
        assertThat(client.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesCarryTheHeadersThatKeepThemSafe() {
        var headers = new Client(TestServer.url()).get("/sign-in").headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly")
                .contains("SameSite=Lax");
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        String login = TestServer.account(Role.ANALYST, null);
        Client here = new Client(TestServer.url());
        Client elsewhere = new Client(TestServer.url());
        here.signIn(login, TestServer.PASSWORD);
        elsewhere.signIn(login, TestServer.PASSWORD);
        assertThat(elsewhere.get("/").statusCode()).isEqualTo(200);
        assertThat(change(here, TestServer.PASSWORD, "quite another password").statusCode())
                .isEqualTo(204);
        assertThat(elsewhere.get("/").statusCode()).isEqualTo(302);
        assertThat(here.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void aPersonChangesTheirPasswordThroughTheApi() {
        var accounts = TestServer.shared().part(Accounts.class);
        var passwords = TestServer.shared().part(dev.firebreak.app.security.Passwords.class);
        String oneTime = passwords.oneTime();
        accounts.add("starter", "Starter", Role.ANALYST, null, passwords.hash(oneTime), true);
        Client client = new Client(TestServer.url());
        client.signIn("starter", oneTime);
        assertThat(client.get("/api/v1/me").body()).contains("\"mustChangePassword\":true");
        assertThat(change(client, "not the password", "a new good password").body())
                .contains("password-wrong");
        assertThat(change(client, oneTime, "short").body()).contains("password-short");
        assertThat(client.get("/api/v1/organisations").statusCode()).isEqualTo(403);
        assertThat(change(client, oneTime, "a new good password").statusCode()).isEqualTo(204);
        assertThat(client.get("/api/v1/organisations").statusCode()).isEqualTo(200);
        Client again = new Client(TestServer.url());
        assertThat(
                        again.signIn("starter", "a new good password")
                                .headers()
                                .firstValue("Location")
                                .orElse(""))
                .doesNotContain("refused");
        assertThat(again.get("/api/v1/me").body())
                .contains("\"actor\":\"user:starter\"", "\"role\":\"ANALYST\"", "\"search\"");
    }

    private static java.net.http.HttpResponse<String> change(
            Client client, String old, String wanted) {
        return client.json(
                "POST",
                "/api/v1/me/password",
                "{\"old\":\"" + old + "\",\"wanted\":\"" + wanted + "\"}");
    }

    @Test
    void onlyRefusedSignInsOfAnAddressAreCounted(@TempDir Path data) throws Exception {
        try (FirebreakServer server =
                FirebreakServer.start(
                        new ServerSettings(
                                data, 0, "127.0.0.1", null, Map.of("rate.per-minute", "900000")),
                        Clock.fixed(Instant.now(), ZoneOffset.UTC), // all within one minute
                        new PrintWriter(new StringWriter()))) {
            String url = "http://127.0.0.1:" + server.port();
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 62; i++) {
                statuses.add(new Client(url).signIn("nobody-here", "wrong " + i).statusCode());
            }
            assertThat(statuses.subList(0, 60)).containsOnly(302);
            assertThat(statuses.subList(60, 62)).containsOnly(429);
        }
    }
}
