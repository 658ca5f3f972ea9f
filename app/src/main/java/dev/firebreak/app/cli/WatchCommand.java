package dev.firebreak.app.cli;

import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.memory.Watch;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.ProblemText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `watch`: keeps taking in what appears or grows in folders.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Takes in what appears or grows in folders, until it is stopped; goes on where it was when started again.")
public final class WatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders.")
    List<Path> folders = List.of();

    @Mixin TakeMixin take = new TakeMixin();

    @Mixin DataOption data = new DataOption();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            converter = Arguments.Positive.class,
            defaultValue = "5",
            description = "Pause between two looks (default: 5).")
    int every = 5;

    @Option(names = "--once", description = "Look once and end.")
    boolean once;

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                err.println(ProblemText.message(folder + ": no such folder", output.language()));
                return ExitCodes.USAGE;
            }
        }
        try {
            Memory memory = data.create();
            Watch watch =
                    new Watch(
                            memory,
                            folders,
                            () -> take.options(spec),
                            p -> err.println(ProblemText.line(p, output.language())));
            boolean[] looked = {false};
            watch.run(
                    Duration.ofSeconds(once ? 0 : Math.max(1, every)),
                    () -> {
                        boolean first = !looked[0];
                        looked[0] = true;
                        return first || !once;
                    },
                    result -> {
                        out.println(MemoryText.said(result, output.language()));
                        out.flush();
                    });
            return 0;
        } catch (IOException e) {
            err.println(ErrorText.of(e, output.language()));
            return ExitCodes.USAGE;
        }
    }
}
