package dev.firebreak.bench;

import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.formats.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the time of checkpoints goes: for each task how long its barrier was under way, and how long its own two parts took,
/// the largest of its instances each time, mean over the checkpoints looked at.
final class CheckpointParts {
    private static final List<List<String>> PARTS =
            List.of(
                    List.of("start_delay"),
                    List.of("alignment", "duration"),
                    List.of("checkpoint_duration", "sync"),
                    List.of("checkpoint_duration", "async"),
                    List.of("end_to_end_duration"));

    private final Map<String, double[]> sums = new LinkedHashMap<>();
    private long last = -1;
    private int seen;

    /// Looks at the newest completed checkpoint, once.
    void look(FlinkRest rest, String job) throws IOException {
        Json all = rest.get("v1/jobs/" + job + "/checkpoints");
        long id = number(all.at("latest", "completed"), List.of("id"));
        if (id < 0 || id == last) {
            return;
        }
        last = id;
        List<Map.Entry<String, double[]>> found = new ArrayList<>();
        try {
            for (Json vertex : rest.details(job).get("vertices").items()) {
                String path =
                        "v1/jobs/%s/checkpoints/details/%d/subtasks/%s"
                                .formatted(job, id, vertex.get("id").text());
                Json summary = rest.get(path).get("summary");
                double[] parts = new double[2 * PARTS.size()];
                for (int i = 0; i < PARTS.size(); i++) {
                    parts[2 * i] = number(summary, with(PARTS.get(i), "min"));
                    parts[2 * i + 1] = number(summary, with(PARTS.get(i), "max"));
                }
                found.add(Map.entry(vertex.get("name").text(), parts));
            }
        } catch (IOException _) {
            return; // it was one of the last ten only, and is no longer
        }
        seen++;
        for (Map.Entry<String, double[]> e : found) {
            double[] sum = sums.computeIfAbsent(e.getKey(), _ -> new double[2 * PARTS.size()]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += e.getValue()[i];
            }
        }
    }

    private static List<String> with(List<String> names, String last) {
        List<String> all = new ArrayList<>(names);
        all.add(last);
        return all;
    }

    private static long number(Json from, List<String> names) {
        BigDecimal number = from.at(names.toArray(String[]::new)).number();
        return number == null ? -1 : number.longValue();
    }

    void say() {
        System.out.printf(
                "parts of %d checkpoints, mean in ms of the quickest and the slowest instances: barrier under way, alignment, sync, async, all%n",
                seen);
        sums.forEach(
                (name, sum) -> {
                    System.out.printf("  %-40.40s", name);
                    for (int i = 0; i < sum.length; i += 2) {
                        System.out.printf(" %5.0f-%-5.0f", sum[i] / seen, sum[i + 1] / seen);
                    }
                    System.out.println();
                });
    }
}
