package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.app.cluster.Child;
import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What is left alone, what ends, and what is said when something cannot start.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ClusterEnding {
    private final LivingCluster living = ClusterIT.living();

    @Test
    @Order(1)
    void aProcessNumberThatWasGivenToAStrangerIsLeftAlone() throws Exception {
        Process stranger =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx32m",
                                Stranger.class.getName())
                        .directory(Path.of("target", "test-classes").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            Child child = living.cluster().child("taskmanager-1");
            Child recycled =
                    new Child(
                            child.name(),
                            stranger.pid(),
                            stranger.info().startInstant().orElseThrow(),
                            child.arguments(),
                            0);
            assertThat(recycled.alive()).isFalse();
            recycled.kill();
            assertThat(stranger.isAlive()).isTrue();
            Child rebooted =
                    new Child(
                            child.name(),
                            child.pid(),
                            child.started().minus(Duration.ofMinutes(1)),
                            child.arguments(),
                            0);
            assertThat(rebooted.alive()).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    @Order(2)
    void endingLeavesNothingRunningAndATakenPortIsSaid() throws IOException {
        assertThat(living.cluster().down()).isEqualTo(5);
        assertThat(living.cluster().children()).isEmpty();
        int port = Integer.parseInt(living.cluster().connection().servers().split(":", -1)[1]);
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> living.cluster().up(living.settings(), Topics.DEFAULT))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("port " + port + " for Kafka is taken")
                    .hasMessageContaining("--kafka-port");
        }
        assertThat(living.cluster().children()).isEmpty();
    }

    @Test
    @Order(3)
    void aProcessThatDiesAtItsStartIsShownWithItsLastLines() throws IOException {
        Path broken = living.folder().resolve("broken");
        try (Cluster other = Cluster.open(broken, living.libraries(), living.says())) {
            Files.createDirectories(broken.resolve("kafka"));
            Files.writeString(
                    broken.resolve("kafka").resolve("meta.properties"), "version=nonsense\n");
            assertThatThrownBy(() -> other.startKafka())
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("kafka died while Kafka was waited for")
                    .hasMessageContaining("meta.properties");
            other.down();
        }
    }
}
