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

/// What `cluster selftest --lines 1000` does: real processes, one of them killed in the middle. With this seed questions change
/// while their look-backs wait.
class SelfTestIT {
    private static final long SEED = 1;
    private static final Trial.Size SIZE = new Trial.Size(24, 1000, 200, 400, 300);

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
            assertThat(result.expected()).isGreaterThan(10_000);
            assertThat(result.taskManagers()).isEqualTo(2);
            assertThat(result.killed()).isEqualTo(1);
            assertThat(result.found()).isEqualTo(result.expected());
            assertThat(result.unexpected()).isZero();
            assertThat(result.doubled()).isZero();
        }
    }
}
