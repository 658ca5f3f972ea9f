package dev.firebreak.app.cli;

import dev.firebreak.app.text.ProblemText;
import dev.firebreak.core.identity.Alias;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.input.Texts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `alias`: keeps a person's decision about a name, for `check --aliases`.
@Command(
        name = "alias",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keeps your decision whether an installed name is the product that a warning names.",
            "The decision is added to FILE (a CSV that you may also edit); give it to check with --aliases FILE."
        })
public final class AliasCommand implements Callable<Integer> {
    /// Largest alias file, in bytes.
    private static final int MAX_BYTES = 64 << 20;

    @Parameters(
            paramLabel = "FILE",
            description = "The alias file; it is made if it does not exist.")
    @SuppressWarnings("NullAway.Init")
    Path file;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    Decision decision;

    static final class Decision {
        @Option(names = "--same", description = "It is the product.")
        boolean same;

        @Option(names = "--other", description = "It is another product.")
        boolean other;
    }

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The name as inventories report it.")
    String name = "";

    @Option(
            names = "--publisher",
            paramLabel = "NAME",
            description =
                    "The publisher as inventories report it; * for any, left out if they report none.")
    @Nullable String publisher;

    @Option(
            names = "--product",
            required = true,
            paramLabel = "NAME",
            description = "The product as warnings name it.")
    String product = "";

    @Option(
            names = "--vendor",
            paramLabel = "NAME",
            description = "Its maker as warnings name it (default: any).")
    @Nullable String vendor;

    @Option(names = "--note", paramLabel = "TEXT", description = "Who decided, and why.")
    String note = "";

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Aliases aliases = Aliases.none();
        if (Files.exists(file)) {
            Aliases.Read read =
                    Aliases.read(
                            file.toString(), Texts.decode(Inputs.readAll(file, MAX_BYTES)).text());
            if (!read.problems().isEmpty()) {
                read.problems()
                        .forEach(
                                problem ->
                                        err.println(ProblemText.line(problem, output.language())));
                err.println(
                        output.language()
                                .of(
                                        "Nothing was written: mend the file first, so that no decision in it is lost.",
                                        "Es wurde nichts geschrieben: Bitte berichtigen Sie zuerst die Datei, damit keine"
                                                + " Entscheidung verloren geht."));
                return ExitCodes.USAGE;
            }
            aliases = read.aliases();
        }
        Alias alias = new Alias(decision.same, name, publisher, product, vendor, note);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, aliases.with(alias).toText());
        Files.move(
                fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        err.println(output.language().of("Decision kept in ", "Entscheidung vermerkt in ") + file);
        return ExitCodes.NOTHING_FOUND;
    }
}
