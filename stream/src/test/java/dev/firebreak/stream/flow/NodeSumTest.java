package dev.firebreak.stream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.stream.record.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSumTest {
    private static Node bucket(String id, long machines, boolean done, long state) {
        return new Node("q", 1, "me", id, 0, machines, done, false, state);
    }

    private static Progress sum(List<Node> reports) {
        Map<String, Node> known = new HashMap<>();
        NodeSum sum = NodeSum.begin(reports.getFirst());
        for (Node report : reports) {
            Node before = known.get(report.id());
            Node now = Node.decode(report.after(before).encode());
            sum = NodeSum.decode(sum.plus(now, before).encode());
            known.put(now.id(), now);
        }
        return sum.progress("q");
    }

    private static List<Node> reports() {
        return List.of(
                Node.branch("q", 1, "me", "", 1),
                Node.branch("q", 1, "me", "key", 2),
                bucket("key 0", 5, false, 1),
                bucket("key 0", 5, true, 1),
                bucket("key 1", 3, true, 1),
                bucket("key 1", 4, false, 2),
                bucket("key 1", 4, true, 2));
    }

    @Test
    void aQuestionIsCompleteWhenAllItsPartsAre() {
        Progress all = sum(reports());
        assertThat(all).isEqualTo(new Progress("q", 1, "me", 4, 4, 9, true, 0));
        assertThat(sum(reports().subList(0, 4)).complete()).isFalse();
        assertThat(sum(reports().subList(0, 6)).complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderInWhichReportsComeDoesNotMatterInTheEnd(long seed) {
        List<Node> shuffled = new ArrayList<>(reports());
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(sum(shuffled)).isEqualTo(sum(reports()));
    }

    @Test
    void whatHadNoRoomKeepsTheAnswerOpenForGood() {
        List<Node> reports = new ArrayList<>(reports());
        reports.add(bucket("key 1", 4, true, 2).refusing());
        reports.add(bucket("key 1", 4, true, 2));
        Progress refused = sum(reports);
        assertThat(refused.complete()).isFalse();
        assertThat(refused.refused()).isEqualTo(1);
        assertThat(refused.ended()).isTrue();
    }
}
