package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Client settings of TLS and SASL against a real broker on loopback.
class SecuredBrokerIT {
    @TempDir static Path folder;

    private static SecuredBroker broker;
    private static String password;

    @BeforeAll
    static void start() throws Exception {
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        password = HexFormat.of().formatHex(random);
        broker =
                new SecuredBroker(
                        folder.resolve("secured"),
                        ClusterLibraries.in(Path.of("target", "cluster")),
                        password);
        broker.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    private static Connection connection(String trusted, String with) throws Exception {
        return Connection.of(
                broker.servers(),
                broker.clientSettings("client-" + trusted + with.hashCode(), trusted, with));
    }

    @Test
    void clientSettingsFromAFileReachABrokerWithTlsAndScram() throws Exception {
        Connection connection = connection("broker", password);
        Topics topics = new Topics("secured");
        assertThat(Cluster.createTopics(connection, topics, 2)).contains("secured.observations");
        assertThat(Cluster.createTopics(connection, topics, 2)).isEmpty();
        Properties p = connection.client();
        p.setProperty("key.serializer", StringSerializer.class.getName());
        p.setProperty("value.serializer", StringSerializer.class.getName());
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(p)) {
            assertThat(
                            producer.send(new ProducerRecord<>(topics.deadLetters(), "k", "v"))
                                    .get(60, TimeUnit.SECONDS)
                                    .offset())
                    .isZero();
        }
    }

    @Test
    void thePasswordMayStandInAFileOfItsOwn() throws Exception {
        Path secret = Files.createDirectories(folder.resolve("user"));
        Files.writeString(
                secret.resolve("sasl.jaas.config"),
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
                        + SecuredBroker.USER
                        + "\" password=\""
                        + password
                        + "\";");
        Path file = folder.resolve("provider.properties");
        Files.writeString(
                file,
                """
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                config.providers=directory
                config.providers.directory.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
                config.providers.directory.param.allowed.paths=%1$s
                sasl.jaas.config=${directory:%1$s:sasl.jaas.config}
                ssl.truststore.type=PEM
                ssl.truststore.location=%2$s
                """
                        .formatted(secret, broker.folder().resolve("broker.pem")));
        assertThat(
                        Cluster.createTopics(
                                Connection.of(broker.servers(), file), new Topics("other"), 1))
                .contains("other.findings");
    }

    @Test
    void aWrongPasswordIsSaidAsSuchWithoutBeingRepeated() throws Exception {
        Connection wrong = connection("broker", "not-the-password");
        assertThatThrownBy(() -> Cluster.createTopics(wrong, Topics.DEFAULT, 1))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(broker.servers())
                .hasMessageContaining("invalid credentials")
                .hasMessageNotContaining("not-the-password");
    }

    @Test
    void aCertificateThatIsNotTrustedIsSaidAsSuch() throws Exception {
        Connection untrusting = connection("stranger", password);
        assertThatThrownBy(() -> Cluster.createTopics(untrusting, Topics.DEFAULT, 1))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(broker.servers())
                .hasMessageContaining("certificate");
    }

    @Test
    void noPasswordStandsInLogsCommandLinesOrTheConnectionsText() throws Exception {
        assertThat(broker.said()).doesNotContain(password).doesNotContain("made-for-the-test");
        assertThat(connection("broker", password).toString()).doesNotContain(password);
        assertThat(ProcessHandle.allProcesses().flatMap(p -> p.info().commandLine().stream()))
                .noneMatch(line -> line.contains(password));
    }
}
