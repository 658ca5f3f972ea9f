package dev.firebreak.app.cli;

import dev.firebreak.app.security.FirstStart;
import dev.firebreak.app.server.FirebreakServer;
import dev.firebreak.app.server.ServerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Starts the server once on an empty folder and looks at some of its pages, so that its classes are among those that
/// the start-up cache keeps.
final class WarmUpServer {
    private static final int ROUNDS = 5;
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String base;

    private WarmUpServer(String base) {
        this.base = base;
    }

    static void run(Path data) throws IOException {
        ServerSettings settings = new ServerSettings(data, 0, "127.0.0.1", null, Map.of());
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        try (FirebreakServer server = FirebreakServer.start(settings, Clock.systemUTC(), nowhere)) {
            String first = Files.readString(data.resolve(FirstStart.FILE)).strip();
            new WarmUpServer("http://127.0.0.1:" + server.port()).look(first);
        }
    }

    private void look(String first) throws IOException {
        String wanted = "warm " + first; // long enough, and gone with the folder
        form("/sign-in", Map.of("login", FirstStart.LOGIN, "password", first));
        form("/account/password", Map.of("old", first, "new", wanted, "again", wanted));
        for (int i = 0; i < ROUNDS; i++) {
            for (String path :
                    List.of(
                            "/health",
                            "/api/v1/openapi.json",
                            "/",
                            "/warnings",
                            "/cases",
                            "/estate",
                            "/search?q=a",
                            "/admin/organisations",
                            "/admin/audit")) {
                get(path);
            }
        }
    }

    private String get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    private void form(String path, Map<String, String> fields) throws IOException {
        Matcher token = CSRF.matcher(get(path.equals("/sign-in") ? path : "/account"));
        String body =
                fields.entrySet().stream()
                        .map(
                                e ->
                                        e.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-CSRF-TOKEN", token.find() ? token.group(1) : "")
                        .POST(BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
