package dev.firebreak.app.cli;

import dev.firebreak.app.gate.GateCommand;
import dev.firebreak.app.text.Language;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/// The root of all commands.
///
/// The commands are not listed in the annotation: picocli would then load and examine every one at each start, which costs
/// more than reading a warning does. Only the one that is called is made; all of them for help.
@Command(
        name = "firebreak",
        mixinStandardHelpOptions = true,
        version = "firebreak 0.1.0",
        description = "Turns a warning about a trojanised program into an answer.",
        synopsisSubcommandLabel = "COMMAND")
public final class FirebreakCommand {
    private static final List<String> NAMES =
            List.of(
                    "check", "read", "import", "watch", "ask", "holders", "changes", "status",
                    "forget", "alias", "demo", "gate", "serve", "backup", "restore", "cluster",
                    "ship", "warm-up");

    @Mixin OutputOptions output = new OutputOptions();

    /// The command line for these arguments.
    public static CommandLine commandLine(String... args) {
        CommandLine root = new CommandLine(new FirebreakCommand());
        boolean known = args.length > 0 && NAMES.contains(args[0]);
        for (String name : known ? List.of(args[0]) : NAMES) {
            root.addSubcommand(name, command(name));
        }
        Language language = UsageText.language(args);
        if (language == Language.DE) {
            root.setHelpFactory(GermanHelp::new);
        }
        // --lang may stand before the command as well as behind it
        root.setDefaultValueProvider(
                arg ->
                        arg instanceof OptionSpec option && option.names()[0].equals("--lang")
                                ? language.code()
                                : null);
        return root;
    }

    private static Object command(String name) {
        return switch (name) {
            case "check" -> new CheckCommand();
            case "read" -> new ReadCommand();
            case "import" -> new ImportCommand();
            case "watch" -> new WatchCommand();
            case "ask" -> new AskCommand();
            case "holders" -> new HoldersCommand();
            case "changes" -> new ChangesCommand();
            case "status" -> new StatusCommand();
            case "forget" -> new ForgetCommand();
            case "alias" -> new AliasCommand();
            case "demo" -> new DemoCommand();
            case "gate" -> new GateCommand();
            case "serve" -> new ServeCommand();
            case "ship" -> new ShipCommand();
            case "backup" -> new BackupCommand();
            case "restore" -> new RestoreCommand();
            case "cluster" -> new ClusterCommand();
            case "warm-up" -> new WarmUpCommand();
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }
}
