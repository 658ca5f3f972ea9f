package dev.firebreak.app.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the memory of Flink's processes is divided, said alike to Flink (its settings) and to Java (its options).
///
/// Flink's own start scripts work this out in a Java process of its own before each start; with every part fixed here
/// that is not needed. Sizes in MB; see Flink's documentation, "Set up TaskManager Memory".
final class FlinkMemory {
    static final int LEAST_JOB_MANAGER = 512;
    static final int LEAST_TASK_MANAGER = 768;

    private static final int METASPACE = 192;
    private static final int DIRECT = 128;
    private static final int OVERHEAD = 96;
    private static final int NETWORK = 64;
    private static final int FRAMEWORK_HEAP = 64;

    /// Part of what is left that RocksDB gets for caches and write buffers; the rest is heap for the join.
    private static final double MANAGED = 0.4;

    private FlinkMemory() {}

    static Map<String, String> jobManager(int total) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("jobmanager.memory.heap.size", (total - METASPACE - DIRECT - OVERHEAD) + "m");
        all.put("jobmanager.memory.off-heap.size", DIRECT + "m");
        all.put("jobmanager.memory.jvm-metaspace.size", METASPACE + "m");
        all.put("jobmanager.memory.jvm-overhead.min", OVERHEAD + "m");
        all.put("jobmanager.memory.jvm-overhead.max", OVERHEAD + "m");
        return all;
    }

    static List<String> jobManagerJava(int total) {
        return List.of(
                "-Xmx" + (total - METASPACE - DIRECT - OVERHEAD) + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT + "m",
                // Otherwise each step of its growth is a full collection, which holds everything
                // up.
                "-XX:MetaspaceSize=" + METASPACE + "m",
                "-XX:MaxMetaspaceSize=" + METASPACE + "m");
    }

    static Map<String, String> taskManager(int total) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m");
        all.put("taskmanager.memory.task.heap.size", taskHeap(total) + "m");
        all.put("taskmanager.memory.framework.off-heap.size", DIRECT + "m");
        all.put("taskmanager.memory.task.off-heap.size", "0m");
        all.put("taskmanager.memory.network.min", NETWORK + "m");
        all.put("taskmanager.memory.network.max", NETWORK + "m");
        all.put("taskmanager.memory.managed.size", managed(total) + "m");
        all.put("taskmanager.memory.jvm-metaspace.size", METASPACE + "m");
        all.put("taskmanager.memory.jvm-overhead.min", OVERHEAD + "m");
        all.put("taskmanager.memory.jvm-overhead.max", OVERHEAD + "m");
        return all;
    }

    static List<String> taskManagerJava(int total) {
        return List.of(
                "-Xmx" + (FRAMEWORK_HEAP + taskHeap(total)) + "m",
                "-XX:MaxDirectMemorySize=" + (DIRECT + NETWORK) + "m",
                // Otherwise each step of its growth is a full collection, which holds everything
                // up.
                "-XX:MetaspaceSize=" + METASPACE + "m",
                "-XX:MaxMetaspaceSize=" + METASPACE + "m");
    }

    private static int managed(int total) {
        return (int) (left(total) * MANAGED);
    }

    private static int taskHeap(int total) {
        return left(total) - managed(total);
    }

    private static int left(int total) {
        return total - METASPACE - DIRECT - OVERHEAD - NETWORK - FRAMEWORK_HEAP;
    }
}
