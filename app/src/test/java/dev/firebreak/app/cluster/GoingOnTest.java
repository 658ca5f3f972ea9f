package dev.firebreak.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.app.text.Language;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From which checkpoint or savepoint a job goes on. Jobs that really die are in module flink.
class GoingOnTest {
    private static final String A = "a".repeat(32);
    private static final String B = "b".repeat(32);
    private static final String C = "c".repeat(32);
    private static final JobRequest REQUEST = new JobRequest(Path.of("a.jar"), null, List.of(), 0);

    @TempDir Path root;
    private ClusterFolder folder;
    private Remembered remembered;
    private int minute;

    @BeforeEach
    void begin() throws IOException {
        folder = new ClusterFolder(root);
        folder.create();
        remembered = Remembered.read(folder);
    }

    private String complete(Path place) throws IOException {
        Files.createDirectories(place);
        Path last = Files.createFile(place.resolve("_metadata"));
        Files.setLastModifiedTime(last, FileTime.fromMillis(60_000L * ++minute));
        return place.toUri().toString();
    }

    private String checkpoint(String job, int number) throws IOException {
        return complete(folder.checkpoints().resolve(job).resolve("chk-" + number));
    }

    private void ran(String job) throws IOException {
        submitted(job);
        remembered.jobRuns();
        remembered.save();
    }

    private void submitted(String job) throws IOException {
        remembered.job(REQUEST, job);
        remembered.save();
    }

    private String newest() throws IOException {
        return ClusterJob.newest(folder, Remembered.read(folder));
    }

    @Test
    void thatAStateIsOlderThanWhatKafkaKeepsIsSaid() throws IOException {
        String place = checkpoint(A, 1); // of the first minute of 1970
        List<String> said = new ArrayList<>();
        Says says = Says.in(Language.EN, said::add);
        Instant made = Instant.ofEpochMilli(60_000);
        ClusterJob.sayIfTooOld(place, made.plus(Topics.KEPT), Topics.KEPT, says);
        ClusterJob.sayIfTooOld("s3://bucket/chk-1", Instant.now(), Topics.KEPT, says);
        assertThat(said).isEmpty();
        ClusterJob.sayIfTooOld(place, made.plus(Topics.KEPT).plusSeconds(1), Topics.KEPT, says);
        assertThat(said).singleElement().asString().contains("1970-01-01T00:01:00Z", "7 days");
        said.clear();
        Duration quarter =
                ClusterJob.waits(List.of("--bootstrap", "a:1", "--transaction-minutes", "15"));
        ClusterJob.sayIfTooOld(place, made.plus(Duration.ofMinutes(16)), quarter, says);
        assertThat(said).singleElement().asString().contains("wait 15 minutes");
    }

    @Test
    void theFirstJobBeginsFromNothing() throws IOException {
        assertThat(newest()).isNull();
    }

    @Test
    void aJobThatNeverCameToRunHadNoStateToLose() throws IOException {
        submitted(A);
        assertThat(newest()).isNull();
    }

    @Test
    void whatAnEarlierJobLeftIsGoneOnFromWhenLaterOnesLeftNothing() throws IOException {
        ran(A);
        checkpoint(A, 7);
        String last = checkpoint(A, 8);
        ran(B);
        submitted(C);
        Files.createDirectories(folder.checkpoints().resolve(C).resolve("chk-1"));
        assertThat(newest()).isEqualTo(last);
        String own = checkpoint(B, 9);
        assertThat(newest()).isEqualTo(own);
    }

    @Test
    void withNothingLeftOfAJobThatRanItDoesNotBeginAfreshByItself() throws IOException {
        ran(A);
        assertThatThrownBy(this::newest)
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("--fresh")
                .hasMessageContaining("--from")
                .satisfies(
                        e ->
                                assertThat(((ClusterException) e).message(Language.DE))
                                        .startsWith("Hier lief schon ein Job"));
        submitted(B);
        assertThatThrownBy(this::newest).isInstanceOf(ClusterException.class);
    }

    @Test
    void afterAFreshStartNothingFromBeforeComesBack() throws IOException {
        ran(A);
        checkpoint(A, 1);
        complete(folder.savepoints().resolve("savepoint-aaaaaa-0123456789ab"));
        ran(B);
        remembered.jobLineBegins(null);
        remembered.save();
        assertThatThrownBy(this::newest).isInstanceOf(ClusterException.class);
        String own = complete(folder.savepoints().resolve("savepoint-bbbbbb-0123456789ab"));
        complete(folder.savepoints().resolve("savepoint-aaaaaa-999999999999"));
        assertThat(newest()).isEqualTo(own);
    }

    @Test
    void aNamedPlaceIsGoneOnFromUntilItsJobLeftSomething() throws IOException {
        ran(A);
        checkpoint(A, 1);
        ran(B);
        remembered.jobLineBegins("s3://bucket/savepoint-1");
        ran(C);
        assertThat(newest()).isEqualTo("s3://bucket/savepoint-1");
        String own = checkpoint(C, 2);
        assertThat(newest()).isEqualTo(own);
    }

    @Test
    void ofAClusterOfAnEarlierVersionEveryJobCounts() throws IOException {
        Files.writeString(folder.memory(), "job.id=" + B + "\njob.jar=a.jar\n");
        remembered = Remembered.read(folder);
        assertThatThrownBy(this::newest).isInstanceOf(ClusterException.class);
        String last = checkpoint(A, 1);
        submitted(C);
        assertThat(newest()).isEqualTo(last);
    }
}
