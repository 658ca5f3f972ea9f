package dev.firebreak.bench;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.stream.record.LogBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The join on Kafka and Flink beside the same join in one process.
///
/// Arguments: folder of the cluster's libraries, folder to work in, parts to be measured (separated by commas: `rates`,
/// `fill`, `lookback`, `hot`, `recovery`), observations, TaskManagers, machines on one key, seed.
final class ClusterBench {
    private static final int LOGS = 16;
    private static final int EMBEDDED_BATCHES = 400;
    private static final int LOOK_BACK_ROUNDS = Integer.getInteger("rounds", 2);

    private ClusterBench() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        Set<String> parts = Set.of(args[2].split(","));
        long observations = Long.parseLong(args[3]);
        int taskManagers = Integer.parseInt(args[4]);
        int hot = Integer.parseInt(args[5]);
        long seed = Long.parseLong(args[6]);
        ClusterLibraries libraries = ClusterLibraries.in(Path.of(args[0]));
        // A folder may be gone on with: logs and questions of a run are told from those before.
        String id = Long.toString(System.currentTimeMillis(), 36) + "-";
        List<ClusterLoad> loads = new ArrayList<>();
        for (int i = 0; i < LOGS; i++) {
            loads.add(new ClusterLoad(seed + i, id + i));
        }
        Turn turn = new Turn(loads);
        double embedded = parts.contains("rates") ? embedded(loads, seed) : 0;
        try (Cluster cluster =
                Cluster.open(folder, libraries, (said, _) -> System.err.println(said))) {
            ClusterRun run =
                    new ClusterRun(
                            cluster, libraries, folder, Long.getLong("checkpoint.millis", 500));
            try {
                measure(
                        run,
                        parts,
                        turn,
                        new Sizes(observations, taskManagers, hot, seed),
                        id,
                        embedded);
            } finally {
                cluster.down();
            }
        }
    }

    private record Sizes(long observations, int taskManagers, int hot, long seed) {}

    /// Batches of the logs in turn.
    private static final class Turn implements ClusterRates.Batches {
        private final List<ClusterLoad> loads;
        private int next;

        Turn(List<ClusterLoad> loads) {
            this.loads = loads;
        }

        @Override
        public synchronized LogBatch next() {
            return loads.get(next++ % loads.size()).next();
        }
    }

    private static double embedded(List<ClusterLoad> loads, long seed) {
        List<LogBatch> batches = new ArrayList<>();
        List<ClusterLoad> own = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            own.add(new ClusterLoad(seed + i, "embedded-" + i));
        }
        Turn turn = new Turn(own);
        for (int i = 0; i < EMBEDDED_BATCHES; i++) {
            batches.add(turn.next());
        }
        return ClusterRates.embedded(batches);
    }

    private static void measure(
            ClusterRun run, Set<String> parts, Turn turn, Sizes sizes, String id, double embedded)
            throws Exception {
        ClusterRates rates = new ClusterRates(run);
        long batches = sizes.observations / ClusterLoad.BATCH;
        run.up(parts.contains("rates") ? 1 : sizes.taskManagers);
        if (parts.contains("rates")) {
            rates.send(turn, batches);
            for (int n = 1; n <= sizes.taskManagers; n++) {
                run.up(n);
                double rate = rates.fromKafka(n);
                System.out.printf(
                        "cluster : embedded, per CPU-second = 1 : %.1f%n", embedded / rate);
                if (n < sizes.taskManagers) {
                    run.cancel();
                }
            }
        } else if (parts.contains("fill")) {
            ClusterLoad fill = new ClusterLoad(sizes.seed, id + "fill");
            rates.send(fill::distinct, batches);
            rates.fromKafka(sizes.taskManagers);
        } else if (run.cluster().job().id() == null) {
            run.submit();
        }
        LookBacks looks = new LookBacks(run, id);
        if (parts.contains("lookback")) {
            for (int i = 0; i < LOOK_BACK_ROUNDS; i++) {
                looks.besideFullLoad(turn, sizes.seed + i, "round" + i + "-");
            }
        }
        if (parts.contains("recovery")) {
            rates.recovery(turn);
        }
        if (parts.contains("hot") && sizes.hot > 0) {
            looks.hotKey(turn, new ClusterLoad(sizes.seed, id + "hot"), sizes.hot);
        }
    }
}
