package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cluster topics`: creates the topics on a Kafka of one's own.
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Creates those topics that are not there yet on a Kafka of your own; on the cluster here, 'up' does it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all topics are there", "2:wrong usage, or Kafka refuses"})
public final class ClusterTopicsCommand implements Callable<Integer> {
    @Option(
            names = {"--kafka", "--bootstrap"},
            required = true,
            paramLabel = "SERVERS",
            description = "Kafka's brokers, host:port, separated by commas.")
    String kafka = "";

    @Option(
            names = "--client-settings",
            paramLabel = "FILE",
            description = "Kafka's client settings for TLS and SASL, as Java properties.")
    @Nullable Path clientSettings;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            converter = Arguments.Positive.class,
            defaultValue = "32",
            description = "Partitions of the topics that carry the load (default: 32).")
    int partitions = 32;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "firebreak",
            description = "Prefix of the topics (default: ${DEFAULT-VALUE}).")
    String prefix = "firebreak";

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Language language = output.language();
        try {
            Connection connection =
                    clientSettings == null
                            ? Connection.plain(kafka)
                            : Connection.of(kafka, clientSettings);
            List<String> created = Cluster.createTopics(connection, new Topics(prefix), partitions);
            out.println(
                    created.isEmpty()
                            ? language.of(
                                    "All topics were there already.", "Alle Topics waren schon da.")
                            : language.of("created ", "angelegt: ") + String.join(", ", created));
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, language));
            return ExitCodes.USAGE;
        }
    }
}
