package dev.firebreak.bench;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.stream.record.LogBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Made-up batches: look-ups of names whose frequency falls as it does in a real network, by many machines.
final class ClusterLoad {
    /// Observations to a record, as a shipper makes them.
    static final int BATCH = Integer.getInteger("batch", 2048);

    private static final int NAMES = 200_000;
    private static final int HOSTS = 100_000;
    private static final int MANY_HOSTS = 1_000_000;
    private static final int MANY_NAMES = 2_000_000;

    /// Prime, so that a machine's names differ.
    private static final int STEP = 39_989;

    private static final long BEGIN = 1_679_443_200_000_000L;

    private final Random random;
    private final String log;
    private long offset;
    private long sighting;

    ClusterLoad(long seed, String log) {
        this.random = new Random(seed);
        this.log = log;
    }

    static String name(int number) {
        return "n" + number + ".example";
    }

    /// A batch of ordinary traffic.
    LogBatch next() {
        int[] names = new int[BATCH];
        int[] hosts = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            // Few names take most look-ups: the rank falls with the cube of an even number.
            double u = random.nextDouble();
            names[i] = (int) (NAMES * u * u * u);
            hosts[i] = random.nextInt(HOSTS);
        }
        return batch(names, hosts);
    }

    /// A batch of sightings none of which came before: 50 names of each of a million machines, 2 million names in all. After
    /// 50 million they repeat.
    LogBatch distinct() {
        int[] names = new int[BATCH];
        int[] hosts = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            hosts[i] = (int) (sighting % MANY_HOSTS);
            long name = hosts[i] * 7L + sighting / MANY_HOSTS * STEP;
            names[i] = (int) (2L * NAMES + name % MANY_NAMES);
            sighting++;
        }
        return batch(names, hosts);
    }

    /// A batch in which machines number `from` and following all look up one name.
    LogBatch allOnOne(int name, int from) {
        int[] names = new int[BATCH];
        int[] hosts = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            names[i] = name;
            hosts[i] = from + i;
        }
        return batch(names, hosts);
    }

    private LogBatch batch(int[] names, int[] machines) {
        Map<Integer, Integer> things = new LinkedHashMap<>();
        Map<Integer, Integer> hosts = new LinkedHashMap<>();
        int[] thing = new int[BATCH];
        int[] host = new int[BATCH];
        long[] micros = new long[BATCH];
        long[] offsets = new long[BATCH];
        long from = offset;
        for (int i = 0; i < BATCH; i++) {
            thing[i] = number(things, names[i]);
            host[i] = number(hosts, machines[i]);
            micros[i] = BEGIN + offset * 10;
            offsets[i] = offset;
            offset += 80;
        }
        List<LogBatch.Thing> all = new ArrayList<>(things.size());
        things.keySet().forEach(n -> all.add(new LogBatch.Thing(ObservableType.DOMAIN, name(n))));
        return new LogBatch(
                "amt",
                log,
                log + ".log",
                from,
                offset,
                all,
                hosts.keySet().stream().map(n -> "pc" + n).toList(),
                thing,
                host,
                micros,
                offsets);
    }

    private static int number(Map<Integer, Integer> numbers, int key) {
        return numbers.computeIfAbsent(key, _ -> numbers.size());
    }
}
