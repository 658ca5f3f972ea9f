package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.Says;
import dev.firebreak.app.memory.DataFolder;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.ProblemText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which cluster a command works on.
final class ClusterOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data folder; the cluster lies below it in 'cluster' (default: the user data folder of the system, or FIREBREAK_DATA).")
    @Nullable Path data;

    @Mixin OutputOptions output = new OutputOptions();

    Language language() {
        return output.language();
    }

    /// The data folder.
    Path data() {
        return data != null ? data : DataFolder.standard(System.getenv(), System.getProperties());
    }

    /// The cluster's own folder in it.
    Path folder() {
        return data().resolve("cluster").toAbsolutePath().normalize();
    }

    /// What a command does with the cluster.
    interface Work {
        int on(Cluster cluster) throws IOException;
    }

    private String said(Exception e) {
        return switch (e) {
            case ClusterException known ->
                    ProblemText.message(known.message(language()), language());
            default -> ErrorText.of(e, language());
        };
    }

    /// Does the work, making the folder if `create` says so; what goes wrong is said in one line and code 2.
    int with(CommandLine commandLine, boolean create, boolean quiet, Work work) {
        PrintWriter out = commandLine.getOut();
        PrintWriter err = commandLine.getErr();
        Consumer<String> says =
                quiet
                        ? _ -> {}
                        : line -> {
                            out.println(line);
                            out.flush();
                        };
        try {
            if (!create && !Files.exists(folder().resolve("cluster.properties"))) {
                throw new ClusterException(
                        "no cluster in " + folder() + " yet; firebreak cluster up starts one",
                        "Noch kein Cluster in "
                                + folder()
                                + "; „firebreak cluster up“ startet einen.");
            }
            try (Cluster cluster =
                    Cluster.open(folder(), ClusterLibraries.named(), Says.in(language(), says))) {
                return work.on(cluster);
            }
        } catch (IllegalArgumentException | IOException e) {
            err.println(said(e));
            return ExitCodes.USAGE;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
