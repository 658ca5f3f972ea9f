package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How to reach Kafka.
final class KafkaOptions {
    @Option(
            names = {"--bootstrap", "--kafka"},
            paramLabel = "HOST:PORT",
            description =
                    "Kafka's brokers, separated by commas (default: the cluster that cluster up started).")
    @Nullable String bootstrap;

    @Option(
            names = "--client-settings",
            paramLabel = "FILE",
            description = "Kafka client settings for TLS and SASL, in the form of Java properties.")
    @Nullable Path settings;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "firebreak",
            description = "Prefix of the topics (default: firebreak).")
    String prefix = "firebreak";

    /// @param data folder below which a cluster started here keeps what it needs
    /// @throws IOException if the settings cannot be read, or no cluster is named and none runs here
    Connection connection(Path data) throws IOException {
        String servers = bootstrap;
        if (servers == null) {
            Connection here = Cluster.connectionIn(data.resolve("cluster"));
            if (here == null) {
                throw new IOException(
                        "no cluster was started in "
                                + data
                                + "; name Kafka's brokers with --bootstrap");
            }
            servers = here.servers();
        }
        return settings == null ? Connection.plain(servers) : Connection.of(servers, settings);
    }

    Topics topics() {
        return new Topics(prefix);
    }
}
