package dev.firebreak.stream.trial;

import dev.firebreak.core.join.Finding;
import dev.firebreak.stream.flow.LocalRun;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Question;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// An input in the order in which it is sent: logs with repeated, overlapping and late batches, lists of software that
/// change, questions that come before, between and after what they ask about, are revised and taken back.
///
/// Questions of one id keep their order; so do lists of one machine. All names end in `.example`, addresses are those of
/// the documentation and of private networks.
///
/// @param seed it was made from
public record Trial(long seed, List<Step> steps) {
    /// Something to send.
    public sealed interface Step {}

    public record Batch(LogBatch batch) implements Step {}

    public record Report(InventoryReport report) implements Step {}

    public record Ask(Question question) implements Step {}

    /// How large a trial is.
    ///
    /// @param logs number of logs
    /// @param lines of each log
    /// @param hosts of each organisation
    /// @param machines that report their software
    /// @param questions that are asked
    public record Size(int logs, int lines, int hosts, int machines, int questions) {
        /// For a test that is over in seconds.
        public static final Size SMALL = new Size(6, 400, 12, 20, 30);
    }

    public Trial {
        steps = List.copyOf(steps);
    }

    public static Trial of(long seed, Size size) {
        Random random = new Random(seed);
        Estate estate = new Estate(random, size);
        List<List<Step>> lanes = new ArrayList<>();
        for (int i = 0; i < size.logs; i++) {
            lanes.add(estate.log(i));
        }
        for (int i = 0; i < size.machines; i++) {
            lanes.add(estate.machine(i));
        }
        for (int i = 0; i < size.questions; i++) {
            lanes.add(estate.question(i));
        }
        return new Trial(seed, shuffled(lanes, random));
    }

    /// Mixes the lanes, each of which keeps its order.
    private static List<Step> shuffled(List<List<Step>> lanes, Random random) {
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            for (int k = 0; k < lanes.get(i).size(); k++) {
                turns.add(i);
            }
        }
        Collections.shuffle(turns, random);
        int[] next = new int[lanes.size()];
        List<Step> steps = new ArrayList<>(turns.size());
        for (int lane : turns) {
            steps.add(lanes.get(lane).get(next[lane]++));
        }
        return steps;
    }

    /// What must be found, by the same flow in one process.
    public Map<String, FindingRecord> expected() {
        LocalRun run = new LocalRun();
        for (Step step : steps) {
            switch (step) {
                case Batch b -> run.logs(b.batch());
                case Report r -> run.inventory(r.report());
                case Ask a -> run.question(a.question());
            }
        }
        return run.findings();
    }

    /// What does not depend on the order in which things met: findings without those that were taken back (whether they
    /// were ever raised depends on it), and without the count of verdicts on a component.
    public static Map<String, Finding> settled(Map<String, FindingRecord> findings) {
        Map<String, Finding> settled = new TreeMap<>();
        findings.forEach(
                (id, record) -> {
                    Finding f = record.finding();
                    if (f.state() != Finding.State.WITHDRAWN) {
                        settled.put(
                                id,
                                new Finding(
                                        f.id(),
                                        f.indicator(),
                                        f.indicator().indexOf('#') < 0 ? f.revision() : 0,
                                        f.owner(),
                                        f.value(),
                                        f.first(),
                                        f.last(),
                                        f.count(),
                                        f.most(),
                                        f.sure(),
                                        f.complete(),
                                        f.state(),
                                        f.source(),
                                        f.offset()));
                    }
                });
        return settled;
    }

    /// Lines of the logs that are sent, repetitions not counted twice.
    public long observations() {
        return steps.stream().mapToLong(s -> s instanceof Batch b ? b.batch().size() : 0).sum();
    }
}
