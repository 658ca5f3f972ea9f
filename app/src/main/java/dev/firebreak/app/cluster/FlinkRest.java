package dev.firebreak.app.cluster;

import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.json.JsonDocument;
import dev.firebreak.formats.json.JsonReader;
import dev.firebreak.formats.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Flink's REST interface, as far as it is needed here (Flink documentation, "REST API", version 1).
public final class FlinkRest implements AutoCloseable {
    private static final int CONNECT_SECONDS = 5;

    /// Largest answer that is read, in characters.
    private static final int MAX_ANSWER = 16 << 20;

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS))
                    .build();

    /// @param base such as `http://127.0.0.1:8081/`
    public FlinkRest(URI base) {
        this.base = base;
    }

    public URI base() {
        return base;
    }

    /// One job of the cluster.
    ///
    /// @param state Flink's word: RUNNING, RESTARTING, CANCELED, FINISHED, FAILED and others
    public record Job(String id, String name, String state) {
        /// Whether it will never run again under this id.
        public boolean over() {
            return List.of("CANCELED", "FINISHED", "FAILED", "SUSPENDED").contains(state);
        }
    }

    /// @param free slots that no job uses
    public record Overview(int taskManagers, int slots, int free) {}

    /// How a job's checkpoints are going.
    ///
    /// @param lastMillis duration of the last completed one, end to end, or -1 without one
    /// @param lastBytes that the last completed one wrote, or -1
    /// @param lastStateBytes the state it stands for, or -1
    /// @param lastPath where it lies, if there is one
    /// @param restoredFrom the checkpoint or savepoint that the job went on from last, if any
    public record Checkpoints(
            long completed,
            long failed,
            long lastMillis,
            long lastBytes,
            long lastStateBytes,
            @Nullable String lastPath,
            @Nullable String restoredFrom) {}

    public Overview overview() throws IOException {
        Json all = get("v1/overview");
        return new Overview(
                (int) number(all, "taskmanagers"),
                (int) number(all, "slots-total"),
                (int) number(all, "slots-available"));
    }

    /// @return absent when nobody answers
    @Nullable Overview overviewIfUp() {
        try {
            return overview();
        } catch (IOException _) {
            return null;
        }
    }

    public List<Job> jobs() throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (Json job : get("v1/jobs/overview").get("jobs").items()) {
            jobs.add(
                    new Job(
                            job.get("jid").text(),
                            job.get("name").text(),
                            job.get("state").text()));
        }
        return jobs;
    }

    /// @return absent when the cluster does not know the job, as after its JobManager was started anew
    public @Nullable Job job(String id) throws IOException {
        for (Job job : jobs()) {
            if (job.id().equals(id)) {
                return job;
            }
        }
        return null;
    }

    /// Whether every part of a job runs (a job is called RUNNING while its parts are still being deployed).
    public boolean allTasksRun(String id) throws IOException {
        Json job = get("v1/jobs/" + id);
        if (!job.get("state").text().equals("RUNNING") || job.get("vertices").items().isEmpty()) {
            return false;
        }
        for (Json vertex : job.get("vertices").items()) {
            if (number(vertex.get("tasks"), "RUNNING") != number(vertex, "parallelism")) {
                return false;
            }
        }
        return true;
    }

    /// Everything the interface says about a job, for those who want more than the records here.
    public Json details(String id) throws IOException {
        return get("v1/jobs/" + id);
    }

    public Checkpoints checkpoints(String id) throws IOException {
        Json all = get("v1/jobs/" + id + "/checkpoints");
        Json last = all.at("latest", "completed");
        return new Checkpoints(
                number(all.get("counts"), "completed"),
                number(all.get("counts"), "failed"),
                number(last, "end_to_end_duration"),
                number(last, "checkpointed_size"),
                number(last, "state_size"),
                last.get("external_path").textOrNull(),
                all.at("latest", "restored").get("external_path").textOrNull());
    }

    /// Why a job failed or restarted last, in Flink's words: what failed and its first cause; empty if it never did.
    public String lastFailure(String id) throws IOException {
        Json exceptions = get("v1/jobs/" + id + "/exceptions");
        for (Json entry : exceptions.at("exceptionHistory", "entries").items()) {
            String trace = entry.get("stacktrace").text();
            String first = trace.lines().findFirst().orElse("");
            String cause =
                    trace.lines()
                            .filter(line -> line.startsWith("Caused by:"))
                            .reduce((_, last) -> last)
                            .orElse("");
            return cause.isEmpty() ? first : first + " (" + cause + ")";
        }
        return "";
    }

    /// @return the id under which the jar can be run
    public String upload(Path jar) throws IOException {
        String boundary = "firebreak-" + System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + jar.getFileName()
                                + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(jar));
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                request("v1/jars/upload")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        String path = answer(request).get("filename").text();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// Runs the main method of an uploaded jar.
    ///
    /// @param mainClass of the jar, or absent for that of its manifest
    /// @param from checkpoint or savepoint to go on from, if any
    /// @return the job's id
    /// @throws ClusterException with the program's own words if it refuses
    public String run(
            String jarId,
            @Nullable String mainClass,
            List<String> arguments,
            int parallelism,
            @Nullable String from)
            throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        if (mainClass != null) {
            wanted.put("entryClass", mainClass);
        }
        wanted.put("programArgsList", arguments);
        wanted.put("parallelism", parallelism);
        if (from != null) {
            wanted.put("savepointPath", from);
        }
        return post("v1/jars/" + jarId + "/run", wanted).get("jobid").text();
    }

    /// Ends a job; its last checkpoint is kept.
    public void cancel(String id) throws IOException {
        answer(
                request("v1/jobs/" + id + "?mode=cancel")
                        .method("PATCH", HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    /// Writes a savepoint, ends the job or lets it run on, and waits for that.
    ///
    /// @return where the savepoint lies
    public String savepoint(String id, Path folder, boolean thenStop) throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put(thenStop ? "targetDirectory" : "target-directory", folder.toUri().toString());
        if (thenStop) {
            wanted.put("drain", false);
        } else {
            wanted.put("cancel-job", false);
        }
        String trigger =
                post("v1/jobs/" + id + (thenStop ? "/stop" : "/savepoints"), wanted)
                        .get("request-id")
                        .text();
        long end = System.nanoTime() + Limits.SAVEPOINT.toNanos();
        while (System.nanoTime() - end < 0) {
            Json now = get("v1/jobs/" + id + "/savepoints/" + trigger);
            if (now.at("status", "id").text().equals("COMPLETED")) {
                Json done = now.get("operation");
                if (done.has("failure-cause")) {
                    throw new ClusterException(
                            "the savepoint failed: "
                                    + done.at("failure-cause", "stack-trace")
                                            .text()
                                            .lines()
                                            .findFirst()
                                            .orElse("for an unknown reason"));
                }
                return done.get("location").text();
            }
            pause();
        }
        throw new ClusterException("the savepoint was not complete in " + Limits.SAVEPOINT);
    }

    /// Any other answer of the interface, for those who want more than the records here.
    ///
    /// @param path such as `v1/jobs/overview`
    public Json get(String path) throws IOException {
        return answer(request(path).GET().build());
    }

    private Json post(String path, Map<String, Object> wanted) throws IOException {
        return answer(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.pretty(wanted)))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Limits.REQUEST);
    }

    private Json answer(HttpRequest request) throws IOException {
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while asking Flink", e);
        } catch (IOException e) {
            throw new ClusterException("Flink does not answer at " + base, e);
        }
        String body = response.body();
        if (body.length() > MAX_ANSWER) {
            throw new ClusterException("Flink's answer is longer than " + MAX_ANSWER);
        }
        JsonDocument document = JsonReader.read(request.uri().getPath(), body);
        if (response.statusCode() / 100 != 2) {
            throw new ClusterException(
                    "Flink refuses ("
                            + response.statusCode()
                            + "): "
                            + (document.roots().isEmpty()
                                    ? body
                                    : reason(document.roots().getFirst())));
        }
        if (document.roots().isEmpty()) {
            throw new ClusterException("Flink's answer is no JSON");
        }
        return document.roots().getFirst();
    }

    /// Errors come as a text with a stack trace in it: the causes are what a person can use.
    private static String reason(Json answer) {
        List<String> causes = new ArrayList<>();
        for (Json error : answer.get("errors").items()) {
            List<String> lines = error.text().lines().filter(l -> !l.isBlank()).toList();
            for (String line : lines) {
                if (line.startsWith("Caused by:")) {
                    causes.add(line.substring("Caused by:".length()).strip());
                }
            }
            if (causes.isEmpty() && !lines.isEmpty()) {
                causes.add(lines.getFirst());
            }
        }
        return causes.isEmpty() ? "without a reason" : causes.getLast();
    }

    private static long number(Json object, String key) {
        var number = object.get(key).number();
        return number == null ? -1 : number.longValue();
    }

    private static void pause() throws ClusterException {
        try {
            Thread.sleep(Limits.POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
