package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasCommandTest {
    @TempDir Path folder;

    @Test
    void aDecisionIsAddedToTheFileAndEarlierOnesStay() throws IOException {
        Path file = folder.resolve("aliases.csv");
        assertThat(alias(file, "--same", "3CX Client").exitCode()).isZero();
        assertThat(alias(file, "--other", "3CX Phone").exitCode()).isZero();
        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("same,3CX Client"))
                .anyMatch(line -> line.startsWith("other,3CX Phone"));
    }

    @Test
    void aFileThatCannotBeReadWhollyIsNotOverwritten() throws IOException {
        Path file = folder.resolve("aliases.csv");
        String broken = "decision,name,publisher,product,vendor,note\nperhaps,A,,B,,\n";
        Files.writeString(file, broken);
        Cli run = alias(file, "--same", "3CX Client");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("line 2");
        assertThat(Files.readString(file)).isEqualTo(broken);
    }

    private static Cli alias(Path file, String decision, String name) {
        return Cli.run(
                "alias",
                file,
                decision,
                "--name",
                name,
                "--product",
                "3CX Desktop App",
                "--lang",
                "en");
    }
}
