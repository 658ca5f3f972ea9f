package dev.firebreak.flink.cluster;

import dev.firebreak.app.cluster.ClusterLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Feeds [TallyJob] and checks what comes out of it.
final class Tally implements AutoCloseable {
    static final String IN = "tally.in";
    static final String OUT = "tally.out";

    /// By this name Kafka knows what feeds the job.
    static final String CLIENT = "tally-feed";

    private static final int KEYS = 97;

    private final Properties client;
    private final KafkaProducer<String, String> producer;
    private final Map<String, Long> sent = new HashMap<>();

    /// @param client how to reach Kafka
    Tally(Properties client) {
        this.client = client;
        Properties p = new Properties();
        p.putAll(client);
        p.setProperty("key.serializer", StringSerializer.class.getName());
        p.setProperty("value.serializer", StringSerializer.class.getName());
        p.setProperty("client.id", CLIENT);
        p.setProperty("acks", "all");
        p.setProperty("delivery.timeout.ms", "180000");
        producer = new KafkaProducer<>(p);
    }

    /// The project's jar of the job with this test's job beside it, so that both find the same connector.
    static Path jar(ClusterLibraries libraries, Path folder) throws IOException {
        Path jar = folder.resolve("tally.jar");
        Path classes = Path.of("target", "test-classes");
        try (JarFile project = new JarFile(libraries.job().toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(1);
            for (JarEntry entry : project.stream().toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream in = project.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
            try (Stream<Path> own = Files.list(classes.resolve("dev/firebreak/flink/cluster"))) {
                for (Path file : own.toList()) {
                    out.putNextEntry(
                            new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, out);
                }
            }
        }
        return jar;
    }

    void send(int number) {
        for (int i = 0; i < number; i++) {
            String key = "k" + (i * 31 % KEYS);
            producer.send(new ProducerRecord<>(IN, key, key + " " + i));
            sent.merge(key, 1L, Long::sum);
        }
        producer.flush();
    }

    long sent() {
        return sent.values().stream().mapToLong(Long::longValue).sum();
    }

    /// What is committed in the output.
    ///
    /// @param found distinct records
    /// @param doubled records beyond the first of each
    /// @param wrong records that cannot stem from what was sent
    record Result(long found, long doubled, long wrong) {}

    /// Reads the output from its beginning until as many are found as were sent, or the limit is over.
    Result read(Duration limit) {
        Properties p = new Properties();
        p.putAll(client);
        p.setProperty("key.deserializer", StringDeserializer.class.getName());
        p.setProperty("value.deserializer", StringDeserializer.class.getName());
        p.setProperty("isolation.level", "read_committed");
        p.setProperty("auto.offset.reset", "earliest");
        Map<String, Integer> times = new TreeMap<>();
        long wrong = 0;
        long end = System.nanoTime() + limit.toNanos();
        long quiet = Long.MAX_VALUE;
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(p)) {
            List<TopicPartition> all =
                    consumer.partitionsFor(OUT).stream()
                            .map(info -> new TopicPartition(OUT, info.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            // after the last one a while longer: a doubled record would come now
            while (System.nanoTime() - end < 0 && System.nanoTime() < quiet) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    String[] words = record.value().split(" ", -1);
                    times.merge(record.value(), 1, Integer::sum);
                    if (Long.parseLong(words[1]) > sent.getOrDefault(words[0], 0L)) {
                        wrong++;
                    }
                }
                if (times.size() >= sent() && quiet == Long.MAX_VALUE) {
                    quiet = System.nanoTime() + Duration.ofSeconds(3).toNanos();
                }
            }
        }
        long doubled = times.values().stream().mapToLong(n -> n - 1L).sum();
        return new Result(times.size(), doubled, wrong);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
