package dev.firebreak.app.server;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// One real server with its embedded database for all tests of a run; each test makes organisations of its own.
public final class TestServer {
    static final String PASSWORD = "correct horse battery";
    private static final List<Path> FOLDERS = new ArrayList<>();
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static @Nullable FirebreakServer shared;
    private static @Nullable String hash;

    private TestServer() {}

    /// Where the unpacked database programs are kept between runs, readable for the user the database runs as.
    static Path programs() throws IOException {
        return Files.createDirectories(
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "firebreak-test-programs-" + System.getProperty("user.name")));
    }

    static Path folder() throws IOException {
        System.setProperty("firebreak.postgresql.programs", programs().toString());
        Path folder = Files.createTempDirectory("firebreak-test");
        synchronized (FOLDERS) {
            if (FOLDERS.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(new Thread(TestServer::clear));
            }
            FOLDERS.add(folder);
        }
        return folder;
    }

    /// At the end of the tests: the shared server is stopped, and what servers kept is deleted.
    private static void clear() {
        FirebreakServer started = shared;
        try {
            if (started != null) {
                started.close();
            }
            for (Path folder : FOLDERS) {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            System.err.println("the test server did not stop, or left files: " + e);
        }
    }

    public static synchronized FirebreakServer shared() {
        if (shared == null) {
            try {
                shared = start(folder(), 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    static FirebreakServer start(Path data, int port) throws IOException {
        return FirebreakServer.start(
                new ServerSettings(
                        data, port, "127.0.0.1", null, Map.of("rate.per-minute", "1000000")),
                Clock.systemUTC(),
                new PrintWriter(new StringWriter()));
    }

    static dev.firebreak.app.store.DatabaseAddress databaseOfShared() throws IOException {
        return java.util.Objects.requireNonNull(shared().database());
    }

    public static String url() {
        return "http://127.0.0.1:" + shared().port();
    }

    /// A new organisation with a key of its own.
    public static Organisation organisation(String name) {
        return shared().part(Organisations.class)
                .add(new Organisations.Entry("org-" + NEXT.incrementAndGet(), name, "", "", 10));
    }

    /// A new account and its login.
    public static String account(Role role, @Nullable Organisation organisation) {
        String login = role.name().toLowerCase(java.util.Locale.ROOT) + NEXT.incrementAndGet();
        if (hash == null) {
            hash = shared().part(Passwords.class).hash(PASSWORD);
        }
        shared().part(Accounts.class)
                .add(
                        login,
                        "Person " + login,
                        role,
                        organisation == null ? null : organisation.id(),
                        hash,
                        false);
        return login;
    }

    public static Client signedIn(Role role, @Nullable Organisation organisation) {
        Client client = new Client(url());
        client.signIn(account(role, organisation), PASSWORD);
        return client;
    }
}
