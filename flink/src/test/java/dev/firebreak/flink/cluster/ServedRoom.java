package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.json.JsonReader;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.util.FileUtils;

/// `firebreak serve` and other commands of the program as it is packed, in processes of their own.
final class ServedRoom implements AutoCloseable {
    private static final Pattern ANSWERS = Pattern.compile("answers on (http://[0-9.:]+)/");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Path folder;
    private final Path data;
    private final Process process;
    private final String url;

    /// @param settings lines of `firebreak.properties`
    ServedRoom(List<String> settings) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("served-room");
        data = Files.createDirectory(folder.resolve("data"));
        Files.write(data.resolve("firebreak.properties"), settings);
        Path out = folder.resolve("serve.out");
        // Where the unpacked programs of the database are kept between runs.
        Path programs =
                Files.createDirectories(
                        Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "firebreak-test-programs-" + System.getProperty("user.name")));
        process =
                start(
                        out,
                        List.of("-Xmx1g", "-Dfirebreak.postgresql.programs=" + programs),
                        List.of("serve", "--data", data.toString(), "--port", "0"));
        url = url(out);
    }

    private static Process start(Path out, List<String> options, List<String> arguments)
            throws IOException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED"));
        line.addAll(options);
        line.add("-cp");
        line.add(Path.of("..", "app", "target", "firebreak", "firebreak-dist.jar").toString());
        line.add("dev.firebreak.app.Main");
        line.addAll(arguments);
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private String url(Path out) throws IOException, InterruptedException {
        while (true) {
            String said = Files.readString(out);
            Matcher matcher = ANSWERS.matcher(said);
            if (matcher.find()) {
                return matcher.group(1);
            }
            assertThat(process.isAlive()).as(said).isTrue();
            Thread.sleep(50);
        }
    }

    /// Runs a command to its end.
    ///
    /// @return what it printed
    String run(String... arguments) throws IOException, InterruptedException {
        return run(0, arguments);
    }

    /// Runs a command to its end, which is to have this exit code.
    ///
    /// @return what it printed
    String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "command", ".out");
        Process command = start(out, List.of("-Xmx512m"), List.of(arguments));
        assertThat(command.waitFor(120, TimeUnit.SECONDS)).as(String.join(" ", arguments)).isTrue();
        assertThat(command.exitValue()).as(Files.readString(out)).isEqualTo(exitCode);
        return Files.readString(out);
    }

    Path folder() {
        return folder;
    }

    /// The first account, with a password of its own by now.
    Person administrator() throws IOException, InterruptedException {
        return person("admin", Files.readString(data.resolve("first-password.txt")).strip());
    }

    /// Somebody who signs in with a one-time password and replaces it.
    Person person(String login, String oneTime) throws IOException, InterruptedException {
        Person person = new Person();
        person.signIn(login, oneTime);
        String own = "a password of " + login;
        person.ok(
                person.json(
                        "POST",
                        "/api/v1/me/password",
                        "{\"old\": \"" + oneTime + "\", \"wanted\": \"" + own + "\"}"));
        Person again = new Person();
        again.signIn(login, own);
        return again;
    }

    /// A person with a session.
    final class Person {
        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        private String csrf = "";

        private void signIn(String login, String password)
                throws IOException, InterruptedException {
            csrf = csrfOf(get("/sign-in").body());
            form("/sign-in", Map.of("login", login, "password", password));
            csrf = csrfOf(get("/account").body());
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(request(path).GET().build(), BodyHandlers.ofString());
        }

        HttpResponse<String> json(String method, String path, String body)
                throws IOException, InterruptedException {
            return http.send(
                    request(path)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        HttpResponse<String> form(String path, Map<String, String> fields)
                throws IOException, InterruptedException {
            String body =
                    fields.entrySet().stream()
                            .map(
                                    e ->
                                            e.getKey()
                                                    + "="
                                                    + URLEncoder.encode(
                                                            e.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"));
            HttpResponse<String> answer =
                    http.send(
                            request(path)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(302);
            return answer;
        }

        HttpResponse<String> put(String path, String body)
                throws IOException, InterruptedException {
            return http.send(
                    request(path)
                            .header("Content-Type", "text/plain")
                            .PUT(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        Json ok(HttpResponse<String> answer) {
            assertThat(answer.statusCode())
                    .as(answer.uri() + " " + answer.body())
                    .isBetween(200, 299);
            return answer.body().isEmpty()
                    ? JsonReader.read("nothing", "null").roots().getFirst()
                    : JsonReader.read(answer.uri().toString(), answer.body()).roots().getFirst();
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
            return csrf.isEmpty() ? request : request.header("X-CSRF-TOKEN", csrf);
        }

        private static String csrfOf(String page) {
            Matcher matcher = CSRF.matcher(page);
            assertThat(matcher.find()).as(page).isTrue();
            return matcher.group(1);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        FileUtils.deleteDirectory(folder.toFile());
    }
}
