package dev.firebreak.app.cluster;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// One Kafka broker that is its own controller (KRaft), on the loopback address.
final class KafkaBroker {
    static final String NAME = "kafka";
    private static final int NODE = 1;
    private static final int INTERNAL_PARTITIONS = 4;
    private static final int MAX_CAUSES = 8;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LARGEST_REQUEST = 64 << 20;

    private final ClusterFolder folder;
    private final Launcher launcher;
    private final int heap;

    KafkaBroker(ClusterFolder folder, Launcher launcher, int heap) {
        this.folder = folder;
        this.launcher = launcher;
        this.heap = heap;
    }

    Child start(int port, int controllerPort, String clusterId) throws IOException {
        Path file = folder.configuration().resolve("kafka.properties");
        Files.write(
                file,
                settings(port, controllerPort).entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue().replace("\\", "\\\\"))
                        .toList());
        if (!Files.exists(folder.kafka().resolve("meta.properties"))) {
            ClusterFolder.delete(folder.kafka()); // half formatted before a crash
            Files.createDirectories(folder.kafka());
            launcher.run(
                    new Launcher.Plan(
                            "kafka-format",
                            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                            "kafka.tools.StorageTool",
                            List.of(
                                    "format",
                                    "--cluster-id",
                                    clusterId,
                                    "--config",
                                    file.toString(),
                                    "--standalone"),
                            0));
        }
        return launcher.start(
                new Launcher.Plan(
                        NAME,
                        List.of(
                                "-Xmx" + heap + "m",
                                "-XX:+UseSerialGC",
                                "-XX:MaxDirectMemorySize=64m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Djava.awt.headless=true"),
                        "kafka.Kafka",
                        List.of(file.toString()),
                        0));
    }

    private Map<String, String> settings(int port, int controllerPort) {
        String host = Ports.LOOPBACK;
        Map<String, String> all = new LinkedHashMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", String.valueOf(NODE));
        all.put("controller.quorum.bootstrap.servers", host + ":" + controllerPort);
        all.put(
                "listeners",
                "PLAINTEXT://"
                        + host
                        + ":"
                        + port
                        + ",CONTROLLER://"
                        + host
                        + ":"
                        + controllerPort);
        all.put("advertised.listeners", "PLAINTEXT://" + host + ":" + port);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("inter.broker.listener.name", "PLAINTEXT");
        all.put("log.dirs", folder.kafka().toString());
        // a single broker holds everything once
        for (String topic : List.of("offsets.topic", "transaction.state.log")) {
            all.put(topic + ".replication.factor", "1");
            all.put(topic + ".num.partitions", String.valueOf(INTERNAL_PARTITIONS));
        }
        all.put("transaction.state.log.min.isr", "1");
        // Each checkpoint of the job takes new transactional ids. A week of them, Kafka's bound,
        // does not fit this broker's heap. It forgets only those whose transaction has ended.
        all.put("transactional.id.expiration.ms", String.valueOf(Duration.ofHours(1).toMillis()));
        // With each comes a producer id, kept for each partition it wrote to: a day, if not told.
        all.put("producer.id.expiration.ms", String.valueOf(Duration.ofHours(1).toMillis()));
        // A prepared transaction may wait for its job as long as what the job reads is kept.
        all.put("transaction.max.timeout.ms", String.valueOf(Topics.KEPT.toMillis()));
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("group.initial.rebalance.delay.ms", "0");
        // a mistyped name is an error and no new topic
        all.put("auto.create.topics.enable", "false");
        all.put("message.max.bytes", String.valueOf(Topics.MAX_RECORD));
        all.put("replica.fetch.max.bytes", String.valueOf(Topics.MAX_RECORD));
        all.put("socket.request.max.bytes", String.valueOf(LARGEST_REQUEST));
        // threads and buffers for one machine
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "2");
        all.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20));
        all.put("log.segment.bytes", String.valueOf(256 << 20));
        return all;
    }

    /// @return whether a broker answers there
    static boolean answers(String servers) {
        if (!listens(servers)) {
            return false; // asked first, since Kafka's client warns at each try
        }
        try (Admin admin = admin(Connection.plain(servers), Duration.ofSeconds(2))) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false; // not yet
        }
    }

    private static boolean listens(String servers) {
        int colon = servers.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            servers.substring(0, colon),
                            Integer.parseInt(servers.substring(colon + 1))),
                    CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Creates those topics that are not there yet.
    ///
    /// @return the names of those created now
    static List<String> createTopics(Connection connection, List<Topics.Setup> setups)
            throws IOException {
        try (Admin admin = admin(connection, Limits.TOPICS)) {
            Set<String> there = admin.listTopics().names().get(60, TimeUnit.SECONDS);
            List<NewTopic> wanted = new ArrayList<>();
            for (Topics.Setup setup : setups) {
                if (!there.contains(setup.name())) {
                    wanted.add(
                            new NewTopic(setup.name(), setup.partitions(), (short) -1)
                                    .configs(setup.settings()));
                }
            }
            admin.createTopics(wanted).all().get(60, TimeUnit.SECONDS);
            return wanted.stream().map(NewTopic::name).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while topics were created", e);
        } catch (TimeoutException e) {
            throw new ClusterException(connection + " did not create the topics in time", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return List.of(); // somebody else created them at the same moment
            }
            throw new ClusterException(
                    "the topics could not be created at " + connection + ": " + causes(e), e);
        }
    }

    /// Kafka says only at the end of its chain of causes which certificate or password was wrong.
    private static String causes(Throwable e) {
        List<String> said = new ArrayList<>();
        Throwable cause = e.getCause();
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            String message = cause.getMessage();
            if (message != null && said.stream().noneMatch(s -> s.contains(message))) {
                said.add(message);
            }
            cause = cause.getCause();
        }
        return String.join(": ", said);
    }

    private static Admin admin(Connection connection, Duration limit) {
        Properties all = connection.client();
        all.setProperty(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                String.valueOf(Math.min(limit.toMillis(), 30_000)));
        all.setProperty(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(limit.toMillis()));
        all.setProperty(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, "100");
        all.setProperty(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        return Admin.create(all);
    }
}
