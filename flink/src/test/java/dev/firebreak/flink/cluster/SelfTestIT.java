package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.Says;
import dev.firebreak.app.cluster.SelfTest;
import dev.firebreak.app.text.Language;
import dev.firebreak.stream.trial.Trial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `cluster selftest` does, on a smaller input: real processes, one of them killed in the middle.
class SelfTestIT {
    private static final long SEED = 7;
    private static final Trial.Size SIZE = new Trial.Size(12, 1000, 60, 100, 120);

    @TempDir Path folder;

    @Test
    void aClusterWithAKilledTaskManagerFindsWhatOneProcessFindsAndNothingTwice() throws Exception {
        ClusterLibraries libraries = ClusterLibraries.in(Path.of("target/cluster"));
        try (Cluster cluster =
                Cluster.open(folder, libraries, Says.in(Language.EN, System.out::println))) {
            SelfTest.Result result;
            try {
                result =
                        new SelfTest(cluster, libraries, Says.in(Language.EN, System.out::println))
                                .run(SEED, SIZE);
            } finally {
                cluster.down();
            }
            assertThat(result.differences()).as("seed " + SEED).isEmpty();
            assertThat(result.expected()).isGreaterThan(1000);
            assertThat(result.taskManagers()).isEqualTo(2);
            assertThat(result.killed()).isEqualTo(1);
            assertThat(result.found()).isEqualTo(result.expected());
            assertThat(result.doubled()).isZero();
        }
    }
}
