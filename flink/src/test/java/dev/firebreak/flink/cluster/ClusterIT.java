package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firebreak.app.cluster.Child;
import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.ClusterSettings;
import dev.firebreak.app.cluster.ClusterStatus;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.app.cluster.Limits;
import dev.firebreak.app.cluster.Says;
import dev.firebreak.app.text.Language;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// One cluster lives through all of this, since its start is what costs: each test finds it as the one before left it.
@ExtendWith(ClusterIT.OneAfterTheOther.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    private static final int RECORDS = 20_000;
    private static final int DISK_MEGABYTES = 256;
    private static final Duration READ = Duration.ofSeconds(120);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private static final Says SAYS = Says.in(Language.EN, said::add);
    private static Cluster cluster;
    private static ClusterLibraries libraries;
    private static ClusterSettings settings;
    private static Tally tally;
    private static Set<Long> started = new TreeSet<>();

    /// Where the checkpoints lie, if the system allows to mount it.
    private static @Nullable SmallDisk disk;

    private static String noDisk = "";
    private static long sent;

    @BeforeAll
    static void start() throws Exception {
        libraries = ClusterLibraries.in(Path.of("target", "cluster"));
        settings = ClusterSettings.small().withTaskManagerMemory(800).withCheckpointMillis(1_000);
        cluster = Cluster.open(folder.resolve("cluster"), libraries, SAYS);
        try {
            disk = new SmallDisk(folder.resolve("cluster").resolve("checkpoints"), DISK_MEGABYTES);
        } catch (IOException e) {
            noDisk = "no small file system can be mounted here: " + e.getMessage();
        }
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
        tally = new Tally(cluster.connection().client());
    }

    /// After a failure the cluster is not what the later tests expect: they would only take long and fail too.
    static final class OneAfterTheOther
            implements ExecutionCondition, TestExecutionExceptionHandler {
        private static volatile boolean failed;

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return failed
                    ? ConditionEvaluationResult.disabled("an earlier test failed")
                    : ConditionEvaluationResult.enabled("nothing failed so far");
        }

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure)
                throws Throwable {
            failed = true;
            throw failure;
        }
    }

    private static void send(int records) throws IOException {
        tally.send(records);
        sent += records;
    }

    /// Everything that was sent so far was counted, nothing twice.
    private static void assertAllOnce() throws IOException {
        assertThat(tally.read(READ)).isEqualTo(new Tally.Result(sent, 0, 0));
    }

    private static void rememberProcesses() throws IOException {
        cluster.children().forEach(child -> started.add(child.pid()));
    }

    @AfterAll
    static void stop() throws IOException {
        if (tally != null) {
            tally.close();
        }
        if (cluster != null) {
            rememberProcesses();
            cluster.down();
            cluster.close();
            if (disk != null) {
                disk.close();
            }
            assertThat(started.stream().filter(ClusterIT::isJava))
                    .as("processes left over")
                    .isEmpty();
        }
    }

    private static boolean isJava(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(p -> p.info().commandLine())
                .filter(line -> line.contains(folder.toString()))
                .isPresent();
    }

    @Test
    @Order(1)
    void everythingThatWasStartedRunsAndAnswers() throws IOException {
        ClusterStatus status = cluster.status();
        assertThat(status.whole()).isTrue();
        assertThat(status.processes())
                .extracting(ClusterStatus.Process::name)
                .containsExactlyInAnyOrder("kafka", "jobmanager", "taskmanager-1", "taskmanager-2");
        assertThat(status.overview()).isEqualTo(new FlinkRest.Overview(2, 2, 2));
    }

    @Test
    @Order(2)
    void aSecondStartFindsTheClusterRunning() throws IOException {
        assertThat(cluster.up(settings, Topics.DEFAULT)).isZero();
    }

    @Test
    @Order(2)
    void anotherCommandIsRefusedWhileOneHoldsTheFolder() {
        assertThatThrownBy(() -> Cluster.open(folder.resolve("cluster"), libraries, SAYS))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("another command is working on the cluster");
    }

    @Test
    @Order(2)
    void theTopicsOfTheProductAreSetUpAsItWantsThem() throws Exception {
        try (Admin admin = Admin.create(cluster.connection().client())) {
            for (Topics.Setup setup : Topics.DEFAULT.setups(settings.partitions())) {
                var description =
                        admin.describeTopics(List.of(setup.name()))
                                .allTopicNames()
                                .get(60, TimeUnit.SECONDS)
                                .get(setup.name());
                assertThat(description.partitions()).hasSize(setup.partitions());
                var resource =
                        new org.apache.kafka.common.config.ConfigResource(
                                org.apache.kafka.common.config.ConfigResource.Type.TOPIC,
                                setup.name());
                var configuration =
                        admin.describeConfigs(List.of(resource))
                                .all()
                                .get(60, TimeUnit.SECONDS)
                                .get(resource);
                for (Map.Entry<String, String> wanted : setup.settings().entrySet()) {
                    assertThat(configuration.get(wanted.getKey()).value())
                            .as(setup.name() + " " + wanted.getKey())
                            .isEqualTo(wanted.getValue());
                }
            }
        }
    }

    @Test
    @Order(3)
    void aJobThatDoesNotExistIsRefusedWithItsReason() {
        JobRequest nothing = new JobRequest(libraries.job(), "no.such.Job", List.of(), 1);
        assertThatThrownBy(() -> cluster.job().submit(nothing, new JobRequest.Start.Afresh()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no.such.Job");
    }

    @Test
    @Order(3)
    void moreParallelPartsThanSlotsAreRefusedAtOnce() {
        JobRequest large = new JobRequest(libraries.job(), null, List.of(), 64);
        assertThatThrownBy(() -> cluster.job().submit(large, new JobRequest.Start.Afresh()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("--task-managers");
    }

    @Test
    @Order(4)
    void aTaskManagerKilledInMidStreamLosesAndDoublesNothing() throws IOException {
        Tally.jar(libraries, folder);
        String id = cluster.job().submit(tallyJob(2), new JobRequest.Start.Newest());
        send(RECORDS);
        cluster.job().awaitCheckpoints(id, 2);
        send(RECORDS);
        Child victim = cluster.child("taskmanager-2");
        long before = completed(id);
        long killed = System.nanoTime();
        victim.kill();
        send(RECORDS);
        assertThat(victim.alive()).isFalse();
        Child replacement = cluster.startTaskManager();
        started.add(replacement.pid());
        sayRecovery("TaskManager killed, replaced at once", killed, id, before + 1);
        send(RECORDS);
        assertAllOnce();
    }

    @Test
    @Order(5)
    void aSecondSubmissionOfTheRunningJobIsRefused() {
        assertThatThrownBy(() -> cluster.job().resume())
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("runs already");
    }

    @Test
    @Order(5)
    void metricsOfTheJobAreOfferedInPrometheusForm() throws Exception {
        List<String> names =
                metrics().stream()
                        .map(line -> line.substring(0, line.indexOf('{')))
                        .distinct()
                        .toList();
        assertThat(names)
                .contains(
                        "flink_taskmanager_job_task_operator_numRecordsInPerSecond",
                        "flink_taskmanager_job_task_operator_pendingRecords",
                        "flink_jobmanager_job_lastCheckpointDuration");
    }

    /// What all processes tell in Prometheus form, without its comments.
    private static List<String> metrics() throws IOException {
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

    private static double largest(String metric) throws IOException {
        return metrics().stream()
                .filter(line -> line.startsWith("flink_taskmanager_job_task_" + metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }

    @Test
    @Order(6)
    void aBrokerKilledAndStartedAgainLosesAndDoublesNothing() throws IOException {
        String id = cluster.job().id();
        long before = completed(id);
        long killed = System.nanoTime();
        cluster.child("kafka").kill();
        started.add(cluster.startKafka().pid());
        sayRecovery("broker killed, started at once", killed, id, before + 1);
        send(RECORDS);
        assertAllOnce();
    }

    @Test
    @Order(7)
    void aCheckpointFolderThatRefusesEveryWriteFailsThemAndNotTheJob() throws IOException {
        String id = cluster.job().id();
        Path place = folder.resolve("cluster").resolve("checkpoints").resolve(id);
        Path aside = place.resolveSibling("aside");
        try (FlinkRest rest = cluster.rest()) {
            // What stands in the way refuses every write there.
            Files.move(place, aside);
            Files.createFile(place);
            long failed = rest.checkpoints(id).failed();
            cluster.await(
                    "a failed checkpoint",
                    Limits.CHECKPOINT,
                    () -> rest.checkpoints(id).failed() > failed);
            assertThat(rest.job(id).state()).isEqualTo("RUNNING");
            Files.delete(place);
            Files.move(aside, place);
            long completed = rest.checkpoints(id).completed();
            send(RECORDS);
            cluster.job().awaitCheckpoints(id, completed + 1);
        }
        assertAllOnce();
    }

    @Test
    @Order(7)
    void aFileSystemOfTheCheckpointsThatIsReallyFullFailsThemAndNotTheJob() throws IOException {
        SmallDisk full = disk;
        assumeTrue(full != null, noDisk);
        String id = cluster.job().id();
        try (FlinkRest rest = cluster.rest()) {
            full.fill();
            send(RECORDS);
            long failed = rest.checkpoints(id).failed();
            cluster.await(
                    "a failed checkpoint",
                    Limits.CHECKPOINT,
                    () -> rest.checkpoints(id).failed() > failed);
            assertThat(rest.job(id).state()).isEqualTo("RUNNING");
            full.free();
            cluster.job().awaitCheckpoints(id, rest.checkpoints(id).completed() + 1);
        }
        assertAllOnce();
    }

    @Test
    @Order(7)
    void aSlowSinkSlowsTheJobDownAndNothingIsLostOrDoubled() throws Exception {
        String id = cluster.job().id();
        try (Admin admin = Admin.create(cluster.connection().client())) {
            // Kafka itself slows the job down: all producers of its user but the one that feeds the
            // test.
            limitProducers(admin, Map.of("user", "ANONYMOUS", "client-id", Tally.CLIENT), 1e9);
            limitProducers(admin, Map.of("user", "ANONYMOUS"), 20_000.0);
            send(5 * RECORDS);
            cluster.await(
                    "back pressure up to the source, and a lag",
                    Limits.CHECKPOINT,
                    () ->
                            largest("backPressuredTimeMsPerSecond") > 0
                                    && largest("operator_pendingRecords") > 0);
            try (FlinkRest rest = cluster.rest()) {
                assertThat(rest.job(id).state()).isEqualTo("RUNNING");
            }
            limitProducers(admin, Map.of("user", "ANONYMOUS"), null);
            limitProducers(admin, Map.of("user", "ANONYMOUS", "client-id", Tally.CLIENT), null);
        }
        assertAllOnce();
    }

    /// @param rate bytes a second for all clients that this is about together, absent to take the limit back
    private static void limitProducers(
            Admin admin, Map<String, String> about, @Nullable Double rate) throws Exception {
        ClientQuotaEntity entity = new ClientQuotaEntity(about);
        admin.alterClientQuotas(
                        List.of(
                                new ClientQuotaAlteration(
                                        entity,
                                        List.of(
                                                new ClientQuotaAlteration.Op(
                                                        "producer_byte_rate", rate)))))
                .all()
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    @Order(8)
    void aKilledJobManagerIsReplacedByTheNextStartAndTheJobGoesOn() throws IOException {
        String before = cluster.job().id();
        send(RECORDS);
        long killed = System.nanoTime();
        cluster.child("jobmanager").kill();
        send(RECORDS);
        assertThat(cluster.up(settings, Topics.DEFAULT)).isEqualTo(1);
        rememberProcesses();
        assertThat(cluster.job().id()).isNotEqualTo(before);
        sayRecovery("JobManager killed, started at once", killed, cluster.job().id(), 0);
        try (FlinkRest rest = cluster.rest()) {
            assertThat(rest.checkpoints(cluster.job().id()).restoredFrom()).contains(before);
        }
        assertAllOnce();
    }

    @Test
    @Order(9)
    void aSavepointIsGoneOnFromWithFewerPartsAndWithAnotherTaskManager() throws IOException {
        String one = rescale(1);
        try (FlinkRest rest = cluster.rest()) {
            assertThat(rest.overview().free()).isEqualTo(1);
        }
        assertAllOnce();
        String savepoint = cluster.job().stopWithSavepoint(one);
        assertThat(cluster.up(settings.withTaskManagers(3), Topics.DEFAULT)).isEqualTo(1);
        rememberProcesses();
        send(RECORDS);
        String three = cluster.job().submit(tallyJob(0), new JobRequest.Start.From(savepoint));
        assertThat(three).isNotEqualTo(one);
        try (FlinkRest rest = cluster.rest()) {
            assertThat(rest.overview()).isEqualTo(new FlinkRest.Overview(3, 3, 0));
        }
        assertAllOnce();
        cluster.job().cancel(three);
    }

    private static String rescale(int parallelism) throws IOException {
        String savepoint = cluster.job().stopWithSavepoint(cluster.job().id());
        send(RECORDS);
        return cluster.job().submit(tallyJob(parallelism), new JobRequest.Start.From(savepoint));
    }

    private static JobRequest tallyJob(int parallelism) {
        return new JobRequest(
                folder.resolve("tally.jar"),
                TallyJob.class.getName(),
                List.of(cluster.connection().servers(), Tally.IN, Tally.OUT),
                parallelism);
    }

    /// Says how long it took until a checkpoint was complete again; no measure for a test to fail by.
    private static void sayRecovery(String what, long killed, String id, long completed)
            throws IOException {
        cluster.job().awaitCheckpoints(id, completed + 1);
        System.out.printf(
                "%s: next checkpoint complete after %.1f s%n",
                what, (System.nanoTime() - killed) / 1e9);
    }

    private static long completed(String id) throws IOException {
        try (FlinkRest rest = cluster.rest()) {
            return rest.checkpoints(id).completed();
        }
    }

    @Test
    @Order(10)
    void aProcessNumberThatWasGivenToAStrangerIsLeftAlone() throws Exception {
        Process stranger =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx32m",
                                Stranger.class.getName())
                        .directory(Path.of("target", "test-classes").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            Child child = cluster.child("taskmanager-1");
            Child recycled =
                    new Child(
                            child.name(),
                            stranger.pid(),
                            stranger.info().startInstant().orElseThrow(),
                            child.arguments(),
                            0);
            assertThat(recycled.alive()).isFalse();
            recycled.kill();
            assertThat(stranger.isAlive()).isTrue();
            Child rebooted =
                    new Child(
                            child.name(),
                            child.pid(),
                            child.started().minus(Duration.ofMinutes(1)),
                            child.arguments(),
                            0);
            assertThat(rebooted.alive()).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    @Order(11)
    void endingLeavesNothingRunningAndATakenPortIsSaid() throws IOException {
        assertThat(cluster.down()).isEqualTo(5);
        assertThat(cluster.children()).isEmpty();
        int port = Integer.parseInt(cluster.connection().servers().split(":", -1)[1]);
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> cluster.up(settings, Topics.DEFAULT))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("port " + port + " for Kafka is taken")
                    .hasMessageContaining("--kafka-port");
        }
        assertThat(cluster.children()).isEmpty();
    }

    @Test
    @Order(12)
    void aProcessThatDiesAtItsStartIsShownWithItsLastLines() throws IOException {
        Path broken = folder.resolve("broken");
        try (Cluster other = Cluster.open(broken, libraries, SAYS)) {
            Files.createDirectories(broken.resolve("kafka"));
            Files.writeString(
                    broken.resolve("kafka").resolve("meta.properties"), "version=nonsense\n");
            assertThatThrownBy(() -> other.startKafka())
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("kafka died while Kafka was waited for")
                    .hasMessageContaining("meta.properties");
            other.down();
        }
    }
}
