package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The job goes on with fewer and with more slots.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class GrowingAndShrinking {
    private final LivingCluster living = ClusterIT.living();

    @Test
    @Order(1)
    void aSavepointIsGoneOnFromWithFewerPartsAndWithAnotherTaskManager() throws IOException {
        String one = rescale(1);
        try (FlinkRest rest = living.cluster().rest()) {
            assertThat(rest.overview().free()).isEqualTo(1);
        }
        living.assertAllOnce();
        String savepoint = living.cluster().job().stopWithSavepoint(one);
        assertThat(living.cluster().up(living.settings().withTaskManagers(3), Topics.DEFAULT))
                .isEqualTo(1);
        living.rememberProcesses();
        living.send(LivingCluster.RECORDS);
        String three =
                living.cluster()
                        .job()
                        .submit(living.tallyJob(0), new JobRequest.Start.From(savepoint));
        assertThat(three).isNotEqualTo(one);
        try (FlinkRest rest = living.cluster().rest()) {
            assertThat(rest.overview()).isEqualTo(new FlinkRest.Overview(3, 3, 0));
        }
        living.assertAllOnce();
    }

    @Test
    @Order(2)
    void pausedForTheEndOfTheClusterTheJobGoesOnFromItsSavepointAtTheNextStart()
            throws IOException {
        living.send(LivingCluster.RECORDS);
        String before = living.cluster().job().id();
        living.cluster().job().pause();
        try (FlinkRest rest = living.cluster().rest()) {
            assertThat(rest.job(before).state()).isEqualTo("FINISHED");
        }
        assertThat(living.cluster().down()).isEqualTo(5);
        living.cluster().up(living.settings().withTaskManagers(3), Topics.DEFAULT);
        living.rememberProcesses();
        String after = living.cluster().job().id();
        assertThat(after).isNotEqualTo(before);
        try (FlinkRest rest = living.cluster().rest()) {
            assertThat(rest.checkpoints(after).restoredFrom())
                    .contains("savepoint-" + before.substring(0, 6));
        }
        living.send(LivingCluster.RECORDS);
        living.assertAllOnce();
        living.cluster().job().cancel(after);
    }

    private String rescale(int parallelism) throws IOException {
        String savepoint = living.cluster().job().stopWithSavepoint(living.cluster().job().id());
        living.send(LivingCluster.RECORDS);
        return living.cluster()
                .job()
                .submit(living.tallyJob(parallelism), new JobRequest.Start.From(savepoint));
    }
}
