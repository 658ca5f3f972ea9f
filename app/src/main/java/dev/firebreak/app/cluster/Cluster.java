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
import org.jspecify.annotations.Nullable;

/// Kafka and Flink on this machine, below one folder, as processes that outlive this program.
///
/// Each call looks at the processes anew, so a cluster may be worked with from several commands one after the other; a
/// lock on the folder keeps two apart that change it at the same time.
public final class Cluster implements AutoCloseable {
    private final ClusterFolder folder;
    private final ClusterLibraries libraries;
    private final Launcher launcher;
    private final Says says;
    private final FileChannel lockFile;
    private Remembered remembered;

    private Cluster(
            ClusterFolder folder,
            ClusterLibraries libraries,
            Says says,
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
    /// @param says told what is done
    /// @throws ClusterException if another program is changing it
    public static Cluster open(Path folder, ClusterLibraries libraries, Says says)
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
        return new ClusterException(
                "another command is working on the cluster in " + place.root(),
                "Ein anderer Befehl arbeitet gerade am Cluster in " + place.root() + ".");
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
        Ports.decide(remembered, wanted, kafkaRuns, flinkRuns);
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
            says.say(
                    "started %s (process %d), log %s"
                            .formatted(child.name(), child.pid(), launcher.log(child.name())),
                    "gestartet: %s (Prozess %d), Protokoll %s"
                            .formatted(child.name(), child.pid(), launcher.log(child.name())));
        }
        awaitKafka();
        List<String> created =
                KafkaBroker.createTopics(connection(), topics.setups(wanted.partitions()));
        if (!created.isEmpty()) {
            String names = String.join(", ", created);
            says.say("created topics " + names, "Topics angelegt: " + names);
        }
        awaitTaskManagers(aliveTaskManagers().size());
        if (!flinkRuns && remembered.jobWanted()) {
            job().resume();
        }
        return started.size();
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
                says.say(
                        child.name() + " (process " + child.pid() + ") is no longer there",
                        child.name() + " (Prozess " + child.pid() + ") ist nicht mehr da");
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
        Ports.decide(remembered, settings(), false, true);
        Child child = startKafka(settings());
        awaitKafka();
        return child;
    }

    /// Starts the JobManager again after it died, and waits for it; its job is not resumed by this.
    public Child startJobManager() throws IOException {
        Ports.decide(remembered, settings(), true, false);
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
                    "no more than " + ClusterSettings.MAX_TASK_MANAGERS + " TaskManagers",
                    "nicht mehr als " + ClusterSettings.MAX_TASK_MANAGERS + " TaskManager");
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

    /// The join job that runs on it.
    public ClusterJob job() {
        return new ClusterJob(this, folder, remembered, says);
    }

    public ClusterStatus status() throws IOException {
        List<ClusterStatus.Process> processes = new ArrayList<>();
        for (Child child : launcher.known()) {
            processes.add(ClusterStatus.Process.of(child, launcher.log(child.name())));
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
                says.say(
                        "ended %s (process %d)%s"
                                .formatted(child.name(), child.pid(), byItself ? "" : " by force"),
                        "beendet: %s (Prozess %d)%s"
                                .formatted(
                                        child.name(), child.pid(), byItself ? "" : ", mit Gewalt"));
                ended++;
            }
            launcher.forget(child);
        }
        return ended;
    }
}
