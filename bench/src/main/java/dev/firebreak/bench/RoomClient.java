package dev.firebreak.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One user of a running situation room: a person with a session, or a machine with a token. Anything but success ends the
/// run, so that no figure is of a refusal.
final class RoomClient {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String base;
    private final @Nullable String token;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private String csrf = "";

    /// @param token absent for a person, who signs in first
    RoomClient(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    void signIn(String login, String password) throws IOException {
        csrf = csrfOf(text(send(request("/sign-in").GET())));
        form("/sign-in", Map.of("login", login, "password", password));
        csrf = csrfOf(text(send(request("/account").GET())));
    }

    void form(String path, Map<String, String> fields) throws IOException {
        String body =
                fields.entrySet().stream()
                        .map(
                                e ->
                                        e.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        HttpResponse<byte[]> answer =
                send(
                        request(path)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(body)));
        String to = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() != 302 || to.contains("refused")) {
            throw new IOException(path + " answered " + answer.statusCode() + " " + to);
        }
    }

    JsonNode json(String method, String path, String body) throws IOException {
        HttpResponse<byte[]> answer =
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .method(
                                        method,
                                        body.isEmpty()
                                                ? BodyPublishers.noBody()
                                                : BodyPublishers.ofString(body)));
        return JsonMapper.shared().readTree(text(answer));
    }

    JsonNode put(String path, byte[] body) throws IOException {
        HttpRequest.Builder request =
                request(path)
                        .header("Content-Type", "text/plain")
                        .PUT(BodyPublishers.ofByteArray(body));
        return JsonMapper.shared().readTree(text(send(request)));
    }

    /// Fetches a page and returns how many bytes it has.
    int page(String path) throws IOException {
        HttpResponse<byte[]> answer = send(request(path).GET());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body().length;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!csrf.isEmpty()) {
            request.header("X-CSRF-TOKEN", csrf);
        }
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    answer.request().uri() + " answered " + answer.statusCode() + " " + text);
        }
        return text;
    }

    private static String csrfOf(String page) throws IOException {
        Matcher matcher = CSRF.matcher(page);
        if (!matcher.find()) {
            throw new IOException("a page without a form");
        }
        return matcher.group(1);
    }
}
