package dev.firebreak.stream;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// How to reach Kafka: addresses, and for protected clusters the client settings of TLS and SASL.
///
/// Secrets come from a file and never from a command line; nothing of the settings is printed or logged.
///
/// @param servers `host:port`, several separated by commas
/// @param settings Kafka's own client settings, such as `security.protocol`, `sasl.mechanism`, `ssl.truststore.location`
public record Connection(String servers, Map<String, String> settings) {
    public Connection {
        if (servers.isBlank()) {
            throw new IllegalArgumentException("no address of a Kafka broker");
        }
        settings = Map.copyOf(settings);
    }

    /// A cluster without TLS and SASL, for one machine or a closed network.
    public static Connection plain(String servers) {
        return new Connection(servers, Map.of());
    }

    /// Takes client settings from a file in the form of Java properties, as Kafka's own tools do
    /// (`--command-config`); `bootstrap.servers` in it is overruled by `servers`.
    ///
    /// @throws IOException if the file cannot be read or is no properties file
    public static Connection of(String servers, Path file) throws IOException {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no properties file: " + e.getMessage(), e);
        }
        Map<String, String> settings = new TreeMap<>();
        for (String name : read.stringPropertyNames()) {
            if (!name.equals("bootstrap.servers")) {
                settings.put(name, read.getProperty(name).strip());
            }
        }
        return new Connection(servers, settings);
    }

    /// Settings for any Kafka client.
    public Properties client() {
        Properties all = new Properties();
        settings.forEach(all::setProperty);
        all.setProperty("bootstrap.servers", servers);
        return all;
    }

    /// Without the settings: they may hold secrets.
    @Override
    public String toString() {
        return "Kafka at " + servers + (settings.isEmpty() ? "" : " (with client settings)");
    }
}
