package dev.firebreak.app.cli;

import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.memory.TakeResult;
import dev.firebreak.app.text.Language;
import java.nio.file.Path;
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
        Language language = output.language();
        return new Taking(spec.commandLine().getOut(), spec.commandLine().getErr(), language)
                .run(
                        paths,
                        language.of(
                                "What was acknowledged before is kept; run the same import again.",
                                "Was zuvor best\u00e4tigt wurde, bleibt erhalten; starten Sie denselben Import erneut."),
                        (progress, problems) -> {
                            Memory memory = data.create();
                            TakeResult result =
                                    memory.take(paths, take.options(spec), progress, problems::add);
                            return new Taking.Taken(
                                    json
                                            ? MemoryText.json(result, problems.size())
                                            : MemoryText.said(result, language),
                                    result.refused());
                        });
    }
}
