package dev.firebreak.flink.cluster;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// One cluster lives through all of this, since its start is what costs: each test finds it as the one before left it.
@ExtendWith(OneAfterTheOther.class)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ClusterIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static LivingCluster living;

    static LivingCluster living() {
        return living;
    }

    @BeforeAll
    static void start() throws Exception {
        living = new LivingCluster(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (living != null) {
            living.close();
        }
    }

    @Nested
    @Order(1)
    class AfterItsStart extends ClusterStarting {}

    @Nested
    @Order(2)
    class WhenProcessesAreKilled extends KilledProcesses {}

    @Nested
    @Order(3)
    class WhenDiskOrSinkFail extends FullAndSlow {}

    @Nested
    @Order(4)
    class WithOtherSlots extends GrowingAndShrinking {}

    @Nested
    @Order(5)
    class AtItsEnd extends ClusterEnding {}
}
