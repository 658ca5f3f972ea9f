package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1024})
    void oneMarkGoesToEachTask(int tasks) {
        String[] keys = Marks.keys(FirebreakJob.MAX_PARALLELISM, tasks);
        for (int i = 0; i < tasks; i++) {
            assertThat(
                            KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                    keys[i], FirebreakJob.MAX_PARALLELISM, tasks))
                    .isEqualTo(i);
        }
    }
}
