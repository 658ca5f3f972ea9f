package dev.firebreak.app.cluster;

/// How large a cluster on one machine is, and where it listens (on the loopback address only).
///
/// @param taskManagers how many processes do the work
/// @param slots how many parallel parts of the job each of them takes
/// @param kafkaPort 0 for the one used before, or a free one at the first start
/// @param webPort of Flink's web page and interface; 0 as above
/// @param kafkaHeap in MB
/// @param jobManagerMemory whole process in MB
/// @param taskManagerMemory whole process in MB, each
/// @param partitions of the topics that carry the load
/// @param checkpointMillis time between two checkpoints, unless the job asks for another
public record ClusterSettings(
        int taskManagers,
        int slots,
        int kafkaPort,
        int webPort,
        int kafkaHeap,
        int jobManagerMemory,
        int taskManagerMemory,
        int partitions,
        long checkpointMillis) {
    /// More on one machine is a mistake.
    public static final int MAX_TASK_MANAGERS = 16;

    static final int MAX_SLOTS = 64;
    static final int MAX_PARTITIONS = 1_000;
    private static final int LEAST_KAFKA = 128;
    private static final int LEAST_CHECKPOINT_MILLIS = 100;

    public ClusterSettings {
        within("task managers", taskManagers, 1, MAX_TASK_MANAGERS);
        within("slots", slots, 1, MAX_SLOTS);
        within("Kafka's port", kafkaPort, 0, 65_535);
        within("Flink's port", webPort, 0, 65_535);
        within("Kafka's heap in MB", kafkaHeap, LEAST_KAFKA, 65_536);
        within("JobManager memory in MB", jobManagerMemory, FlinkMemory.LEAST_JOB_MANAGER, 65_536);
        within(
                "TaskManager memory in MB",
                taskManagerMemory,
                FlinkMemory.LEAST_TASK_MANAGER,
                1_048_576);
        within("partitions", partitions, 1, MAX_PARTITIONS);
        if (checkpointMillis < LEAST_CHECKPOINT_MILLIS) {
            throw new IllegalArgumentException(
                    "checkpoints at least " + LEAST_CHECKPOINT_MILLIS + " ms apart");
        }
    }

    /// Two TaskManagers with one slot each on free ports: fits a laptop.
    public static ClusterSettings small() {
        return new ClusterSettings(2, 1, 0, 0, 256, 700, 1_200, 4, 500);
    }

    public ClusterSettings withTaskManagers(int number) {
        return new ClusterSettings(
                number,
                slots,
                kafkaPort,
                webPort,
                kafkaHeap,
                jobManagerMemory,
                taskManagerMemory,
                partitions,
                checkpointMillis);
    }

    public ClusterSettings withSlots(int number) {
        return new ClusterSettings(
                taskManagers,
                number,
                kafkaPort,
                webPort,
                kafkaHeap,
                jobManagerMemory,
                taskManagerMemory,
                partitions,
                checkpointMillis);
    }

    public ClusterSettings withTaskManagerMemory(int megabytes) {
        return new ClusterSettings(
                taskManagers,
                slots,
                kafkaPort,
                webPort,
                kafkaHeap,
                jobManagerMemory,
                megabytes,
                partitions,
                checkpointMillis);
    }

    public ClusterSettings withCheckpointMillis(long millis) {
        return new ClusterSettings(
                taskManagers,
                slots,
                kafkaPort,
                webPort,
                kafkaHeap,
                jobManagerMemory,
                taskManagerMemory,
                partitions,
                millis);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + ": " + value + " is not between " + least + " and " + most);
        }
    }
}
