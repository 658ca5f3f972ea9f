package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.app.text.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cluster submit`: runs the join.
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the join as a job on the cluster.",
            "It goes on from the newest checkpoint or savepoint of the jobs that ran here before. If none is left, only --fresh begins anew."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every part of the job runs", "2:wrong usage, or it did not start"})
public final class ClusterSubmitCommand implements Callable<Integer> {
    @Mixin ClusterOption place = new ClusterOption();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = Arguments.Positive.class,
            description = "Parallel parts (default: all slots of the cluster).")
    int parallelism;

    @Option(
            names = "--checkpoint-millis",
            paramLabel = "N",
            converter = Arguments.PositiveLong.class,
            description =
                    "Milliseconds between two checkpoints; answers are visible after the next (default: 500).")
    @Nullable Long checkpointMillis;

    @Option(
            names = "--retention-days",
            paramLabel = "N",
            converter = Arguments.Positive.class,
            description = "Days for which observations are kept (default: 548).")
    @Nullable Integer retentionDays;

    @Option(
            names = "--transaction-minutes",
            paramLabel = "N",
            converter = Arguments.Positive.class,
            description =
                    "Minutes for which Kafka keeps results that wait for their commit, and so how long the job may be away (default: 10080, seven days).")
    @Nullable Integer transactionMinutes;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "firebreak",
            description = "Prefix of the topics (default: ${DEFAULT-VALUE}).")
    String prefix = "firebreak";

    @Option(names = "--fresh", description = "Start with no state, whatever is there.")
    boolean fresh;

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description = "Start from this checkpoint or savepoint.")
    @Nullable String from;

    @Option(
            names = "--accept-lost",
            description =
                    "Go on although Kafka dropped results of the checkpoint that the job starts from.")
    boolean acceptLost;

    @Option(
            names = {"--kafka", "--bootstrap"},
            paramLabel = "SERVERS",
            description = "A Kafka other than the cluster's own, host:port.")
    @Nullable String kafka;

    @Option(
            names = "--client-settings",
            paramLabel = "FILE",
            description = "Kafka's client settings for TLS and SASL, as Java properties.")
    @Nullable Path clientSettings;

    @Option(
            names = "--print",
            description =
                    "Run nothing: print the line that submits the job to a Flink of your own.")
    boolean print;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        if (fresh && from != null) {
            spec.commandLine()
                    .getErr()
                    .println(
                            place.language()
                                    .of(
                                            "--fresh and --from exclude each other",
                                            "--fresh und --from schließen sich aus"));
            return ExitCodes.USAGE;
        }
        if (clientSettings != null && !Files.isReadable(clientSettings)) {
            spec.commandLine()
                    .getErr()
                    .println(
                            place.language().of("no readable file: ", "keine lesbare Datei: ")
                                    + clientSettings);
            return ExitCodes.USAGE;
        }
        return print ? printLine() : place.with(spec.commandLine(), false, false, this::submit);
    }

    private int submit(Cluster cluster) throws IOException {
        if (cluster.child("jobmanager") == null) {
            throw new ClusterException(
                    "the cluster does not run; firebreak cluster up starts it",
                    "Der Cluster läuft nicht; „firebreak cluster up“ startet ihn.");
        }
        JobRequest request =
                new JobRequest(
                        ClusterLibraries.named().job(),
                        null,
                        arguments(cluster.connection().servers()),
                        parallelism);
        JobRequest.Start start =
                fresh
                        ? new JobRequest.Start.Afresh()
                        : from != null
                                ? new JobRequest.Start.From(from)
                                : new JobRequest.Start.Newest();
        String id = cluster.job().submit(request, start, once());
        spec.commandLine()
                .getOut()
                .println(place.language().of("job " + id + " runs", "Job " + id + " läuft"));
        return 0;
    }

    private int printLine() {
        try {
            List<String> words = new ArrayList<>(List.of("flink", "run", "--detached"));
            if (parallelism > 0) {
                words.add("--parallelism");
                words.add(String.valueOf(parallelism));
            }
            if (from != null) {
                words.add("--fromSavepoint");
                words.add(from);
            }
            words.add(ClusterLibraries.named().job().toString());
            words.addAll(arguments("HOST:PORT"));
            words.addAll(once());
            spec.commandLine().getOut().println(String.join(" ", words));
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, place.language()));
            return ExitCodes.USAGE;
        }
    }

    private List<String> arguments(String own) {
        List<String> words = new ArrayList<>();
        words.add("--bootstrap");
        words.add(kafka == null ? own : kafka);
        words.add("--prefix");
        words.add(prefix);
        if (clientSettings != null) {
            words.add("--client-settings");
            words.add(clientSettings.toAbsolutePath().toString());
        }
        if (parallelism > 0) {
            words.add("--parallelism");
            words.add(String.valueOf(parallelism));
        }
        if (checkpointMillis != null) {
            words.add("--checkpoint-millis");
            words.add(String.valueOf(checkpointMillis));
        }
        if (retentionDays != null) {
            words.add("--retention-days");
            words.add(String.valueOf(retentionDays));
        }
        if (transactionMinutes != null) {
            words.add("--transaction-minutes");
            words.add(String.valueOf(transactionMinutes));
        }
        return words;
    }

    private List<String> once() {
        return acceptLost ? List.of("--lost", "accept") : List.of();
    }
}
