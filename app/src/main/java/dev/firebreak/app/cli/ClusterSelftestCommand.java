package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.Says;
import dev.firebreak.app.cluster.SelfTest;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.ProblemText;
import dev.firebreak.formats.json.JsonWriter;
import dev.firebreak.stream.trial.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cluster selftest`: the same input through one process and through a cluster of which a part is killed.
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tries out whether a cluster finds what one process finds, each once, although a TaskManager is killed.",
            "It starts a cluster of its own in a temporary folder and sends it made-up logs, inventories and questions. Takes about two minutes; needs about 4 GB of memory."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the same findings, each once",
            "1:a finding is missing, wrong or came twice",
            "2:the test could not be run"
        })
public final class ClusterSelftestCommand implements Callable<Integer> {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "From which the input is made (default: 1).")
    long seed;

    @Option(
            names = "--lines",
            paramLabel = "N",
            converter = Arguments.Positive.class,
            defaultValue = "4000",
            description = "Lines of each of the 24 logs (default: 4000).")
    int lines;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Option(names = "--keep", description = "Keep the folder with the logs of the processes.")
    boolean keep;

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        try {
            Path folder = Files.createTempDirectory("firebreak-selftest");
            SelfTest.Result result = run(folder, err);
            out.println(json ? json(result) : said(result, output.language()));
            out.flush();
            if (keep || !result.passed()) {
                err.println(
                        output.language()
                                        .of(
                                                "The logs of the processes are in ",
                                                "Die Protokolle der Prozesse liegen in ")
                                + folder);
            } else {
                delete(folder);
            }
            return result.passed() ? 0 : 1;
        } catch (ClusterException e) {
            err.println(ProblemText.message(e.message(output.language()), output.language()));
            return ExitCodes.USAGE;
        } catch (IOException e) {
            err.println(ErrorText.of(e, output.language()));
            return ExitCodes.USAGE;
        }
    }

    private SelfTest.Result run(Path folder, PrintWriter err) throws IOException {
        ClusterLibraries libraries = ClusterLibraries.named();
        Says says = Says.in(output.language(), err::println);
        try (Cluster cluster = Cluster.open(folder, libraries, says)) {
            try {
                return new SelfTest(cluster, libraries, says)
                        .run(seed, new Trial.Size(24, lines, 200, 400, 300));
            } finally {
                cluster.down();
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }

    private static String json(SelfTest.Result r) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("passed", r.passed());
        all.put("seed", r.seed());
        all.put("taskManagers", r.taskManagers());
        all.put("killed", r.killed());
        all.put("observations", r.observations());
        all.put("expected", r.expected());
        all.put("found", r.found());
        all.put("unexpected", r.unexpected());
        all.put("doubled", r.doubled());
        all.put("recoveryMillis", r.recoveryMillis());
        all.put("differences", r.differences());
        return JsonWriter.pretty(all);
    }

    private static String said(SelfTest.Result r, Language language) {
        StringBuilder text = new StringBuilder();
        text.append(
                r.passed()
                        ? language.of("passed", "bestanden")
                        : language.of("FAILED", "NICHT BESTANDEN"));
        text.append(
                language.of(
                                ": %d TaskManagers, %d of them killed; %d findings expected, %d found, %d unexpected, %d doubled; the job ran again after %d ms",
                                ": %d TaskManager, davon %d abgebrochen; %d Befunde erwartet, %d gefunden, %d unerwartet, %d doppelt; der Job lief nach %d ms wieder")
                        .formatted(
                                r.taskManagers(),
                                r.killed(),
                                r.expected(),
                                r.found(),
                                r.unexpected(),
                                r.doubled(),
                                r.recoveryMillis()));
        r.differences().forEach(d -> text.append('\n').append(d));
        return text.toString();
    }
}
