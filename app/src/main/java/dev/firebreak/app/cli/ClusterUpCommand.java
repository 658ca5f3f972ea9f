package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterSettings;
import dev.firebreak.app.cluster.ClusterStatus;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.formats.json.JsonWriter;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cluster up`: starts what does not run yet.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts Kafka, a JobManager and TaskManagers that do not run yet.",
            "Creates the topics, and runs the job again from its newest checkpoint if it ran before.",
            "Sizes and ports are remembered; what is not given is as at the last start."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything runs", "2:wrong usage, or something did not start"})
public final class ClusterUpCommand implements Callable<Integer> {
    private static final int USUAL_KAFKA_PORT = 9092;
    private static final int USUAL_WEB_PORT = 8081;

    @Mixin ClusterOption place = new ClusterOption();

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            converter = Arguments.Positive.class,
            description = "Processes that do the work (default: 2).")
    @Nullable Integer taskManagers;

    @Option(
            names = "--slots",
            paramLabel = "N",
            converter = Arguments.Positive.class,
            description = "Parallel parts of the job in each of them (default: 1).")
    @Nullable Integer slots;

    @Option(
            names = "--task-manager-memory",
            paramLabel = "MB",
            converter = Arguments.Positive.class,
            description = "Memory of each TaskManager, the whole process (default: 1200).")
    @Nullable Integer taskManagerMemory;

    @Option(
            names = "--job-manager-memory",
            paramLabel = "MB",
            converter = Arguments.Positive.class,
            description = "Memory of the JobManager, the whole process (default: 700).")
    @Nullable Integer jobManagerMemory;

    @Option(
            names = "--kafka-memory",
            paramLabel = "MB",
            converter = Arguments.Positive.class,
            description = "Heap of Kafka (default: 256; the process takes about 150 more).")
    @Nullable Integer kafkaMemory;

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            converter = Arguments.Port.class,
            description = "Port of Kafka (default: 9092; 0 picks a free one).")
    @Nullable Integer kafkaPort;

    @Option(
            names = "--web-port",
            paramLabel = "N",
            converter = Arguments.Port.class,
            description = "Port of Flink's web page (default: 8081; 0 picks a free one).")
    @Nullable Integer webPort;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            converter = Arguments.Positive.class,
            description =
                    "Partitions of the topics that carry the load, when they are created (default: 4).")
    @Nullable Integer partitions;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "firebreak",
            description = "Prefix of the topics (default: ${DEFAULT-VALUE}).")
    String prefix = "firebreak";

    @Option(names = "--json", description = "Print the state afterwards as JSON.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        return place.with(spec.commandLine(), true, json, this::up);
    }

    private int up(Cluster cluster) throws IOException {
        ClusterSettings before = cluster.settings();
        ClusterSettings wanted =
                new ClusterSettings(
                        or(taskManagers, before.taskManagers()),
                        or(slots, before.slots()),
                        or(kafkaPort, or(before.kafkaPort(), USUAL_KAFKA_PORT)),
                        or(webPort, or(before.webPort(), USUAL_WEB_PORT)),
                        or(kafkaMemory, before.kafkaHeap()),
                        or(jobManagerMemory, before.jobManagerMemory()),
                        or(taskManagerMemory, before.taskManagerMemory()),
                        or(partitions, before.partitions()),
                        before.checkpointMillis());
        int started = cluster.up(wanted, new Topics(prefix));
        ClusterStatus status = cluster.status();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(JsonWriter.pretty(status.json()));
            return 0;
        }
        if (started == 0) {
            out.println(
                    place.language()
                            .of("The cluster was already running.", "Der Cluster lief schon."));
        }
        out.println("Kafka        " + status.kafka());
        out.println("Flink        " + status.web());
        out.println(place.language().of("Folder       ", "Ordner       ") + status.folder());
        if (status.jobs().stream().allMatch(FlinkRest.Job::over)) {
            out.println(
                    place.language().of("Next         ", "Weiter mit   ")
                            + "firebreak cluster submit");
        }
        return 0;
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private static int or(int remembered, int usual) {
        return remembered == 0 ? usual : remembered;
    }
}
