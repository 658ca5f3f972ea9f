package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterStatus;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.text.Language;
import dev.firebreak.formats.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cluster status`: what runs.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says which processes and jobs run, and where their logs and metrics are.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that was started is alive and answers",
            "1:something is not, or nothing was started",
            "2:wrong usage, or no cluster"
        })
public final class ClusterStatusCommand implements Callable<Integer> {
    @Mixin ClusterOption place = new ClusterOption();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        return place.with(spec.commandLine(), false, json, this::status);
    }

    private int status(Cluster cluster) throws IOException {
        ClusterStatus status = cluster.status();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(JsonWriter.pretty(status.json()));
        } else {
            text(status, place.language(), out);
        }
        return status.whole() ? 0 : 1;
    }

    private static void text(ClusterStatus status, Language language, PrintWriter out) {
        out.println(language.of("Folder  ", "Ordner  ") + status.folder());
        if (status.processes().isEmpty()) {
            out.println(
                    language.of(
                            "Nothing runs; firebreak cluster up starts it.",
                            "Es läuft nichts; „firebreak cluster up“ startet den Cluster."));
            return;
        }
        for (ClusterStatus.Process process : status.processes()) {
            out.printf(
                    language.of(
                            "%-15s process %-8d %-6s log %s%s%n",
                            "%-15s Prozess %-8d %-9s Protokoll %s%s%n"),
                    process.name(),
                    process.pid(),
                    process.alive()
                            ? language.of("alive", "läuft")
                            : language.of("DEAD", "BEENDET"),
                    process.log(),
                    process.metrics() == null
                            ? ""
                            : language.of(", metrics ", ", Messwerte ") + process.metrics());
        }
        String silent = language.of("  DOES NOT ANSWER", "  ANTWORTET NICHT");
        out.println("Kafka   " + status.kafka() + (status.kafkaAnswers() ? "" : silent));
        FlinkRest.Overview flink = status.overview();
        if (flink == null) {
            out.println("Flink   " + status.web() + silent);
        } else {
            out.printf(
                    language.of(
                            "Flink   %s  %d TaskManagers, %d slots, %d of them free%n",
                            "Flink   %s  %d TaskManager, %d Slots, davon %d frei%n"),
                    status.web(),
                    flink.taskManagers(),
                    flink.slots(),
                    flink.free());
        }
        for (FlinkRest.Job job : status.jobs()) {
            out.printf("Job     %s %s %s%n", job.id(), job.state(), job.name());
        }
    }
}
