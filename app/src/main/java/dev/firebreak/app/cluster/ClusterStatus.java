package dev.firebreak.app.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is there of a cluster at one moment.
///
/// @param kafka `host:port`, whether somebody answers there or not
/// @param web Flink's page
/// @param overview absent when Flink does not answer
public record ClusterStatus(
        Path folder,
        List<Process> processes,
        String kafka,
        boolean kafkaAnswers,
        URI web,
        FlinkRest.@Nullable Overview overview,
        List<FlinkRest.Job> jobs) {
    public ClusterStatus {
        processes = List.copyOf(processes);
        jobs = List.copyOf(jobs);
    }

    /// @param metrics page in Prometheus form, absent where there is none
    public record Process(String name, long pid, boolean alive, Path log, @Nullable URI metrics) {
        static Process of(Child child, Path log) {
            int port = child.metricsPort();
            return new Process(
                    child.name(),
                    child.pid(),
                    child.alive(),
                    log,
                    port == 0
                            ? null
                            : URI.create("http://" + Ports.LOOPBACK + ":" + port + "/metrics"));
        }
    }

    /// Whether all that was started is alive and answers.
    public boolean whole() {
        return !processes.isEmpty()
                && processes.stream().allMatch(Process::alive)
                && kafkaAnswers
                && overview != null;
    }

    /// As maps and lists, in the order of docs/reference/commands.md.
    public Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("folder", folder.toString());
        all.put("whole", whole());
        List<Object> each = new ArrayList<>();
        for (Process process : processes) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", process.name());
            one.put("pid", process.pid());
            one.put("alive", process.alive());
            one.put("log", process.log().toString());
            if (process.metrics() != null) {
                one.put("metrics", process.metrics().toString());
            }
            each.add(one);
        }
        all.put("processes", each);
        all.put("kafka", kafka);
        all.put("kafkaAnswers", kafkaAnswers);
        all.put("web", web.toString());
        FlinkRest.Overview flink = overview;
        if (flink != null) {
            all.put("taskManagers", flink.taskManagers());
            all.put("slots", flink.slots());
            all.put("freeSlots", flink.free());
        }
        List<Object> running = new ArrayList<>();
        for (FlinkRest.Job job : jobs) {
            running.add(Map.of("id", job.id(), "name", job.name(), "state", job.state()));
        }
        all.put("jobs", running);
        return all;
    }
}
