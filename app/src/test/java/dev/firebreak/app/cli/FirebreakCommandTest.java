package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
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
}
