package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.app.cluster.ClusterStatus;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A cluster that has just been started.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ClusterStarting {
    private final LivingCluster living = ClusterIT.living();

    @Test
    @Order(1)
    void everythingThatWasStartedRunsAndAnswers() throws IOException {
        ClusterStatus status = living.cluster().status();
        assertThat(status.whole()).isTrue();
        assertThat(status.processes())
                .extracting(ClusterStatus.Process::name)
                .containsExactlyInAnyOrder("kafka", "jobmanager", "taskmanager-1", "taskmanager-2");
        assertThat(status.overview()).isEqualTo(new FlinkRest.Overview(2, 2, 2));
    }

    @Test
    @Order(2)
    void aSecondStartFindsTheClusterRunning() throws IOException {
        assertThat(living.cluster().up(living.settings(), Topics.DEFAULT)).isZero();
    }

    @Test
    @Order(3)
    void anotherCommandIsRefusedWhileOneHoldsTheFolder() {
        assertThatThrownBy(
                        () ->
                                Cluster.open(
                                        living.folder().resolve("cluster"),
                                        living.libraries(),
                                        living.says()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("another command is working on the cluster");
    }

    @Test
    @Order(4)
    void theTopicsOfTheProductAreSetUpAsItWantsThem() throws Exception {
        try (Admin admin = Admin.create(living.cluster().connection().client())) {
            for (Topics.Setup setup : Topics.DEFAULT.setups(living.settings().partitions())) {
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
    @Order(5)
    void aJobThatDoesNotExistIsRefusedWithItsReason() {
        JobRequest nothing = new JobRequest(living.libraries().job(), "no.such.Job", List.of(), 1);
        assertThatThrownBy(
                        () -> living.cluster().job().submit(nothing, new JobRequest.Start.Afresh()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no.such.Job");
    }

    @Test
    @Order(6)
    void moreParallelPartsThanSlotsAreRefusedAtOnce() {
        JobRequest large = new JobRequest(living.libraries().job(), null, List.of(), 64);
        assertThatThrownBy(
                        () -> living.cluster().job().submit(large, new JobRequest.Start.Afresh()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("--task-managers");
    }
}
