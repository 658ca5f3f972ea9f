package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The job cannot get rid of its checkpoints or of its results.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class FullAndSlow {
    private final LivingCluster living = ClusterIT.living();

    @Test
    @Order(1)
    void aCheckpointFolderThatRefusesEveryWriteFailsThemAndNotTheJob() throws IOException {
        String id = living.cluster().job().id();
        Path place = living.folder().resolve("cluster").resolve("checkpoints").resolve(id);
        Path aside = place.resolveSibling("aside");
        try (FlinkRest rest = living.cluster().rest()) {
            // What stands in the way refuses every write there.
            Files.move(place, aside);
            Files.createFile(place);
            long failed = rest.checkpoints(id).failed();
            living.cluster()
                    .await(
                            "a failed checkpoint",
                            Limits.CHECKPOINT,
                            () -> rest.checkpoints(id).failed() > failed);
            assertThat(rest.job(id).state()).isEqualTo("RUNNING");
            Files.delete(place);
            Files.move(aside, place);
            long completed = rest.checkpoints(id).completed();
            living.send(LivingCluster.RECORDS);
            living.cluster().job().awaitCheckpoints(id, completed + 1);
        }
        living.assertAllOnce();
    }

    @Test
    @Order(2)
    void aFileSystemOfTheCheckpointsThatIsReallyFullFailsThemAndNotTheJob() throws IOException {
        SmallDisk full = living.disk();
        assumeTrue(full != null, living.noDisk());
        String id = living.cluster().job().id();
        try (FlinkRest rest = living.cluster().rest()) {
            full.fill();
            living.send(LivingCluster.RECORDS);
            long failed = rest.checkpoints(id).failed();
            living.cluster()
                    .await(
                            "a failed checkpoint",
                            Limits.CHECKPOINT,
                            () -> rest.checkpoints(id).failed() > failed);
            assertThat(rest.job(id).state()).isEqualTo("RUNNING");
            full.free();
            living.cluster().job().awaitCheckpoints(id, rest.checkpoints(id).completed() + 1);
        }
        living.assertAllOnce();
    }

    @Test
    @Order(3)
    void aSlowSinkSlowsTheJobDownAndNothingIsLostOrDoubled() throws Exception {
        String id = living.cluster().job().id();
        try (Admin admin = Admin.create(living.cluster().connection().client())) {
            // Kafka itself slows the job down: all producers of its user but the one that feeds the
            // test.
            limitProducers(admin, Map.of("user", "ANONYMOUS", "client-id", Tally.CLIENT), 1e9);
            limitProducers(admin, Map.of("user", "ANONYMOUS"), 20_000.0);
            living.send(5 * LivingCluster.RECORDS);
            living.cluster()
                    .await(
                            "back pressure up to the source, and a lag",
                            Limits.CHECKPOINT,
                            () ->
                                    largest("backPressuredTimeMsPerSecond") > 0
                                            && largest("operator_pendingRecords") > 0);
            try (FlinkRest rest = living.cluster().rest()) {
                assertThat(rest.job(id).state()).isEqualTo("RUNNING");
            }
            limitProducers(admin, Map.of("user", "ANONYMOUS"), null);
            limitProducers(admin, Map.of("user", "ANONYMOUS", "client-id", Tally.CLIENT), null);
        }
        living.assertAllOnce();
    }

    /// @param rate bytes a second for all clients that this is about together, absent to take the limit back
    private void limitProducers(Admin admin, Map<String, String> about, @Nullable Double rate)
            throws Exception {
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

    private double largest(String metric) throws IOException {
        return living.metrics().stream()
                .filter(line -> line.startsWith("flink_taskmanager_job_task_" + metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }
}
