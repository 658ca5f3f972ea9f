package dev.firebreak.app.cluster;

import dev.firebreak.app.text.Language;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The job on a [Cluster]: started, watched, ended, and what it left to go on from.
public final class ClusterJob {
    /// Of the job's exception when Kafka dropped a transaction.
    private static final String LOST = "LostTransactionException";

    private static final int PLACES = 4;

    private final Cluster cluster;
    private final ClusterFolder folder;
    private final Remembered remembered;
    private final Says says;

    ClusterJob(Cluster cluster, ClusterFolder folder, Remembered remembered, Says says) {
        this.cluster = cluster;
        this.folder = folder;
        this.remembered = remembered;
        this.says = says;
    }

    /// Runs a job and waits until every part of it runs.
    ///
    /// @return its id
    /// @throws ClusterException if one runs already, or the program refuses to start
    public String submit(JobRequest request, JobRequest.Start start) throws IOException {
        return submit(request, start, List.of());
    }

    /// The same with arguments for this once, which are not remembered.
    public String submit(JobRequest request, JobRequest.Start start, List<String> once)
            throws IOException {
        String from =
                switch (start) {
                    case JobRequest.Start.Afresh _ -> null;
                    case JobRequest.Start.From it -> it.place();
                    case JobRequest.Start.Newest _ -> newest(folder, remembered);
                };
        try (FlinkRest rest = cluster.rest()) {
            refuseSecond(rest);
            FlinkRest.Overview overview = rest.overview();
            int parallelism = request.parallelism();
            if (parallelism == 0) {
                parallelism = Math.max(1, overview.slots());
            }
            if (parallelism > overview.slots()) {
                throw new ClusterException(
                        "parallelism %d needs as many slots, and there are %d; start more with --task-managers or --slots"
                                .formatted(parallelism, overview.slots()),
                        "Parallelität %d braucht ebenso viele Slots, es gibt aber %d; starten Sie mehr mit --task-managers oder --slots."
                                .formatted(parallelism, overview.slots()));
            }
            says.say(
                    from == null ? "starting the job afresh" : "starting the job from " + from,
                    from == null
                            ? "Der Job beginnt von vorn."
                            : "Der Job setzt fort bei " + from + ".");
            if (from != null) {
                sayIfTooOld(from, Instant.now(), waits(request.arguments()), says);
            }
            String jar = rest.upload(request.jar());
            List<String> arguments = new ArrayList<>(request.arguments());
            arguments.addAll(once);
            String id = rest.run(jar, request.mainClass(), arguments, parallelism, from);
            remembered.job(request, id);
            remembered.save();
            awaitRunning(rest, id);
            // Not sooner: one that did not come to run must not make forgotten what was there
            // before.
            if (!(start instanceof JobRequest.Start.Newest)) {
                remembered.jobLineBegins(from);
            }
            remembered.jobRuns();
            remembered.save();
            return id;
        }
    }

    private void refuseSecond(FlinkRest rest) throws IOException {
        for (FlinkRest.Job job : rest.jobs()) {
            if (!job.over() && job.id().equals(remembered.jobId())) {
                String which = "(" + job.id() + ", " + job.state() + ")";
                throw new ClusterException(
                        "the job runs already " + which, "Der Job läuft bereits " + which + ".");
            }
        }
    }

    /// Kafka may have dropped results of it, and forgotten that.
    static void sayIfTooOld(String from, Instant now, Duration waits, Says says)
            throws IOException {
        Instant made = Snapshots.made(from).orElse(now);
        Duration age = Duration.between(made, now);
        if (age.compareTo(waits) <= 0) {
            return;
        }
        if (age.compareTo(Topics.KEPT) <= 0) {
            says.say(
                    "it is of %s, and results wait %d minutes for their commit: if the job was killed then, those of its last checkpoint may be missing. Start from the checkpoint before if you are not sure"
                            .formatted(made, waits.toMinutes()),
                    "Er ist vom %s, und Ergebnisse warten %d Minuten auf ihren Abschluss: Wurde der Job damals abgebrochen, fehlen vielleicht die seines letzten Checkpoints. Starten Sie im Zweifel vom Checkpoint davor."
                            .formatted(made, waits.toMinutes()));
            return;
        }
        long days = Topics.KEPT.toDays();
        says.say(
                "it is of %s, and Kafka keeps what is shipped for %d days: what came after it and is older is missing. If the job was killed then, results of its last checkpoint may be missing, too. Ship these files again with another --data folder"
                        .formatted(made, days),
                "Er ist vom %s, und Kafka bewahrt Geliefertes %d Tage auf: Was danach kam und älter ist, fehlt. Wurde der Job damals abgebrochen, fehlen vielleicht auch Ergebnisse seines letzten Checkpoints. Liefern Sie diese Dateien noch einmal, mit einem anderen Ordner bei --data."
                        .formatted(made, days));
    }

    /// @return absent only if no job ever ran here
    static @Nullable String newest(ClusterFolder folder, Remembered remembered) throws IOException {
        String newest =
                Snapshots.newest(folder, remembered.jobLine())
                        .map(p -> p.toUri().toString())
                        .orElse(remembered.jobOrigin());
        if (newest == null && remembered.jobRan()) {
            throw new ClusterException(
                    "a job ran here, and no checkpoint or savepoint of it is left in "
                            + folder.root()
                            + "; name one with 'firebreak cluster submit --from PLACE', or begin with no state: 'firebreak cluster submit --fresh' (then only what Kafka still keeps is read again)",
                    "Hier lief schon ein Job, und in "
                            + folder.root()
                            + " liegt kein Checkpoint oder Savepoint von ihm mehr. Nennen Sie einen mit „firebreak cluster submit --from ORT“, oder beginnen Sie ohne Zustand: „firebreak cluster submit --fresh“ (dann wird nur erneut gelesen, was Kafka noch aufbewahrt).");
        }
        return newest;
    }

    private void awaitRunning(FlinkRest rest, String id) throws IOException {
        try {
            cluster.await(
                    "all parts of job " + id,
                    Limits.JOB_START,
                    () -> {
                        refuseEnd(rest, id);
                        if (rest.job(id) == null) {
                            return false;
                        }
                        refuseLoss(rest, id);
                        return rest.allTasksRun(id);
                    });
        } catch (ClusterException e) {
            String said = String.valueOf(e.getMessage());
            String why = rest.job(id) == null ? "" : rest.lastFailure(id);
            if (why.isEmpty() || said.contains(why) || said.contains("--accept-lost")) {
                throw e;
            }
            throw new ClusterException(said + "; the job failed last with: " + why, e);
        }
    }

    /// It would fail with that again and again.
    private void refuseLoss(FlinkRest rest, String id) throws IOException {
        if (!rest.lastFailure(id).contains(LOST)) {
            return;
        }
        rest.cancel(id);
        awaitOver(rest, id);
        String places =
                String.join(
                        "\n  ",
                        Snapshots.newestFirst(folder, remembered.jobLine()).stream()
                                .limit(PLACES)
                                .map(p -> p.toUri().toString())
                                .toList());
        throw new ClusterException(
                "the job was away for so long that Kafka dropped results of its last checkpoint; it was ended again. Start it from the checkpoint before (firebreak cluster submit --from PLACE), or go on without these results (firebreak cluster submit --accept-lost). Places, the newest first:\n  "
                        + places,
                "Der Job war so lange weg, dass Kafka Ergebnisse seines letzten Checkpoints verworfen hat; er wurde wieder beendet. Starten Sie ihn vom Checkpoint davor (firebreak cluster submit --from ORT) oder ohne diese Ergebnisse (firebreak cluster submit --accept-lost). Orte, der neueste zuerst:\n  "
                        + places);
    }

    /// Waits until every part of a job runs, as after a failure.
    public void awaitRunning(String id) throws IOException {
        try (FlinkRest rest = cluster.rest()) {
            awaitRunning(rest, id);
        }
    }

    /// Waits until a job has completed as many checkpoints since it was submitted.
    public void awaitCheckpoints(String id, long number) throws IOException {
        try (FlinkRest rest = cluster.rest()) {
            cluster.await(
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
            throw noJob();
        }
        return submit(request, new JobRequest.Start.Newest());
    }

    private static ClusterException noJob() {
        return new ClusterException(
                "no job was submitted here yet", "Hier wurde noch kein Job gestartet.");
    }

    /// The id of the job that was submitted last.
    ///
    /// @throws ClusterException if none ever was
    public String known() throws ClusterException {
        String id = id();
        if (id == null) {
            throw noJob();
        }
        return id;
    }

    /// The id of the job that was submitted last, if any.
    public @Nullable String id() {
        return remembered.jobId();
    }

    /// Ends the job; it will not be resumed by the next start. Its last checkpoint is kept.
    public void cancel(String id) throws IOException {
        remembered.jobNotWanted();
        remembered.save();
        try (FlinkRest rest = cluster.rest()) {
            rest.cancel(id);
            awaitOver(rest, id);
        }
    }

    /// Ends the job, if it runs, with a savepoint that the next start goes on from, so that nothing is left to be committed.
    /// If that is not possible it is said, and the job is left as it is.
    public void pause() throws IOException {
        String id = remembered.jobId();
        if (id == null || !remembered.jobWanted()) {
            return; // there is none, or it was ended by cancel or with a savepoint
        }
        if (cluster.child(FlinkProcesses.JOB_MANAGER) == null) {
            if (!cluster.aliveTaskManagers().isEmpty()) {
                sayNotPaused("no JobManager runs", "es läuft kein JobManager");
            }
            return; // else all was ended before
        }
        try (FlinkRest rest = cluster.rest()) {
            FlinkRest.Job job = rest.job(id);
            if (job == null || job.over()) {
                String state = job == null ? "?" : job.state();
                sayNotPaused("it does not run (" + state + ")", "er läuft nicht (" + state + ")");
                return;
            }
            if (!rest.allTasksRun(id)) {
                throw new ClusterException(
                        "not all of its parts run (" + job.state() + ")",
                        "es laufen nicht alle seine Teile (" + job.state() + ")");
            }
            says.say(
                    "stopping the job with a savepoint",
                    "Der Job wird mit einem Savepoint beendet.");
            String place = rest.savepoint(id, folder.savepoints(), true);
            awaitOver(rest, id);
            says.say("savepoint " + place, "Savepoint " + place);
        } catch (IOException e) {
            String german =
                    e instanceof ClusterException known
                            ? known.message(Language.DE)
                            : String.valueOf(e.getMessage());
            sayNotPaused(String.valueOf(e.getMessage()), german);
        }
    }

    private void sayNotPaused(String english, String german) {
        JobRequest request = remembered.job();
        Duration within = waits(request == null ? List.of() : request.arguments());
        String time = within.compareTo(Topics.KEPT) < 0 ? within.toMinutes() + " min" : "";
        long days = Topics.KEPT.toDays();
        says.say(
                "the job could not be stopped with a savepoint: %s. It goes on from its last checkpoint; start it again within %s"
                        .formatted(english, time.isEmpty() ? days + " days" : time),
                "Der Job ließ sich nicht mit einem Savepoint beenden: %s. Er setzt bei seinem letzten Checkpoint fort; starten Sie ihn innerhalb von %s wieder."
                        .formatted(german, time.isEmpty() ? days + " Tagen" : time));
    }

    /// How long results of a checkpoint may wait for their commit, and the job be away.
    static Duration waits(List<String> arguments) {
        int at = arguments.lastIndexOf("--transaction-minutes");
        if (at < 0 || at + 1 == arguments.size()) {
            return Topics.KEPT; // what the job takes if it is not told
        }
        Duration told = Duration.ofMinutes(Long.parseLong(arguments.get(at + 1)));
        return told.compareTo(Topics.KEPT) < 0 ? told : Topics.KEPT;
    }

    /// Ends the job with a savepoint; it will not be resumed by the next start.
    ///
    /// @return where the savepoint lies
    public String stopWithSavepoint(String id) throws IOException {
        try (FlinkRest rest = cluster.rest()) {
            String place = rest.savepoint(id, folder.savepoints(), true);
            awaitOver(rest, id);
            remembered.jobNotWanted();
            remembered.save();
            return place;
        }
    }

    private void awaitOver(FlinkRest rest, String id) throws IOException {
        cluster.await(
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
        try (FlinkRest rest = cluster.rest()) {
            return rest.savepoint(id, folder.savepoints(), false);
        }
    }
}
