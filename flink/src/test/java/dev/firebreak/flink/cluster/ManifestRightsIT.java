package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.formats.json.JsonWriter;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The users of the Kubernetes manifests on a real broker with Kafka's own authorizer: job, shipper, situation room and `ask` do
/// all that they do, each with the rights that `users.yaml` gives and no others. Each test goes on from the one before.
@ExtendWith(OneNodeCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManifestRightsIT {
    private static final Topics TOPICS = Topics.DEFAULT;
    private static final String JOB = "firebreak-job";
    private static final String PRODUCER = "firebreak-producer";
    private static final String SERVER = "firebreak-server";

    /// What has not come by then will not come.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Machines that look one name up: so many that its key is split, see `flow.RouteKey#MAX_OWNERS`.
    private static final int MACHINES = 4_200;

    @TempDir static Path folder;

    private static SecuredBroker broker;
    private static ServedRoom room;
    private static ServedRoom.Person analyst;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> passwords = new HashMap<>();
        Manifests.users().forEach(user -> passwords.put(user, UUID.randomUUID().toString()));
        List<String> settings = new ArrayList<>();
        Manifests.brokerSettings().forEach((name, value) -> settings.add(name + "=" + value));
        settings.add(
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.add("super.users=User:ANONYMOUS");
        broker =
                new SecuredBroker(
                        folder.resolve("broker"), OneNodeCluster.libraries(), passwords, settings);
        broker.start();
        Cluster.createTopics(broker.inside(), TOPICS, 2);
        try (Admin admin = Admin.create(broker.inside().client())) {
            admin.createAcls(Manifests.rights()).all().get();
        }
        OneNodeCluster.submit(
                broker.servers(),
                TOPICS,
                "--client-settings",
                broker.clientSettings(JOB).toString());
        room =
                new ServedRoom(
                        List.of(
                                "engine = flink",
                                "kafka.bootstrap = " + broker.servers(),
                                "kafka.client-settings = " + broker.clientSettings(SERVER)));
    }

    @AfterAll
    static void stop() throws Exception {
        if (room != null) {
            room.close();
        }
        OneNodeCluster.cancel();
        if (broker != null) {
            broker.close();
        }
    }

    private static Connection as(String user) throws IOException {
        return Connection.of(broker.servers(), broker.clientSettings(user));
    }

    private static void ship(String file, String content) throws Exception {
        Path path = room.folder().resolve(file);
        Files.writeString(path, content);
        room.run(
                "ship",
                "--bootstrap",
                broker.servers(),
                "--client-settings",
                broker.clientSettings(PRODUCER).toString(),
                "--data",
                room.folder().resolve("shipper").toString(),
                "--organisation",
                "amt-b",
                path.toString());
    }

    private static void await(Callable<Boolean> is) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!is.call()) {
            assertThat(System.nanoTime() - end).as("waited for " + LIMIT).isNegative();
            Thread.sleep(100);
        }
    }

    /// Whether a topic has a record with this in its key.
    private static boolean told(String topic, String key) throws IOException {
        try (Tail tail = Tail.fromBeginning(broker.inside(), topic)) {
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.isPast(ends)) {
                for (ConsumerRecord<byte[], byte[]> r : tail.poll(Duration.ofMillis(100))) {
                    if (new String(r.key(), StandardCharsets.UTF_8).contains(key)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Test
    @Order(1)
    void theBrokerKnowsAndTakesTheSettingsOfTheManifest() throws Exception {
        try (Admin admin = Admin.create(broker.inside().client())) {
            ConfigResource one = new ConfigResource(ConfigResource.Type.BROKER, "1");
            Config known = admin.describeConfigs(List.of(one)).all().get().get(one);
            Manifests.brokerSettings()
                    .forEach(
                            (name, value) -> {
                                assertThat(known.get(name)).as(name).isNotNull();
                                if (!name.contains("replica") && !name.endsWith(".isr")) {
                                    assertThat(known.get(name).value()).as(name).isEqualTo(value);
                                }
                            });
        }
    }

    @Test
    @Order(2)
    void reportsAreSentByShipperAndRoomAndAnsweredByTheJob() throws Exception {
        ServedRoom.Person admin = room.administrator();
        String organisation =
                admin.ok(
                                admin.json(
                                        "POST",
                                        "/api/v1/organisations",
                                        JsonWriter.pretty(Map.of("key", "amt-a", "name", "A"))))
                        .get("id")
                        .text();
        analyst =
                room.person(
                        "analyst",
                        admin.ok(
                                        admin.json(
                                                "POST",
                                                "/api/v1/accounts",
                                                """
                                                {"login": "analyst", "name": "analyst", "role": "ANALYST", "organisationId": null}"""))
                                .get("oneTimePassword")
                                .text());
        // Lists, look-ups and names of addresses, by both ways in.
        String software =
                "Hostname,DisplayName,Publisher,DisplayVersion\n%s,Example Phone,Example Corp,18.12.416\n";
        String lookUps =
                """
                Mar 29 10:00:00 dns dnsmasq-dhcp[1]: DHCPACK(eth0) 10.0.0.7 00:00:5e:00:53:01 pc-7
                Mar 29 10:00:01 dns dnsmasq[1]: query[A] www.bad.example from 10.0.0.7
                """;
        admin.ok(
                analyst.put(
                        "/ingest/reports/software.csv?organisation=amt-a",
                        software.formatted("pc-1")));
        admin.ok(analyst.put("/ingest/reports/dns.log?organisation=amt-a", lookUps));
        ship("software.csv", software.formatted("pc-9"));
        ship("dns.log", lookUps);
        String warning =
                admin.ok(
                                analyst.json(
                                        "POST",
                                        "/api/v1/warnings",
                                        JsonWriter.pretty(
                                                Map.of(
                                                        "text",
                                                        "Systems contact bad[.]example and must be isolated."))))
                        .get("id")
                        .text();
        admin.ok(
                analyst.json(
                        "POST",
                        "/api/v1/warnings/" + warning + "/confirmation",
                        "{\"revision\": 1}"));
        await(
                () ->
                        analyst.get(
                                        "/api/v1/warnings/"
                                                + warning
                                                + "/organisations/"
                                                + organisation
                                                + "/machines")
                                .body()
                                .contains("pc-7"));
    }

    @Test
    @Order(3)
    void askIsAnsweredWithWhatBothSent() throws Exception {
        String answer =
                room.run(
                        1,
                        "ask",
                        "--engine",
                        "flink",
                        "--bootstrap",
                        broker.servers(),
                        "--client-settings",
                        broker.clientSettings(SERVER).toString(),
                        "--data",
                        room.folder().resolve("asker").toString(),
                        "--product",
                        "Example Phone",
                        "--version",
                        "18.12.416");
        assertThat(answer).contains("pc-1", "pc-9").doesNotContain("not taken in");
    }

    @Test
    @Order(4)
    void theJobSplitsKeysAndPutsAsideWhatItCannotRead() throws Exception {
        StringBuilder lookUps = new StringBuilder();
        for (int i = 0; i < MACHINES; i++) {
            lookUps.append(
                    "Mar 29 10:00:00 dns dnsmasq[1]: query[A] hot.example from 10.1.%d.%d\n"
                            .formatted(i / 250, i % 250));
        }
        ship("hot.log", lookUps.toString());
        try (Feed feed = new Feed(as(PRODUCER), TOPICS)) {
            feed.send(TOPICS.observations(), "nonsense", new byte[] {1, 2, 3});
            feed.flush();
        }
        await(() -> told(TOPICS.hotKeys(), "hot.example"));
        await(() -> told(TOPICS.deadLetters(), TOPICS.observations()));
    }

    @Test
    @Order(5)
    void allOfThisWasAllowedAndEachRightWasNeeded() throws Exception {
        List<String> users = Manifests.users();
        assertThat(users).containsExactlyInAnyOrder(JOB, PRODUCER, SERVER);
        Set<Audit.Action> done = Audit.of(broker.audit(), users);
        assertThat(done).filteredOn(a -> !a.allowed()).isEmpty();
        List<AclBinding> rights = Manifests.rights();
        for (AclBinding right : rights) {
            // Without this right something would have been denied.
            assertThat(done)
                    .as(right.toString())
                    .anyMatch(
                            a ->
                                    a.allowedBy(right)
                                            && rights.stream().filter(a::allowedBy).count() == 1);
        }
    }

    private static void cannotRead(String user, String topic) {
        assertThatThrownBy(
                        () -> {
                            try (Tail tail = Tail.fromBeginning(as(user), topic)) {
                                tail.poll(Duration.ofSeconds(20));
                            }
                        })
                .as(user + " reads " + topic)
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static void cannotWrite(String user, String topic) {
        assertThatThrownBy(
                        () -> {
                            try (Feed feed = new Feed(as(user), TOPICS)) {
                                feed.send(topic, "key", new byte[] {1});
                                feed.flush();
                            }
                        })
                .as(user + " writes " + topic)
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    @Order(6)
    void whatNobodyNeedsIsDenied() throws Exception {
        for (String topic :
                List.of(
                        TOPICS.findings(),
                        TOPICS.questions(),
                        TOPICS.coverage(),
                        TOPICS.observations())) {
            cannotRead(PRODUCER, topic);
        }
        for (String topic :
                List.of(TOPICS.questions(), TOPICS.findings(), TOPICS.progress(), "other")) {
            cannotWrite(PRODUCER, topic);
        }
        cannotRead(SERVER, TOPICS.observations());
        cannotRead(SERVER, TOPICS.inventories());
        cannotWrite(SERVER, TOPICS.findings());
        cannotWrite(SERVER, TOPICS.progress());
        cannotWrite(SERVER, TOPICS.hotKeys());
        cannotRead(JOB, TOPICS.findings());
        cannotWrite(JOB, TOPICS.questions());
        cannotWrite(JOB, TOPICS.observations());
        for (String user : Manifests.users()) {
            try (Admin admin = Admin.create(as(user).client())) {
                assertThatThrownBy(
                                () ->
                                        admin.createTopics(
                                                        List.of(
                                                                new NewTopic(
                                                                        "firebreak.x",
                                                                        1,
                                                                        (short) 1)))
                                                .all()
                                                .get())
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    @Order(7)
    void nobodyElseSpeaksForTheJob() throws Exception {
        try (Admin admin = Admin.create(as(SERVER).client())) {
            assertThatThrownBy(
                            () ->
                                    admin.alterConsumerGroupOffsets(
                                                    TOPICS.jobGroup(),
                                                    Map.of(
                                                            new TopicPartition(
                                                                    TOPICS.observations(), 0),
                                                            new OffsetAndMetadata(0)))
                                            .all()
                                            .get())
                    .hasCauseInstanceOf(GroupAuthorizationException.class);
        }
        for (String user : List.of(PRODUCER, SERVER)) {
            Properties p = as(user).client();
            p.setProperty("transactional.id", TOPICS.findings() + "-0-1");
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer())) {
                assertThatThrownBy(producer::initTransactions)
                        .isInstanceOf(TransactionalIdAuthorizationException.class);
            }
        }
    }
}
