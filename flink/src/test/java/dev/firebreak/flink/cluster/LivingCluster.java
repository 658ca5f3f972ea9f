package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.ClusterSettings;
import dev.firebreak.app.cluster.ClusterStatus;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.app.cluster.Says;
import dev.firebreak.app.text.Language;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/// The one cluster that all tests of [ClusterIT] look at, with a job that counts what is sent.
final class LivingCluster implements AutoCloseable {
    static final int RECORDS = 20_000;
    private static final int DISK_MEGABYTES = 256;
    private static final Duration READ = Duration.ofSeconds(120);

    private final Path folder;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Says says = Says.in(Language.EN, said::add);
    private final ClusterLibraries libraries = ClusterLibraries.in(Path.of("target", "cluster"));
    private final ClusterSettings settings =
            ClusterSettings.small().withTaskManagerMemory(800).withCheckpointMillis(1_000);
    private final Set<Long> started = new TreeSet<>();
    private final Cluster cluster;
    private final Tally tally;

    /// Where the checkpoints lie, if the system allows to mount it.
    private final @Nullable SmallDisk disk;

    private String noDisk = "";
    private long sent;

    LivingCluster(Path folder) throws Exception {
        this.folder = folder;
        cluster = Cluster.open(folder.resolve("cluster"), libraries, says);
        disk = mounted();
        try {
            up();
            tally = new Tally(cluster.connection().client());
        } catch (Exception e) {
            cluster.down();
            cluster.close();
            throw e;
        }
    }

    private void up() throws Exception {
        long begin = System.nanoTime();
        cluster.up(settings, Topics.DEFAULT);
        System.out.printf("cluster up in %.1f s%n", (System.nanoTime() - begin) / 1e9);
        rememberProcesses();
        try (Admin admin = Admin.create(cluster.connection().client())) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(Tally.IN, 4, (short) 1),
                                    new NewTopic(Tally.OUT, 2, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private @Nullable SmallDisk mounted() {
        try {
            return new SmallDisk(folder.resolve("cluster").resolve("checkpoints"), DISK_MEGABYTES);
        } catch (IOException e) {
            noDisk = "no small file system can be mounted here: " + e.getMessage();
            return null;
        }
    }

    Path folder() {
        return folder;
    }

    Cluster cluster() {
        return cluster;
    }

    ClusterLibraries libraries() {
        return libraries;
    }

    ClusterSettings settings() {
        return settings;
    }

    Says says() {
        return says;
    }

    @Nullable SmallDisk disk() {
        return disk;
    }

    String noDisk() {
        return noDisk;
    }

    /// A process that has to be gone at the end.
    void started(long pid) {
        started.add(pid);
    }

    void send(int records) throws IOException {
        tally.send(records);
        sent += records;
    }

    /// Everything that was sent so far was counted, nothing twice.
    void assertAllOnce() throws IOException {
        assertThat(tally.read(READ)).isEqualTo(new Tally.Result(sent, 0, 0));
    }

    void rememberProcesses() throws IOException {
        cluster.children().forEach(child -> started.add(child.pid()));
    }

    /// What all processes tell in Prometheus form, without its comments.
    List<String> metrics() throws IOException {
        List<String> lines = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (ClusterStatus.Process process : cluster.status().processes()) {
                URI page = process.metrics();
                if (page != null) {
                    http.send(
                                    HttpRequest.newBuilder(page).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body()
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .forEach(lines::add);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return lines;
    }

    JobRequest tallyJob(int parallelism) {
        return new JobRequest(
                folder.resolve("tally.jar"),
                TallyJob.class.getName(),
                List.of(cluster.connection().servers(), Tally.IN, Tally.OUT),
                parallelism);
    }

    /// Says how long it took until a checkpoint was complete again; no measure for a test to fail by.
    void sayRecovery(String what, long killed, String id, long completed) throws IOException {
        cluster.job().awaitCheckpoints(id, completed + 1);
        System.out.printf(
                "%s: next checkpoint complete after %.1f s%n",
                what, (System.nanoTime() - killed) / 1e9);
    }

    long completed(String id) throws IOException {
        try (FlinkRest rest = cluster.rest()) {
            return rest.checkpoints(id).completed();
        }
    }

    /// Ends everything and looks whether it did.
    @Override
    public void close() throws IOException {
        tally.close();
        rememberProcesses();
        cluster.down();
        cluster.close();
        if (disk != null) {
            disk.close();
        }
        assertThat(started.stream().filter(this::isJava)).as("processes left over").isEmpty();
    }

    boolean isJava(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(p -> p.info().commandLine())
                .filter(line -> line.contains(folder.toString()))
                .isPresent();
    }
}
