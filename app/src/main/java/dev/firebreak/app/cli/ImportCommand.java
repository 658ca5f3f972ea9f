package dev.firebreak.app.cli;

import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.memory.TakeResult;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `import`: takes inventories and logs into the memory.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes inventories and logs into the memory, from which ask then answers without reading them again.",
            "Safe to run twice: what is known already, under whatever name, does not count again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was taken in",
            "2:wrong usage, or something could not be used; the rest was taken in"
        })
public final class ImportCommand implements Callable<Integer> {
    /// Problems that are printed; the rest is counted.
    private static final int MAX_PRINTED = 50;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files and folders: inventories and logs, told apart by content.")
    List<Path> paths = List.of();

    @Mixin TakeMixin take = new TakeMixin();

    @Mixin DataOption data = new DataOption();

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Language language = output.language();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                err.println(
                        path
                                + ": "
                                + language.of(
                                        "no such file or folder",
                                        "Datei oder Ordner gibt es nicht"));
                return ExitCodes.USAGE;
            }
        }
        ProgressLine progress = new ProgressLine(err, language, System::nanoTime);
        List<Problem> problems = new ArrayList<>();
        try {
            Memory memory = data.create();
            TakeResult result = memory.take(paths, take.options(spec), progress, problems::add);
            progress.done();
            print(problems, err, language);
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    json
                            ? MemoryText.json(result, problems.size())
                            : MemoryText.said(result, language));
            out.flush();
            return result.refused() > 0 ? ExitCodes.USAGE : 0;
        } catch (IOException e) {
            progress.done();
            print(problems, err, language);
            err.println(e.getMessage());
            err.println(
                    language.of(
                            "What was acknowledged before is kept; run the same import again.",
                            "Was zuvor best\u00e4tigt wurde, bleibt erhalten; starten Sie denselben Import erneut."));
            return ExitCodes.USAGE;
        }
    }

    static void print(List<Problem> problems, PrintWriter err, Language language) {
        problems.stream()
                .limit(MAX_PRINTED)
                .forEach(
                        p ->
                                err.println(
                                        Terminal.plain(
                                                p.source()
                                                        + (p.where().isEmpty()
                                                                ? ""
                                                                : ", " + p.where())
                                                        + ": "
                                                        + p.reason())));
        if (problems.size() > MAX_PRINTED) {
            err.println(
                    (problems.size() - MAX_PRINTED)
                            + language.of(" more remarks", " weitere Hinweise"));
        }
    }
}
