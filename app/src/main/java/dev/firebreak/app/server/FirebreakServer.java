package dev.firebreak.app.server;

import dev.firebreak.app.security.FirstStart;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.DatabaseAddress;
import dev.firebreak.app.store.EmbeddedPostgres;
import dev.firebreak.app.store.LateDatabase;
import dev.firebreak.app.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// A running situation room: its database, its Spring context, and how to stop both in order.
public final class FirebreakServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final LateDatabase database;

    private FirebreakServer(ConfigurableApplicationContext context, LateDatabase database) {
        this.context = context;
        this.database = database;
    }

    /// Starts everything and returns when requests are answered.
    ///
    /// @throws IOException or IllegalStateException with a plain message if something is missing or wrong
    public static FirebreakServer start(ServerSettings settings, Clock clock, PrintWriter out)
            throws IOException {
        return start(settings, clock, Language.EN, out);
    }

    /// @param language of what is printed at the first start
    public static FirebreakServer start(
            ServerSettings settings, Clock clock, Language language, PrintWriter out)
            throws IOException {
        Path data = Files.createDirectories(settings.data()).toRealPath();
        String url = settings.url();
        Path folder = data.resolve("postgresql");
        // Before there are two threads that log.
        LoggerFactory.getLogger(FirebreakServer.class).debug("starting");
        LateDatabase database =
                LateDatabase.begin(
                        () -> url == null ? EmbeddedPostgres.start(folder, programs(folder)) : null,
                        url == null ? null : settings.database(url));
        ConfigurableApplicationContext context = null;
        try {
            context = application(settings, clock, database).run();
            database.await();
            FirstStart.run(
                    context.getBean(Accounts.class),
                    context.getBean(Passwords.class),
                    context.getBean(AuditLog.class),
                    data,
                    language,
                    out);
            return new FirebreakServer(context, database);
        } catch (IOException | RuntimeException e) {
            if (context != null) {
                context.close();
            }
            if (database.failed()) {
                database.await(); // throws the reason, which is not that something else waited in
                // vain
            }
            database.close();
            throw e;
        }
    }

    /// Where the database's programs are unpacked: beside its data, unless a property says otherwise (tests share them).
    static Path programs(Path folder) {
        return Path.of(System.getProperty("firebreak.postgresql.programs", folder.toString()));
    }

    private static SpringApplication application(
            ServerSettings settings, Clock clock, LateDatabase database) {
        SpringApplication application = new SpringApplication(Wiring.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false); // the database must outlive the context
        application.setLogStartupInfo(false);
        application.addInitializers(
                context -> {
                    context.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource("firebreak", properties(settings)));
                    GenericApplicationContext generic = (GenericApplicationContext) context;
                    generic.registerBean(ServerSettings.class, () -> settings);
                    generic.registerBean(Clock.class, () -> clock);
                    generic.registerBean(
                            LateDatabase.class,
                            () -> database,
                            definition -> definition.setDestroyMethodName(""));
                    generic.registerBean("dataSource", DataSource.class, database::source);
                });
        return application;
    }

    private static Map<String, Object> properties(ServerSettings settings) {
        int uploadMegabytes = settings.number("upload.max-mb", 512, 1, 16_384);
        Map<String, Object> all = new HashMap<>();
        all.put("server.port", settings.port());
        all.put("server.address", settings.bind());
        all.put("server.server-header", "");
        all.put("server.error.include-message", "never");
        all.put("server.error.whitelabel.enabled", false);
        all.put("server.servlet.session.cookie.name", WebWiring.SESSION_COOKIE);
        all.put("server.servlet.session.cookie.http-only", true);
        all.put("server.servlet.session.cookie.same-site", "lax");
        all.put("server.servlet.session.tracking-modes", "cookie");
        all.put(
                "server.servlet.session.timeout",
                settings.number("session.idle-minutes", 30, 1, 1440) + "m");
        all.put("server.shutdown", "graceful");
        all.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
        all.put("server.compression.enabled", true);
        all.put("spring.threads.virtual.enabled", true);
        all.put("spring.servlet.multipart.max-file-size", uploadMegabytes + "MB");
        all.put("spring.servlet.multipart.max-request-size", uploadMegabytes + "MB");
        all.put("spring.servlet.multipart.file-size-threshold", "1MB");
        all.put("spring.messages.basename", "firebreak/text/messages");
        all.put("spring.messages.fallback-to-system-locale", false);
        all.put("spring.thymeleaf.prefix", "classpath:/firebreak/pages/");
        all.put("spring.web.resources.add-mappings", false);
        all.put("spring.main.lazy-initialization", false);
        all.put("spring.jmx.enabled", false);
        if (settings.tls()) {
            all.put("server.ssl.certificate", "file:" + settings.text("tls.certificate"));
            all.put("server.ssl.certificate-private-key", "file:" + settings.text("tls.key"));
            all.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
        }
        if (settings.tls() || settings.flag("proxy.trusted")) {
            all.put("server.servlet.session.cookie.secure", true);
        }
        if (settings.flag("proxy.trusted")) {
            all.put("server.forward-headers-strategy", "native");
        }
        return all;
    }

    /// The port it listens on.
    public int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /// A part of it, for tests and for the commands that run beside it.
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /// Where the embedded database answers, absent if there is none.
    @Nullable DatabaseAddress database() throws IOException {
        EmbeddedPostgres embedded = database.await().embedded();
        return embedded == null ? null : embedded.address();
    }

    /// The operating system's id of the embedded database, or -1 if it is not ours.
    public long databasePid() throws IOException {
        EmbeddedPostgres embedded = database.await().embedded();
        return embedded == null ? -1 : embedded.pid();
    }

    @Override
    public void close() throws IOException {
        context.close();
        database.close();
    }
}
