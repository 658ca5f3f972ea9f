package dev.firebreak.app.cli;

import dev.firebreak.app.ship.Shipment;
import dev.firebreak.app.text.Language;
import dev.firebreak.stream.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ship`: sends inventories and logs to a cluster.
@Command(
        name = "ship",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends inventories and logs to Kafka, from where the join job takes them in.",
            "Safe to run twice: what is known already does not count again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was sent and is safe on the cluster",
            "2:wrong usage, the cluster does not take it, or something could not be used"
        })
public final class ShipCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files and folders: inventories and logs, told apart by content.")
    List<Path> paths = List.of();

    @Option(
            names = "--to",
            paramLabel = "kafka",
            defaultValue = "kafka",
            description = "Where to: kafka.")
    String to = "kafka";

    @Mixin KafkaOptions kafka = new KafkaOptions();

    @Mixin TakeMixin take = new TakeMixin();

    @Mixin DataOption data = new DataOption();

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Language language = output.language();
        if (!to.equals("kafka")) {
            throw new ParameterException(
                    spec.commandLine(), "--to " + to + ": only kafka is known");
        }
        return new Taking(spec.commandLine().getOut(), spec.commandLine().getErr(), language)
                .run(
                        paths,
                        language.of(
                                "What was acknowledged before is safe; send the same files again.",
                                "Was zuvor best\u00e4tigt wurde, ist sicher; senden Sie dieselben Dateien erneut."),
                        (progress, problems) -> {
                            try (Feed feed =
                                    new Feed(kafka.connection(data.folder()), kafka.topics())) {
                                Shipment.Result result =
                                        new Shipment(
                                                        feed,
                                                        data.folder().resolve("ship"),
                                                        problems::add)
                                                .ship(paths, take.options(spec), progress);
                                return new Taking.Taken(said(result, language), result.refused());
                            } catch (KafkaException e) {
                                throw new IOException(e.getMessage(), e);
                            }
                        });
    }

    private static String said(Shipment.Result r, Language language) {
        return language.of(
                "sent: %d logs with %d observations, %d lists of software; already sent: %d logs; not usable: %d files"
                        .formatted(r.logs(), r.observations(), r.lists(), r.known(), r.refused()),
                "gesendet: %d Protokolle mit %d Beobachtungen, %d Softwarelisten; schon gesendet: %d Protokolle; nicht verwendbar: %d Dateien"
                        .formatted(r.logs(), r.observations(), r.lists(), r.known(), r.refused()));
    }
}
