package dev.firebreak.app.cli;

import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.ProblemText;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What `import` and `ship` do alike: look whether the paths are there, take them while a line tells how far it is, and print
/// what could not be used.
final class Taking {
    /// Problems that are printed; the rest is counted.
    private static final int MAX_PRINTED = 50;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Language language;

    Taking(PrintWriter out, PrintWriter err, Language language) {
        this.out = out;
        this.err = err;
        this.language = language;
    }

    /// What came of it.
    ///
    /// @param refused files that could not be used
    record Taken(String said, long refused) {}

    /// The work itself.
    interface Work {
        /// @param problems takes what cannot be used; all of it is printed afterwards
        Taken take(ProgressLine progress, List<Problem> problems) throws IOException;
    }

    /// @param whatNow what to do after it broke off, in plain words
    /// @return the exit code
    int run(List<Path> paths, String whatNow, Work work) {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                err.println(ProblemText.message(path + ": no such file or folder", language));
                return ExitCodes.USAGE;
            }
        }
        ProgressLine progress = new ProgressLine(err, language, System::nanoTime);
        List<Problem> problems = new ArrayList<>();
        try {
            Taken taken = work.take(progress, problems);
            progress.done();
            print(problems);
            out.println(taken.said());
            out.flush();
            boolean leftOut =
                    problems.stream().anyMatch(p -> p.severity() != Problem.Severity.NOTE);
            return taken.refused() > 0 || leftOut ? ExitCodes.USAGE : 0;
        } catch (IOException e) {
            progress.done();
            print(problems);
            err.println(ErrorText.of(e, language));
            err.println(whatNow);
            return ExitCodes.USAGE;
        }
    }

    private void print(List<Problem> problems) {
        problems.stream()
                .limit(MAX_PRINTED)
                .forEach(p -> err.println(ProblemText.line(p, language)));
        if (problems.size() > MAX_PRINTED) {
            err.println(
                    (problems.size() - MAX_PRINTED)
                            + language.of(" more remarks", " weitere Hinweise"));
        }
    }
}
