package dev.firebreak.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Flink's processes: one JobManager that plans, TaskManagers that work.
final class FlinkProcesses {
    static final String JOB_MANAGER = "jobmanager";
    static final String TASK_MANAGER = "taskmanager-";

    /// What Flink's serialisers and its program loader reach into; the list of its own start scripts.
    private static final List<String> OPENED =
            List.of(
                    "java.base/java.lang",
                    "java.base/java.net",
                    "java.base/java.io",
                    "java.base/java.nio",
                    "java.base/sun.nio.ch",
                    "java.base/java.lang.reflect",
                    "java.base/java.text",
                    "java.base/java.time",
                    "java.base/java.util",
                    "java.base/java.util.concurrent",
                    "java.base/java.util.concurrent.atomic",
                    "java.base/java.util.concurrent.locks");

    private final ClusterFolder folder;
    private final Launcher launcher;
    private final ClusterSettings settings;

    FlinkProcesses(ClusterFolder folder, Launcher launcher, ClusterSettings settings) {
        this.folder = folder;
        this.launcher = launcher;
        this.settings = settings;
    }

    Child startJobManager(int webPort, int rpcPort, int metricsPort) throws IOException {
        List<String> java = new ArrayList<>(javaOptions());
        java.addAll(FlinkMemory.jobManagerJava(settings.jobManagerMemory()));
        return launcher.start(
                new Launcher.Plan(
                        JOB_MANAGER,
                        java,
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        List.of(
                                "--configDir",
                                configuration(JOB_MANAGER, webPort, rpcPort, metricsPort)
                                        .toString()),
                        metricsPort));
    }

    Child startTaskManager(int number, int webPort, int rpcPort, int metricsPort)
            throws IOException {
        String name = TASK_MANAGER + number;
        List<String> java = new ArrayList<>(javaOptions());
        java.addAll(FlinkMemory.taskManagerJava(settings.taskManagerMemory()));
        return launcher.start(
                new Launcher.Plan(
                        name,
                        java,
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        List.of(
                                "--configDir",
                                configuration(name, webPort, rpcPort, metricsPort).toString()),
                        metricsPort));
    }

    private static List<String> javaOptions() {
        List<String> java = new ArrayList<>();
        for (String opened : OPENED) {
            java.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        java.add("--enable-native-access=ALL-UNNAMED");
        java.add("--sun-misc-unsafe-memory-access=allow");
        java.add("-XX:+IgnoreUnrecognizedVMOptions");
        java.add("-XX:+UseSerialGC");
        java.add("-XX:+ExitOnOutOfMemoryError");
        return java;
    }

    /// Writes the folder of settings of one process; the temporary files of an earlier one with the name go.
    private Path configuration(String name, int webPort, int rpcPort, int metricsPort)
            throws IOException {
        ClusterFolder.delete(folder.working(name));
        Files.createDirectories(folder.working(name));
        Path conf = Files.createDirectories(folder.configuration().resolve(name));
        Files.write(
                conf.resolve("config.yaml"),
                settings(name, webPort, rpcPort, metricsPort).entrySet().stream()
                        .map(e -> e.getKey() + ": '" + e.getValue().replace("'", "''") + "'")
                        .toList());
        return conf;
    }

    private Map<String, String> settings(String name, int webPort, int rpcPort, int metricsPort) {
        String host = Ports.LOOPBACK;
        Map<String, String> all = new LinkedHashMap<>();
        all.put("jobmanager.rpc.address", host);
        all.put("jobmanager.rpc.port", String.valueOf(rpcPort));
        all.put("jobmanager.bind-host", host);
        all.put("rest.address", host);
        all.put("rest.bind-address", host);
        all.put("rest.port", String.valueOf(webPort));
        all.put("taskmanager.host", host);
        all.put("taskmanager.bind-host", host);
        all.put("taskmanager.numberOfTaskSlots", String.valueOf(settings.slots()));
        all.put("taskmanager.cpu.cores", String.valueOf(settings.slots()));
        all.put("taskmanager.log.path", launcher.log(name).toString());
        all.put("web.log.path", launcher.log(name).toString());
        all.put("web.upload.dir", folder.working(name).resolve("upload").toString());
        all.put("web.tmpdir", folder.working(name).toString());
        all.put("io.tmp.dirs", folder.working(name).toString());
        all.put("blob.storage.directory", folder.working(name).toString());
        all.putAll(FlinkMemory.jobManager(settings.jobManagerMemory()));
        all.putAll(FlinkMemory.taskManager(settings.taskManagerMemory()));
        scheduling(all);
        state(all);
        all.put(
                "metrics.reporter.prom.factory.class",
                "dev.firebreak.flink.metrics.LoopbackPrometheusReporterFactory");
        all.put("metrics.reporter.prom.port", String.valueOf(metricsPort));
        return all;
    }

    private static void scheduling(Map<String, String> all) {
        // The default scheduler uses up its restarts while a slot is missing; this one goes on with
        // fewer.
        all.put("jobmanager.scheduler", "adaptive");
        all.put("jobmanager.adaptive-scheduler.submission.resource-wait-timeout", "60 s");
        all.put("jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout", "3 s");
        all.put("jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "5 s");
        all.put("jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout", "3 s");
        all.put("restart-strategy.type", "exponential-delay");
        all.put("restart-strategy.exponential-delay.initial-backoff", "500 ms");
        all.put("restart-strategy.exponential-delay.max-backoff", "15 s");
        all.put("heartbeat.interval", "2 s");
        all.put("heartbeat.timeout", "20 s");
        // On one machine a JobManager that was started anew is found quickly or not at all.
        all.put("cluster.registration.max-timeout", "3 s");
        all.put("cluster.registration.error-delay", "1 s");
        all.put("cluster.registration.refused-registration-delay", "3 s");
        // on a busy machine the start of the message layer takes longer than its 10 s
        all.put("pekko.startup-timeout", "180 s");
        all.put("pekko.ask.timeout", "60 s");
        all.put("web.timeout", "90 s");
    }

    private void state(Map<String, String> all) {
        all.put("state.backend.type", "rocksdb");
        all.put("execution.checkpointing.incremental", "true");
        all.put("execution.checkpointing.mode", "EXACTLY_ONCE");
        all.put("execution.checkpointing.interval", settings.checkpointMillis() + " ms");
        all.put("execution.checkpointing.timeout", "10 min");
        // A full disk must not end the job: it goes on, and nothing is committed until checkpoints
        // succeed again.
        all.put(
                "execution.checkpointing.tolerable-failed-checkpoints",
                String.valueOf(Integer.MAX_VALUE));
        all.put("execution.checkpointing.unaligned.enabled", "true");
        all.put("execution.checkpointing.storage", "filesystem");
        all.put("execution.checkpointing.dir", folder.checkpoints().toUri().toString());
        all.put("execution.checkpointing.savepoint-dir", folder.savepoints().toUri().toString());
        all.put(
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION");
        all.put("execution.checkpointing.num-retained", "2");
        // what has no serialiser of its own is an error and not slow
        all.put("pipeline.generic-types", "false");
    }
}
