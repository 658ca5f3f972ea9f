package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.firebreak.app.cluster.Child;
import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster whose folder lies on a file system that is really full: here it is Kafka that needs the room.
class FullDiskIT {
    private static final int MEGABYTES = 96;
    private static final int BYTES = 256 << 10;
    private static final long SEED = 7;

    @TempDir Path folder;

    @Test
    void aBrokerWhoseDiskIsFullTakesNothingMoreAndLosesNothingThatItAcknowledged()
            throws Exception {
        try (SmallDisk disk = disk(folder.resolve("cluster"));
                Cluster cluster =
                        Cluster.open(
                                folder.resolve("cluster"),
                                OneNodeCluster.libraries(),
                                (_, _) -> {})) {
            try {
                Child broker = cluster.startKafka();
                Cluster.createTopics(cluster.connection(), Topics.DEFAULT, 1);
                int acknowledged = sendUntilRefused(cluster);
                System.out.printf(
                        "%d records of %d bytes acknowledged before the disk of %d MB was full; the broker %s%n",
                        acknowledged, BYTES, MEGABYTES, broker.alive() ? "still runs" : "ended");
                assertThat(acknowledged).isPositive();
                broker.kill();
                disk.resize(4 * MEGABYTES);
                cluster.startKafka();
                Set<String> kept = keys(cluster);
                for (int i = 0; i < acknowledged; i++) {
                    assertThat(kept).contains("k" + i);
                }
                try (Feed feed = new Feed(cluster.connection(), Topics.DEFAULT)) {
                    feed.send(Topics.DEFAULT.deadLetters(), "after", new byte[BYTES]);
                    feed.flush();
                }
                assertThat(keys(cluster)).contains("after");
            } finally {
                cluster.down();
            }
        }
    }

    private static SmallDisk disk(Path folder) {
        try {
            return new SmallDisk(folder, MEGABYTES);
        } catch (IOException e) {
            return abort("no small file system can be mounted here: " + e.getMessage());
        }
    }

    /// Sends records that do not compress, one after the other.
    ///
    /// @return how many were acknowledged, the first of them
    private static int sendUntilRefused(Cluster cluster) {
        Random random = new Random(SEED);
        byte[] value = new byte[BYTES];
        int acknowledged = 0;
        try (Feed feed = new Feed(cluster.connection(), Topics.DEFAULT, Duration.ofSeconds(8))) {
            while (acknowledged < 4 * MEGABYTES * (1 << 20) / BYTES) {
                random.nextBytes(value);
                feed.send(Topics.DEFAULT.deadLetters(), "k" + acknowledged, value.clone());
                feed.flush();
                acknowledged++;
            }
        } catch (IOException e) {
            System.out.println("refused: " + e.getMessage());
            return acknowledged;
        }
        throw new AssertionError("the disk was never full");
    }

    private static Set<String> keys(Cluster cluster) throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Tail tail = Tail.fromBeginning(cluster.connection(), Topics.DEFAULT.deadLetters())) {
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.isPast(ends)) {
                for (ConsumerRecord<byte[], byte[]> r : tail.poll(Duration.ofMillis(200))) {
                    keys.add(new String(r.key(), StandardCharsets.UTF_8));
                }
            }
        }
        return keys;
    }
}
