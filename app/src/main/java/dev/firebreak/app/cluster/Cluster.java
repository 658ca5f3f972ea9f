package dev.firebreak.app.cluster;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Kafka and Flink on this machine, below one folder, as processes that outlive this program.
///
/// Each call looks at the processes anew, so a cluster may be worked with from several commands one after the other; a
/// lock on the folder keeps two apart that change it at the same time.
public final class Cluster implements AutoCloseable {
    private final ClusterFolder folder;
    private final ClusterLibraries libraries;
    private final Launcher launcher;
    private final Consumer<String> says;
    private final FileChannel lockFile;
    private Remembered remembered;

    private Cluster(
            ClusterFolder folder,
            ClusterLibraries libraries,
            Consumer<String> says,
            FileChannel lockFile,
            Remembered remembered) {
        this.folder = folder;
        this.libraries = libraries;
        this.launcher = new Launcher(folder, libraries);
        this.says = says;
        this.lockFile = lockFile;
        this.remembered = remembered;
    }

    /// Takes hold of the cluster in a folder, which is made if it does not exist; starts nothing.
    ///
    /// @param says told line by line what is done
    /// @throws ClusterException if another program is changing it
    public static Cluster open(Path folder, ClusterLibraries libraries, Consumer<String> says)
            throws IOException {
        ClusterFolder place = new ClusterFolder(folder);
        place.create();
        FileChannel lockFile =
                FileChannel.open(
                        place.root().resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                throw busy(place);
            }
            LogConfiguration.write(place.logConfiguration());
            return new Cluster(place, libraries, says, lockFile, Remembered.read(place));
        } catch (OverlappingFileLockException e) {
            lockFile.close();
            throw busy(place);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static ClusterException busy(ClusterFolder place) {
        return new ClusterException("another command is working on the cluster in " + place.root());
    }

    /// What was asked for at the last start, or the defaults before the first.
    public ClusterSettings settings() {
        return remembered.settings();
    }

    /// Lets go of the folder; the processes go on.
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    /// Starts what does not run yet, and the job again if it ran before; waits until all is ready.
    ///
    /// @return how many processes were started
    /// @throws ClusterException if a port is taken or a process dies, with the last lines of its log
    public int up(ClusterSettings wanted, Topics topics) throws IOException {
        forgetTheDead();
        boolean kafkaRuns = running(KafkaBroker.NAME);
        boolean flinkRuns = running(FlinkProcesses.JOB_MANAGER);
        decide(wanted, kafkaRuns, flinkRuns);
        List<Child> started = new ArrayList<>();
        if (!kafkaRuns) {
            started.add(startKafka(wanted));
        }
        if (!flinkRuns) {
            started.add(startJobManagerProcess(wanted));
        }
        for (int i = 1; i <= wanted.taskManagers(); i++) {
            if (!running(FlinkProcesses.TASK_MANAGER + i)) {
                started.add(startTaskManagerProcess(wanted, i));
            }
        }
        for (Child child : started) {
            says.accept(
                    "started "
                            + child.name()
                            + " (process "
                            + child.pid()
                            + "), log "
                            + launcher.log(child.name()));
        }
        awaitKafka();
        List<String> created =
                KafkaBroker.createTopics(connection(), topics.setups(wanted.partitions()));
        if (!created.isEmpty()) {
            says.accept("created topics " + String.join(", ", created));
        }
        awaitTaskManagers(aliveTaskManagers().size());
        if (!flinkRuns && remembered.jobWanted()) {
            resume();
        }
        return started.size();
    }

    private void decide(ClusterSettings wanted, boolean kafkaRuns, boolean flinkRuns)
            throws IOException {
        if (kafkaRuns && wanted.kafkaPort() != 0 && wanted.kafkaPort() != port("kafka")) {
            throw new ClusterException(
                    "Kafka runs already, on port "
                            + port("kafka")
                            + "; end it first (cluster down)");
        }
        if (flinkRuns && wanted.webPort() != 0 && wanted.webPort() != port("web")) {
            throw new ClusterException(
                    "Flink runs already, on port " + port("web") + "; end it first (cluster down)");
        }
        remembered.decidePort("kafka", wanted.kafkaPort());
        remembered.decidePort("controller", 0);
        remembered.decidePort("web", wanted.webPort());
        remembered.decidePort("rpc", 0);
        if (!kafkaRuns) {
            Ports.requireFree(port("kafka"), "Kafka", "--kafka-port");
            if (!Ports.isFree(port("controller"))) {
                remembered.replacePort("controller");
            }
        }
        if (!flinkRuns) {
            Ports.requireFree(port("web"), "Flink's web page", "--web-port");
            if (!Ports.isFree(port("rpc"))) {
                remembered.replacePort("rpc");
            }
        }
        remembered.settings(wanted);
        remembered.kafkaId();
        remembered.save();
    }

    private int port(String name) {
        return remembered.port(name);
    }

    private boolean running(String name) throws IOException {
        return launcher.known(name).filter(Child::alive).isPresent();
    }

    private void forgetTheDead() throws IOException {
        for (Child child : launcher.known()) {
            if (!child.alive()) {
                says.accept(child.name() + " (process " + child.pid() + ") is no longer there");
                launcher.forget(child);
            }
        }
    }

    private Child startKafka(ClusterSettings wanted) throws IOException {
        return new KafkaBroker(folder, launcher, wanted.kafkaHeap())
                .start(port("kafka"), port("controller"), remembered.kafkaId());
    }

    private Child startJobManagerProcess(ClusterSettings wanted) throws IOException {
        return new FlinkProcesses(folder, launcher, wanted)
                .startJobManager(port("web"), port("rpc"), freePort());
    }

    private Child startTaskManagerProcess(ClusterSettings wanted, int number) throws IOException {
        return new FlinkProcesses(folder, launcher, wanted)
                .startTaskManager(number, port("web"), port("rpc"), freePort());
    }

    private int freePort() throws IOException {
        Set<Integer> given = new HashSet<>();
        for (Child child : launcher.known()) {
            given.add(child.metricsPort());
        }
        return Ports.free(given);
    }

    /// Starts Kafka alone, without Flink, and waits for it; for tests and for those who have a Flink.
    public Child startKafka() throws IOException {
        decide(settings(), false, true);
        Child child = startKafka(settings());
        awaitKafka();
        return child;
    }

    /// Starts the JobManager again after it died, and waits for it; its job is not resumed by this.
    public Child startJobManager() throws IOException {
        decide(settings(), true, false);
        Child child = startJobManagerProcess(settings());
        await("Flink's web page", Limits.FLINK_START, () -> overviewNow() != null);
        return child;
    }

    /// Starts one TaskManager more, under the lowest number that none alive has, and waits until it has joined.
    public Child startTaskManager() throws IOException {
        int number = 1;
        while (running(FlinkProcesses.TASK_MANAGER + number)) {
            number++;
        }
        if (number > ClusterSettings.MAX_TASK_MANAGERS) {
            throw new ClusterException(
                    "no more than " + ClusterSettings.MAX_TASK_MANAGERS + " TaskManagers");
        }
        Child child = startTaskManagerProcess(settings(), number);
        awaitTaskManagers(aliveTaskManagers().size());
        return child;
    }

    /// Ends a process of this cluster in order, as for shrinking.
    public void end(Child child) throws IOException {
        child.end(Limits.END);
        launcher.forget(child);
    }

    /// Every process that was started and not ended in order, dead ones too.
    public List<Child> children() throws IOException {
        return launcher.known();
    }

    /// @return the process of that name, if it is alive
    public @Nullable Child child(String name) throws IOException {
        return launcher.known(name).filter(Child::alive).orElse(null);
    }

    public List<Child> aliveTaskManagers() throws IOException {
        return launcher.known().stream()
                .filter(c -> c.name().startsWith(FlinkProcesses.TASK_MANAGER))
                .filter(Child::alive)
                .toList();
    }

    /// How to reach Kafka.
    public Connection connection() {
        return Connection.plain(Ports.LOOPBACK + ":" + port("kafka"));
    }

    /// The address of Kafka of the cluster in a folder, whether it runs or not, for those who only read and write there.
    ///
    /// @return absent if no cluster was ever started there
    public static @Nullable Connection connectionIn(Path folder) throws IOException {
        int port = Remembered.read(new ClusterFolder(folder)).port("kafka");
        return port == 0 ? null : Connection.plain(Ports.LOOPBACK + ":" + port);
    }

    /// Creates those of the product's topics that are not there yet, on any Kafka.
    ///
    /// @param partitions of the topics that carry the load
    /// @return the names of those created now
    /// @throws ClusterException with the reason if Kafka cannot be reached or refuses
    public static List<String> createTopics(Connection connection, Topics topics, int partitions)
            throws IOException {
        return KafkaBroker.createTopics(connection, topics.setups(partitions));
    }

    /// Flink's web page and interface; whoever takes it closes it.
    public FlinkRest rest() {
        return new FlinkRest(web());
    }

    private URI web() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port("web") + "/");
    }

    private FlinkRest.@Nullable Overview overviewNow() {
        try (FlinkRest rest = rest()) {
            return rest.overviewIfUp();
        }
    }

    private void awaitKafka() throws IOException {
        await("Kafka", Limits.KAFKA_START, () -> KafkaBroker.answers(connection().servers()));
    }

    /// Waits until so many TaskManagers have joined.
    public void awaitTaskManagers(int number) throws IOException {
        await(
                number + " TaskManagers",
                Limits.TASK_MANAGERS_JOIN,
                () -> {
                    FlinkRest.Overview now = overviewNow();
                    // One that has just joined tells its slots a moment later.
                    return now != null && now.taskManagers() >= number && now.slots() >= number;
                });
    }

    /// Waits for something of the cluster; gives up at once when a process of it is dead that was not before.
    ///
    /// @throws ClusterException if it did not come to be, with the last lines of what died
    public void await(String what, Duration limit, Condition condition) throws IOException {
        List<Child> watched = launcher.known().stream().filter(Child::alive).toList();
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            for (Child child : watched) {
                if (!child.alive()) {
                    throw new ClusterException(
                            child.name()
                                    + " died while "
                                    + what
                                    + " was waited for; it said last:\n"
                                    + String.join("\n", launcher.last(child.name())));
                }
            }
            if (System.nanoTime() - end >= 0) {
                throw new ClusterException(
                        "waited "
                                + limit.toSeconds()
                                + " s in vain for "
                                + what
                                + "; the logs are in "
                                + folder.logs());
            }
            Waiting.until(Limits.POLL, () -> false);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new ClusterException("interrupted while waiting for " + what);
            }
        }
    }

    /// Something to be waited for; an I/O error means that it never will be.
    public interface Condition {
        boolean holds() throws IOException;
    }

    /// Runs a job and waits until every part of it runs.
    ///
    /// @return its id
    /// @throws ClusterException if one runs already, or the program refuses to start
    public String submit(JobRequest request, JobRequest.Start start) throws IOException {
        String from =
                switch (start) {
                    case JobRequest.Start.Afresh _ -> null;
                    case JobRequest.Start.From it -> it.place();
                    case JobRequest.Start.Newest _ -> newestSnapshot();
                };
        try (FlinkRest rest = rest()) {
            refuseSecond(rest);
            FlinkRest.Overview overview = rest.overview();
            int parallelism = request.parallelism();
            if (parallelism == 0) {
                parallelism = Math.max(1, overview.slots());
            }
            if (parallelism > overview.slots()) {
                throw new ClusterException(
                        "parallelism "
                                + parallelism
                                + " needs as many slots, and there are "
                                + overview.slots()
                                + "; start more with --task-managers or --slots");
            }
            says.accept(from == null ? "starting the job afresh" : "starting the job from " + from);
            String jar = rest.upload(request.jar());
            String id = rest.run(jar, request.mainClass(), request.arguments(), parallelism, from);
            remembered.job(request, id);
            remembered.save();
            awaitRunning(rest, id);
            return id;
        }
    }

    private void refuseSecond(FlinkRest rest) throws IOException {
        for (FlinkRest.Job job : rest.jobs()) {
            if (!job.over() && job.id().equals(remembered.jobId())) {
                throw new ClusterException(
                        "the job runs already (" + job.id() + ", " + job.state() + ")");
            }
        }
    }

    private @Nullable String newestSnapshot() throws IOException {
        String last = remembered.jobId();
        return last == null
                ? null
                : Snapshots.newest(folder, last).map(p -> p.toUri().toString()).orElse(null);
    }

    private void awaitRunning(FlinkRest rest, String id) throws IOException {
        await(
                "all parts of job " + id,
                Limits.JOB_START,
                () -> {
                    refuseEnd(rest, id);
                    return rest.job(id) != null && rest.allTasksRun(id);
                });
    }

    /// Waits until every part of a job runs, as after a failure.
    public void awaitRunning(String id) throws IOException {
        try (FlinkRest rest = rest()) {
            awaitRunning(rest, id);
        }
    }

    /// Waits until a job has completed as many checkpoints since it was submitted.
    public void awaitCheckpoints(String id, long number) throws IOException {
        try (FlinkRest rest = rest()) {
            await(
                    "checkpoint " + number + " of job " + id,
                    Limits.CHECKPOINT,
                    () -> {
                        refuseEnd(rest, id);
                        return rest.checkpoints(id).completed() >= number;
                    });
        }
    }

    private static void refuseEnd(FlinkRest rest, String id) throws IOException {
        FlinkRest.Job job = rest.job(id);
        if (job != null && job.over()) {
            throw new ClusterException(
                    "the job ended as " + job.state() + ": " + rest.lastFailure(id));
        }
    }

    /// Runs the remembered job again from the newest checkpoint, as after its JobManager died.
    ///
    /// @return its new id
    public String resume() throws IOException {
        JobRequest request = remembered.job();
        if (request == null) {
            throw new ClusterException("no job was submitted here yet");
        }
        return submit(request, new JobRequest.Start.Newest());
    }

    /// The id of the job that was submitted last, if any.
    public @Nullable String jobId() {
        return remembered.jobId();
    }

    /// Ends the job; it will not be resumed by the next start. Its last checkpoint is kept.
    public void cancel(String id) throws IOException {
        remembered.jobNotWanted();
        remembered.save();
        try (FlinkRest rest = rest()) {
            rest.cancel(id);
            awaitOver(rest, id);
        }
    }

    /// Ends the job with a savepoint.
    ///
    /// @return where the savepoint lies
    public String stopWithSavepoint(String id) throws IOException {
        try (FlinkRest rest = rest()) {
            String place = rest.savepoint(id, folder.savepoints(), true);
            awaitOver(rest, id);
            remembered.jobNotWanted();
            remembered.save();
            return place;
        }
    }

    private void awaitOver(FlinkRest rest, String id) throws IOException {
        await(
                "the end of job " + id,
                Limits.CANCEL,
                () -> {
                    FlinkRest.Job job = rest.job(id);
                    return job == null || job.over();
                });
    }

    /// Writes a savepoint of a running job.
    ///
    /// @return where it lies
    public String savepoint(String id) throws IOException {
        try (FlinkRest rest = rest()) {
            return rest.savepoint(id, folder.savepoints(), false);
        }
    }

    public ClusterStatus status() throws IOException {
        List<ClusterStatus.Process> processes = new ArrayList<>();
        for (Child child : launcher.known()) {
            URI metrics =
                    child.metricsPort() == 0
                            ? null
                            : URI.create(
                                    "http://"
                                            + Ports.LOOPBACK
                                            + ":"
                                            + child.metricsPort()
                                            + "/metrics");
            processes.add(
                    new ClusterStatus.Process(
                            child.name(),
                            child.pid(),
                            child.alive(),
                            launcher.log(child.name()),
                            metrics));
        }
        boolean kafka = running(KafkaBroker.NAME);
        FlinkRest.Overview overview = null;
        List<FlinkRest.Job> jobs = List.of();
        if (running(FlinkProcesses.JOB_MANAGER)) {
            try (FlinkRest rest = rest()) {
                overview = rest.overviewIfUp();
                jobs = overview == null ? List.of() : rest.jobs();
            }
        }
        return new ClusterStatus(
                folder.root(),
                processes,
                connection().servers(),
                kafka && KafkaBroker.answers(connection().servers()),
                web(),
                overview,
                jobs);
    }

    /// Ends every process that was started here and no other: Flink first, Kafka last. Data and job are kept.
    ///
    /// @return how many were ended
    public int down() throws IOException {
        List<Child> flink = new ArrayList<>();
        List<Child> kafka = new ArrayList<>();
        for (Child child : launcher.known()) {
            (child.name().equals(KafkaBroker.NAME) ? kafka : flink).add(child);
        }
        return endAll(flink) + endAll(kafka);
    }

    private int endAll(List<Child> children) throws IOException {
        int ended = 0;
        Set<Child> alive = new HashSet<>();
        for (Child child : children) {
            if (child.alive()) {
                alive.add(child);
                child.ask();
            }
        }
        for (Child child : children) {
            if (alive.contains(child)) {
                boolean byItself = child.end(Limits.END);
                says.accept(
                        "ended "
                                + child.name()
                                + " (process "
                                + child.pid()
                                + ")"
                                + (byItself ? "" : " by force"));
                ended++;
            }
            launcher.forget(child);
        }
        return ended;
    }
}
