package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.app.cluster.Child;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A job runs, and one process after the other is killed in mid-stream.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class KilledProcesses {
    private final LivingCluster living = ClusterIT.living();

    @Test
    @Order(1)
    void aTaskManagerKilledInMidStreamLosesAndDoublesNothing() throws IOException {
        Tally.jar(living.libraries(), living.folder());
        String id =
                living.cluster().job().submit(living.tallyJob(2), new JobRequest.Start.Newest());
        living.send(LivingCluster.RECORDS);
        living.cluster().job().awaitCheckpoints(id, 2);
        living.send(LivingCluster.RECORDS);
        Child victim = living.cluster().child("taskmanager-2");
        long before = living.completed(id);
        long killed = System.nanoTime();
        victim.kill();
        living.send(LivingCluster.RECORDS);
        assertThat(victim.alive()).isFalse();
        Child replacement = living.cluster().startTaskManager();
        living.started(replacement.pid());
        living.sayRecovery("TaskManager killed, replaced at once", killed, id, before + 1);
        living.send(LivingCluster.RECORDS);
        living.assertAllOnce();
    }

    @Test
    @Order(2)
    void aSecondSubmissionOfTheRunningJobIsRefused() {
        assertThatThrownBy(() -> living.cluster().job().resume())
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("runs already");
    }

    @Test
    @Order(3)
    void metricsOfTheJobAreOfferedInPrometheusForm() throws Exception {
        List<String> names =
                living.metrics().stream()
                        .map(line -> line.substring(0, line.indexOf('{')))
                        .distinct()
                        .toList();
        assertThat(names)
                .contains(
                        "flink_taskmanager_job_task_operator_numRecordsInPerSecond",
                        "flink_taskmanager_job_task_operator_pendingRecords",
                        "flink_jobmanager_job_lastCheckpointDuration");
    }

    @Test
    @Order(4)
    void aBrokerKilledAndStartedAgainLosesAndDoublesNothing() throws IOException {
        String id = living.cluster().job().id();
        long before = living.completed(id);
        long killed = System.nanoTime();
        living.cluster().child("kafka").kill();
        living.started(living.cluster().startKafka().pid());
        living.sayRecovery("broker killed, started at once", killed, id, before + 1);
        living.send(LivingCluster.RECORDS);
        living.assertAllOnce();
    }

    @Test
    @Order(5)
    void aKilledJobManagerIsReplacedByTheNextStartAndTheJobGoesOn() throws IOException {
        String before = living.cluster().job().id();
        living.send(LivingCluster.RECORDS);
        long killed = System.nanoTime();
        living.cluster().child("jobmanager").kill();
        living.send(LivingCluster.RECORDS);
        assertThat(living.cluster().up(living.settings(), Topics.DEFAULT)).isEqualTo(1);
        living.rememberProcesses();
        assertThat(living.cluster().job().id()).isNotEqualTo(before);
        living.sayRecovery(
                "JobManager killed, started at once", killed, living.cluster().job().id(), 0);
        try (FlinkRest rest = living.cluster().rest()) {
            assertThat(rest.checkpoints(living.cluster().job().id()).restoredFrom())
                    .contains(before);
        }
        living.assertAllOnce();
    }

    @Test
    @Order(6)
    void killedTwiceBeforeItsFirstCheckpointTheJobStillGoesOnFromTheOneOfTheJobBefore()
            throws IOException {
        String before = living.cluster().job().id();
        living.cluster().job().awaitCheckpoints(before, living.completed(before) + 1);
        living.cluster().child("jobmanager").kill();
        living.send(LivingCluster.RECORDS);
        String without;
        try (RefusedCheckpoints refused =
                new RefusedCheckpoints(living.folder().resolve("cluster").resolve("checkpoints"))) {
            living.cluster().up(living.settings(), Topics.DEFAULT);
            living.rememberProcesses();
            without = living.cluster().job().id();
            assertThat(without).isNotEqualTo(before);
            assertThat(refused.jobs()).containsExactly(without);
            assertThat(living.completed(without)).isZero();
            living.cluster().child("jobmanager").kill();
        }
        living.cluster().up(living.settings(), Topics.DEFAULT);
        living.rememberProcesses();
        String last = living.cluster().job().id();
        assertThat(last).isNotEqualTo(without);
        try (FlinkRest rest = living.cluster().rest()) {
            assertThat(rest.checkpoints(last).restoredFrom()).isNotNull().contains(before);
        }
        living.assertAllOnce();
    }

    @Test
    @Order(7)
    void aStartThatFailedDoesNotMakeTheNextOneBeginAfresh() throws IOException {
        String before = living.cluster().job().id();
        living.cluster().job().awaitCheckpoints(before, living.completed(before) + 1);
        living.cluster().job().cancel(before);
        JobRequest.Start nothing =
                new JobRequest.Start.From(
                        living.folder().resolve("no-such-savepoint").toUri().toString());
        assertThatThrownBy(() -> living.cluster().job().submit(living.tallyJob(2), nothing))
                .isInstanceOf(ClusterException.class);
        String last =
                living.cluster().job().submit(living.tallyJob(2), new JobRequest.Start.Newest());
        try (FlinkRest rest = living.cluster().rest()) {
            assertThat(rest.checkpoints(last).restoredFrom()).isNotNull().contains(before);
        }
        living.send(LivingCluster.RECORDS);
        living.assertAllOnce();
    }
}
