package dev.firebreak.app.server;

import dev.firebreak.app.store.DatabaseAddress;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How the server runs. Options of the command line, then `firebreak.properties` in the data folder (or `--config`),
/// then defaults. Secrets come from files or the environment, never from options, which every user of the machine can
/// read.
///
/// @param data folder of everything the server keeps
/// @param port 0 picks a free one
/// @param bind address to listen on
/// @param url of an own PostgreSQL, absent for the embedded one
/// @param more everything else, by key; see [#KEYS]
public record ServerSettings(
        Path data, int port, String bind, @Nullable String url, Map<String, String> more) {
    /// All keys with what they do; the reference page lists the same (a test compares them).
    public static final Map<String, String> KEYS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("database.user", "user of the database given by --url"),
                            Map.entry("database.password-file", "file with its password"),
                            Map.entry("engine", "memory (the default), or flink: see kafka.*"),
                            Map.entry("kafka.bootstrap", "host:port of Kafka, for engine flink"),
                            Map.entry(
                                    "kafka.client-settings",
                                    "file with Kafka client settings for TLS and SASL"),
                            Map.entry("kafka.prefix", "prefix of the topics (firebreak)"),
                            Map.entry(
                                    "kafka.review-seconds",
                                    "seconds between looks at what is asked of the cluster and no warning needs any more (30)"),
                            Map.entry(
                                    "kafka.spare-seconds",
                                    "seconds for which a question that was just asked is never taken back (600)"),
                            Map.entry("tls.certificate", "PEM file: certificate and chain"),
                            Map.entry("tls.key", "PEM file: private key (PKCS#8)"),
                            Map.entry(
                                    "proxy.trusted",
                                    "true behind a TLS proxy that sets X-Forwarded-*"),
                            Map.entry("public.url", "address people use, for links and OpenID"),
                            Map.entry("oidc.issuer", "issuer URL of the OpenID provider"),
                            Map.entry("oidc.client-id", "client id at the provider"),
                            Map.entry("oidc.client-secret-file", "file with the client's secret"),
                            Map.entry(
                                    "oidc.login-claim",
                                    "claim that holds the account's login (preferred_username)"),
                            Map.entry("syslog.port", "TCP port of syslog over TLS; needs tls.*"),
                            Map.entry(
                                    "syslog.client-ca",
                                    "PEM file: authority of client certificates"),
                            Map.entry(
                                    "watch.folder",
                                    "folder watched for reports, one subfolder per organisation key"),
                            Map.entry(
                                    "fetch.hosts",
                                    "hosts that warnings may be fetched from, *.name for those below; none: off"),
                            Map.entry(
                                    "fetch.http-hosts",
                                    "those of them that may be fetched by http too"),
                            Map.entry(
                                    "fetch.internal-hosts",
                                    "those of them that may lie in the own network"),
                            Map.entry(
                                    "fetch.ca",
                                    "PEM file: the only authority trusted when fetching"),
                            Map.entry("fetch.seconds", "longest time of a fetch in seconds (20)"),
                            Map.entry("upload.max-mb", "largest upload in MiB (512)"),
                            Map.entry(
                                    "rate.per-minute",
                                    "requests per minute and client address (12000)"),
                            Map.entry(
                                    "retention.observations-months",
                                    "months that observations are kept (18, the most)"),
                            Map.entry(
                                    "session.idle-minutes",
                                    "minutes until an idle session ends (30)")));

    private static final int MAX_SECRET_CHARS = 4096;

    public ServerSettings {
        more = Map.copyOf(more);
    }

    /// Reads the file beside the options.
    ///
    /// @throws IOException if it cannot be read or holds a key that is not known; the message names it
    public static ServerSettings load(
            Path data, int port, String bind, @Nullable String url, @Nullable Path config)
            throws IOException {
        Path file = config != null ? config : data.resolve("firebreak.properties");
        Properties properties = new Properties();
        if (config != null || Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(KEYS.keySet());
        if (!unknown.isEmpty()) {
            throw new IOException(
                    file
                            + ": unknown setting "
                            + String.join(", ", unknown)
                            + "; known are "
                            + String.join(", ", KEYS.keySet()));
        }
        Map<String, String> more = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(k -> more.put(k, properties.getProperty(k).strip()));
        return new ServerSettings(data, port, bind, url, more);
    }

    /// With an option of the command line, which goes before the file.
    ///
    /// @param value absent if the option was not given
    public ServerSettings with(String key, @Nullable String value) {
        known(key);
        if (value == null) {
            return this;
        }
        Map<String, String> changed = new TreeMap<>(more);
        changed.put(key, value);
        return new ServerSettings(data, port, bind, url, changed);
    }

    /// Whether estates are kept and asked in a cluster.
    ///
    /// @throws IllegalArgumentException with a plain message if the engine is none that is known
    public boolean cluster() {
        return switch (text("engine", "memory")) {
            case "memory" -> false;
            case "flink" -> true;
            default ->
                    throw new IllegalArgumentException(
                            "engine = " + text("engine") + ": memory or flink is needed");
        };
    }

    public @Nullable String text(String key) {
        known(key);
        String value = more.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    public String text(String key, String otherwise) {
        String value = text(key);
        return value == null ? otherwise : value;
    }

    public boolean flag(String key) {
        return "true".equals(text(key));
    }

    /// @throws IllegalArgumentException with a plain message if it is no number within the bounds
    public int number(String key, int otherwise, int least, int most) {
        String value = text(key);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the message below, which says what is allowed
        }
        throw new IllegalArgumentException(
                key + " = " + value + ": a number from " + least + " to " + most + " is needed");
    }

    /// The secret in the file that `key` names, or in the environment as `FIREBREAK_` and the key in capitals without
    /// `-file`.
    public @Nullable String secret(String key) throws IOException {
        known(key);
        String file = text(key);
        if (file != null) {
            String secret = Files.readString(Path.of(file)).strip();
            if (secret.isEmpty() || secret.length() > MAX_SECRET_CHARS) {
                throw new IOException(file + ": no secret in it");
            }
            return secret;
        }
        return System.getenv(
                "FIREBREAK_"
                        + key.replace("-file", "")
                                .replace('.', '_')
                                .replace('-', '_')
                                .toUpperCase(java.util.Locale.ROOT));
    }

    /// Where an own PostgreSQL answers.
    public DatabaseAddress database(String databaseUrl) throws IOException {
        return new DatabaseAddress(
                databaseUrl, text("database.user"), secret("database.password-file"));
    }

    public boolean tls() {
        return text("tls.certificate") != null;
    }

    private static void known(String key) {
        if (!KEYS.containsKey(key)) {
            throw new IllegalArgumentException("no setting of this name: " + key);
        }
    }
}
