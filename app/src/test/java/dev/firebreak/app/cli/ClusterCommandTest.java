package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said without a cluster; those that run are tested in module flink.
class ClusterCommandTest {
    @TempDir Path folder;

    @Test
    void withoutAClusterTheOtherCommandsSayHowToStartOne() {
        for (String command : new String[] {"status", "submit", "savepoint", "cancel", "down"}) {
            Cli run = Cli.run("cluster", command, "--data", folder);
            assertThat(run.exitCode()).as(command).isEqualTo(2);
            assertThat(run.err()).as(command).contains("no cluster in").contains("cluster up");
        }
        assertThat(folder.resolve("cluster")).doesNotExist();
    }

    @Test
    void askedForGermanTheySpeakGerman() {
        for (String command : new String[] {"status", "submit", "savepoint", "cancel", "down"}) {
            Cli run = Cli.run("cluster", command, "--data", folder, "--lang", "de");
            assertThat(run.exitCode()).as(command).isEqualTo(2);
            assertThat(run.err()).as(command).startsWith("Noch kein Cluster in ");
        }
        Cli run =
                Cli.run(
                        "cluster", "submit", "--data", folder, "--lang", "de", "--fresh", "--from",
                        "x");
        assertThat(run.err()).contains("--fresh und --from schließen sich aus");
    }

    @Test
    void withoutTheLibrariesStartingSaysHowToBuildThem() {
        Cli run = Cli.run("cluster", "up", "--data", folder);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("scripts/build-cluster");
    }

    @Test
    void shippingWithoutAKafkaAsksForOne() {
        Cli run = Cli.run("ship", "--data", folder, folder);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--bootstrap");
    }

    @Test
    void contradictingStartsOfTheJobAreRefused() {
        Cli run = Cli.run("cluster", "submit", "--data", folder, "--fresh", "--from", "x");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("exclude each other");
    }

    @Test
    void deadLettersWithoutAKafkaAskForOne() {
        Cli run = Cli.run("cluster", "dead-letters", "--data", folder);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--bootstrap");
    }

    @Test
    void kafkaMayBeNamedWithEitherWord() {
        for (String name : new String[] {"--kafka", "--bootstrap"}) {
            Cli run =
                    Cli.run(
                            "cluster",
                            "topics",
                            name,
                            "127.0.0.1:1",
                            "--client-settings",
                            folder.resolve("no-such-file"));
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("no-such-file");
            Cli shipped =
                    Cli.run(
                            "ship",
                            name,
                            "127.0.0.1:1",
                            "--client-settings",
                            folder.resolve("no-such-file"),
                            "--data",
                            folder,
                            folder);
            assertThat(shipped.err()).contains("no-such-file");
        }
    }
}
