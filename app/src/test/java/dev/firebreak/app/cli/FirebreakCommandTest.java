package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FirebreakCommandTest {
    @Test
    void everyCommandCanBeCalledByTheNameThatItsAnnotationGives() {
        CommandLine all = FirebreakCommand.commandLine("--help");
        assertThat(all.getSubcommands()).hasSizeGreaterThan(10);
        all.getSubcommands()
                .forEach(
                        (name, command) -> {
                            assertThat(command.getCommandName()).isEqualTo(name);
                            assertThat(FirebreakCommand.commandLine(name).getSubcommands())
                                    .containsOnlyKeys(name);
                        });
    }

    @Test
    void helpListsTheCommandsAndAnUnknownOneIsRefused() {
        assertThat(Cli.run("--help").out())
                .contains("check")
                .contains("serve")
                .doesNotContain("warm-up");
        Cli unknown = Cli.run("chek");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("chek");
    }

    /// The list of commands shows the first line of each only.
    @Test
    void theListOfCommandsShowsWholeSentences() {
        eachBelow(
                FirebreakCommand.commandLine("--help"),
                command -> {
                    String[] said = command.getCommandSpec().usageMessage().description();
                    assertThat(said).as(command.getCommandName()).isNotEmpty();
                    assertThat(said[0]).as(command.getCommandName()).endsWith(".");
                });
    }

    private static void eachBelow(CommandLine parent, Consumer<CommandLine> look) {
        for (CommandLine command : parent.getSubcommands().values()) {
            look.accept(command);
            eachBelow(command, look);
        }
    }
}
