package dev.firebreak.app.gate;

import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.examine.Examiner;
import dev.firebreak.gate.judge.Verdict;
import dev.firebreak.gate.report.JsonReport;
import dev.firebreak.gate.report.TextReport;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gate examine`: judges one release.
@Command(
        name = "examine",
        mixinStandardHelpOptions = true,
        description = {
            "Examines a release and prints RELEASE, HOLD or DENY with the reasons.",
            "The content is judged; waiting time and rings apply in \"gate watch\"."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:RELEASE", "1:HOLD or DENY", "2:wrong usage or unreadable input"})
public final class ExamineCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NEW", description = "The release: installer, package or archive.")
    @SuppressWarnings("NullAway.Init")
    Path release;

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "The release before it, to compare with.")
    @Nullable Path against;

    @Option(names = "--json", description = "Print JSON (docs/reference/gate.md).")
    boolean json;

    @Option(names = "--all", description = "Print also what is told only for the record.")
    boolean all;

    @Option(
            names = "--lang",
            paramLabel = "de|en",
            description = "Language of the output (default: the system's).")
    @Nullable String language;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (Path file : against == null ? new Path[] {release} : new Path[] {release, against}) {
            if (!Files.isRegularFile(file)) {
                spec.commandLine()
                        .getErr()
                        .println(
                                file + ": " + (Files.exists(file) ? "not a file" : "no such file"));
                return GateCommand.USAGE;
            }
        }
        Examination e = new Examiner(Limits.DEFAULT, null).examine(release, against);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonReport.print(e, all));
        } else {
            boolean german =
                    "de".equals(language)
                            || language == null && Language.ofEnvironment() == Language.DE;
            out.print(TextReport.print(e, german, Terminal.wantsColours(System.getenv()), all));
        }
        out.flush();
        return e.judgement().verdict() == Verdict.RELEASE ? GateCommand.RELEASED : GateCommand.HELD;
    }
}
