package dev.firebreak.app.cluster;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The job on a [Cluster]: started, watched, ended, and what it left to go on from.
public final class ClusterJob {
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
        String from =
                switch (start) {
                    case JobRequest.Start.Afresh _ -> null;
                    case JobRequest.Start.From it -> it.place();
                    case JobRequest.Start.Newest _ -> newestSnapshot();
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
                String which = "(" + job.id() + ", " + job.state() + ")";
                throw new ClusterException(
                        "the job runs already " + which, "Der Job läuft bereits " + which + ".");
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
        cluster.await(
                "all parts of job " + id,
                Limits.JOB_START,
                () -> {
                    refuseEnd(rest, id);
                    return rest.job(id) != null && rest.allTasksRun(id);
                });
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

    /// Ends the job with a savepoint.
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
