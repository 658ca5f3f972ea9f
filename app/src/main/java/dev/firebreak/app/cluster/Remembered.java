package dev.firebreak.app.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a cluster keeps from one start to the next: its ports (clients know them), Kafka's id, size, and the job.
final class Remembered {
    private final ClusterFolder folder;
    private final Properties all;

    private Remembered(ClusterFolder folder, Properties all) {
        this.folder = folder;
        this.all = all;
    }

    static Remembered read(ClusterFolder folder) throws IOException {
        return new Remembered(folder, ClusterFolder.read(folder.memory()));
    }

    boolean fresh() {
        return !all.containsKey("kafka.id");
    }

    void save() throws IOException {
        ClusterFolder.write(folder.memory(), all);
    }

    int port(String name) {
        return Integer.parseInt(all.getProperty("port." + name, "0"));
    }

    /// Decides each port: the wanted one, else the remembered one, else a free one.
    void decidePort(String name, int wanted) throws IOException {
        int port = wanted != 0 ? wanted : port(name);
        if (port == 0) {
            Set<Integer> given = new HashSet<>();
            for (String key : all.stringPropertyNames()) {
                if (key.startsWith("port.")) {
                    given.add(Integer.parseInt(all.getProperty(key)));
                }
            }
            port = Ports.free(given);
        }
        all.setProperty("port." + name, String.valueOf(port));
    }

    /// Another free port for one that only the cluster itself knows.
    void replacePort(String name) throws IOException {
        all.remove("port." + name);
        decidePort(name, 0);
    }

    /// Kafka's name for a cluster: 16 random bytes in its spelling.
    String kafkaId() {
        String id = all.getProperty("kafka.id");
        if (id == null) {
            UUID random = UUID.randomUUID();
            byte[] bytes =
                    ByteBuffer.allocate(16)
                            .putLong(random.getMostSignificantBits())
                            .putLong(random.getLeastSignificantBits())
                            .array();
            id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            if (id.startsWith("-")) {
                id = "A" + id.substring(1); // would read as an option
            }
            all.setProperty("kafka.id", id);
        }
        return id;
    }

    /// @return what was asked for at the last start, or the defaults before the first
    ClusterSettings settings() {
        ClusterSettings d = ClusterSettings.small();
        return new ClusterSettings(
                number("size.task-managers", d.taskManagers()),
                number("size.slots", d.slots()),
                port("kafka"),
                port("web"),
                number("size.kafka-heap", d.kafkaHeap()),
                number("size.job-manager-memory", d.jobManagerMemory()),
                number("size.task-manager-memory", d.taskManagerMemory()),
                number("size.partitions", d.partitions()),
                number("size.checkpoint-millis", (int) d.checkpointMillis()));
    }

    void settings(ClusterSettings s) {
        all.setProperty("size.task-managers", String.valueOf(s.taskManagers()));
        all.setProperty("size.slots", String.valueOf(s.slots()));
        all.setProperty("size.kafka-heap", String.valueOf(s.kafkaHeap()));
        all.setProperty("size.job-manager-memory", String.valueOf(s.jobManagerMemory()));
        all.setProperty("size.task-manager-memory", String.valueOf(s.taskManagerMemory()));
        all.setProperty("size.partitions", String.valueOf(s.partitions()));
        all.setProperty("size.checkpoint-millis", String.valueOf(s.checkpointMillis()));
    }

    private int number(String key, int otherwise) {
        String value = all.getProperty(key);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    @Nullable JobRequest job() {
        return JobRequest.read(all);
    }

    @Nullable String jobId() {
        return all.getProperty("job.id");
    }

    /// Whether the job is to run again when the cluster is started again.
    boolean jobWanted() {
        return Boolean.parseBoolean(all.getProperty("job.wanted", "false"));
    }

    void job(JobRequest request, String id) {
        Set<String> line = jobLine();
        if (line != null) {
            line.add(id);
            jobLine(line);
        }
        all.setProperty("job.ran", String.valueOf(jobRan()));
        request.write(all);
        all.setProperty("job.id", id);
        all.setProperty("job.wanted", "true");
    }

    /// The ids of all jobs here that went on from one another, the oldest first: whatever any of them left may be gone on
    /// from. Jobs before the last one that was started afresh or from a named place do not belong to it.
    ///
    /// @return absent if an earlier version kept only the last id: then any job of the folder may belong to it
    @Nullable Set<String> jobLine() {
        String ids = all.getProperty("job.line");
        if (ids == null) {
            return jobId() == null ? new LinkedHashSet<>() : null;
        }
        Set<String> line = new LinkedHashSet<>(List.of(ids.split(",", -1)));
        line.remove("");
        return line;
    }

    private void jobLine(Set<String> ids) {
        all.setProperty("job.line", String.join(",", ids));
    }

    /// The place that the first job of the line was started from, if one was named.
    @Nullable String jobOrigin() {
        return all.getProperty("job.origin");
    }

    /// Notes that the last job began anew: what earlier jobs left is not gone on from any more.
    ///
    /// @param origin place that it was started from, absent if from nothing
    void jobLineBegins(@Nullable String origin) {
        String id = jobId();
        jobLine(id == null ? Set.of() : Set.of(id));
        if (origin == null) {
            all.remove("job.origin");
        } else {
            all.setProperty("job.origin", origin);
        }
    }

    /// Whether any job ever ran here in all its parts, so that there was state to lose.
    boolean jobRan() {
        return jobId() != null && Boolean.parseBoolean(all.getProperty("job.ran", "true"));
    }

    void jobRuns() {
        all.setProperty("job.ran", "true");
    }

    void jobNotWanted() {
        all.setProperty("job.wanted", "false");
    }
}
