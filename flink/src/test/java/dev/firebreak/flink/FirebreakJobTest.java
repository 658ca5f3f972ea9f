package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/// What the job says before it runs.
class FirebreakJobTest {
    @Test
    void withoutAFolderForCheckpointsItDoesNotStart() {
        assertThatThrownBy(() -> FirebreakJob.main(new String[] {"--bootstrap", "127.0.0.1:1"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("execution.checkpointing.dir");
    }

    @Test
    void withOneItDoes() {
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///checkpoints");
        assertThatCode(() -> FirebreakJob.requireCheckpoints(flink)).doesNotThrowAnyException();
    }

    @Test
    void resultsWaitSevenDaysForTheirCommitUnlessToldOtherwise() throws Exception {
        Settings usual = Settings.parse("--bootstrap", "none:1");
        assertThat(usual.transactionMillis()).isEqualTo(Duration.ofDays(7).toMillis());
        assertThat(usual.acceptLost()).isFalse();
        Settings told =
                Settings.parse(
                        "--bootstrap", "none:1", "--transaction-minutes", "15", "--lost", "accept");
        assertThat(told.transactionMillis()).isEqualTo(900_000);
        assertThat(told.acceptLost()).isTrue();
        Settings most = Settings.parse("--bootstrap", "none:1", "--transaction-minutes", "35791");
        assertThat(most.transactionMillis()).isPositive();
        assertThatThrownBy(() -> Settings.parse("--bootstrap", "none:1", "--lost", "yes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--lost");
    }
}
