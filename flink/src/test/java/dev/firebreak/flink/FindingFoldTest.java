package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Owner;
import dev.firebreak.stream.record.FindingRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class FindingFoldTest {
    /// @param what the part's route and whether it holds: `a+` or `a-`
    private static Tuple3<String, String, byte[]> part(String what) {
        Finding finding =
                new Finding(
                        "finding",
                        "question",
                        1,
                        new Owner("amt", "pc1"),
                        "d.example",
                        1,
                        1,
                        1,
                        1,
                        true,
                        true,
                        what.endsWith("+") ? Finding.State.OPEN : Finding.State.WITHDRAWN,
                        "dns.log",
                        0);
        byte[] record = new FindingRecord("question", finding, new byte[0]).encode();
        return Tuple3.of("finding", what.substring(0, 1), record);
    }

    /// @return what is told of the finding: whether it holds
    private static List<Boolean> told(String... parts) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        var folded =
                env.fromData(Arrays.stream(parts).map(FindingFoldTest::part).toList(), Shapes.PART)
                        .keyBy(t -> t.f0)
                        .connect(
                                env.fromData(List.of(new byte[0]), Shapes.BYTES)
                                        .filter(_ -> false)
                                        .broadcast(Shapes.NO_STATE))
                        .process(new FindingFold(), Shapes.KEYED);
        List<Boolean> told = new ArrayList<>();
        try (CloseableIterator<Tuple2<String, byte[]>> each = folded.executeAndCollect()) {
            each.forEachRemaining(
                    t ->
                            told.add(
                                    FindingRecord.decode(t.f1).finding().state()
                                            == Finding.State.OPEN));
        }
        return told;
    }

    @Test
    void whatChangesNothingIsNotToldAgain() throws Exception {
        assertThat(told("a+", "a+", "b+", "b+")).containsExactly(true, true);
    }

    @Test
    void aFindingHoldsForAsLongAsOnePartSaysSo() throws Exception {
        assertThat(told("a+", "b+", "a-", "b-").getLast()).isFalse();
        assertThat(told("a+", "b+", "a-").getLast()).isTrue();
    }
}
