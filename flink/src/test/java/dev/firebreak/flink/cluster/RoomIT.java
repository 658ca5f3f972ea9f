package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.memory.Telling;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.room.MemoryEstates;
import dev.firebreak.app.stream.StreamAsk;
import dev.firebreak.app.stream.StreamEstates;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.answer.Judged;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What stands behind the situation room, once as a cluster with the real job and once as the memory, given the same
/// reports: both must answer the same. Each test goes on from the one before.
@ExtendWith(OneNodeCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoomIT {
    /// An answer that has not come by then will not come.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Span SPAN = Span.field("test", "", "");
    private static final Instant RECEIVED = Instant.parse("2023-03-30T09:00:00Z");
    private static final Instant NOW = Instant.parse("2023-03-31T12:00:00Z");
    private static final List<String> ORGANISATIONS = List.of("Amt-A", "amt-b");

    @TempDir static Path folder;

    private static final Set<String> touched = ConcurrentHashMap.newKeySet();
    private static Cluster cluster;
    private static StreamEstates stream;
    private static Estates memory;

    @BeforeAll
    static void start() throws Exception {
        cluster = OneNodeCluster.cluster();
        OneNodeCluster.submit(cluster.connection(), Topics.DEFAULT);
        stream = open(cluster.connection(), Topics.DEFAULT, "stream");
        memory = new MemoryEstates(folder.resolve("memory"));
    }

    private static StreamEstates open(Connection connection, Topics topics, String data)
            throws IOException {
        StreamEstates opened =
                new StreamEstates(
                        connection,
                        topics,
                        folder.resolve(data),
                        Clock.systemUTC(),
                        StreamEstates.Review.DEFAULT);
        opened.follow(touched::addAll, () -> List.of(warning()));
        return opened;
    }

    @AfterAll
    static void stop() throws IOException {
        if (stream != null) {
            stream.close();
        }
        if (memory != null) {
            memory.close();
        }
        OneNodeCluster.cancel();
    }

    private static Advisory warning() {
        return warning(
                List.of(
                        new ProductStatement(
                                Product.named("Example Phone", "Example Corp"),
                                Platform.ANY,
                                Status.AFFECTED,
                                VersionScheme.GENERIC,
                                List.of("18.12.416", "18.12.407"),
                                List.of(),
                                Certainty.STATED,
                                List.of(SPAN))));
    }

    /// Without products it asks for contacts alone.
    private static Advisory warning(List<ProductStatement> products) {
        return new Advisory(
                "warning",
                "test",
                null,
                null,
                "",
                null,
                null,
                null,
                null,
                "",
                products,
                List.of(
                        Indicator.of(ObservableType.DOMAIN, "bad-phone.example", SPAN),
                        Indicator.of(ObservableType.IPV4, "203.0.113.0/24", SPAN)),
                List.of(),
                List.of(),
                List.of());
    }

    private static void take(String organisation, String name, String content) throws IOException {
        for (Estates each : List.of(stream, memory)) {
            Estates.Receipt receipt =
                    each.take(
                            organisation,
                            name,
                            Estates.Kind.ANY,
                            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                            RECEIVED);
            assertThat(receipt.recognised()).as(receipt.toString()).isNotNull();
        }
    }

    private static String software(String... rows) {
        return "Hostname,DisplayName,Publisher,DisplayVersion\n" + String.join("\n", rows) + "\n";
    }

    /// A log of look-ups in the form that Zeek writes.
    private static String dns(String... rows) {
        StringBuilder log =
                new StringBuilder(
                        "#separator \\x09\n#path\tdns\n"
                                + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tanswers\n"
                                + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tvector[string]\n");
        for (String row : rows) {
            String[] w = row.split(" ", -1);
            log.append(w[0]).append("\tC1\t").append(w[1]);
            log.append("\t5353\t10.0.0.1\t53\tudp\t").append(w[2]).append("\t-\n");
        }
        return log.toString();
    }

    /// What is compared: who, and what was found of whom.
    private static Set<String> said(Answer answer) {
        Set<String> said = new TreeSet<>();
        for (AssetAnswer a : answer.assets()) {
            // The memory also names machines with a version that is not affected.
            if (!a.verdicts().equals(Set.of(Verdict.NOT_AFFECTED))) {
                said.add(a.organisation() + " " + name(a.asset()) + " " + a.verdicts());
            }
        }
        answer.findings().forEach(f -> said.add(said(f)));
        return said;
    }

    private static String said(Finding f) {
        String what =
                switch (f) {
                    case Finding.Installed i -> i.component().toString();
                    case Finding.Contact c ->
                            c.indicator().value()
                                    + " "
                                    + c.sighting().first()
                                    + " "
                                    + c.sighting().last()
                                    + " "
                                    + c.sighting().count();
                };
        return f.organisation() + " " + name(f.asset()) + " " + f.verdict() + " " + what;
    }

    private static Set<String> said(Estates.Asked asked, String organisation) {
        Set<String> said = new TreeSet<>();
        asked.tell(
                organisation,
                new Telling() {
                    @Override
                    public void installed(
                            String machine,
                            Judged judged,
                            Component component,
                            String source,
                            long line) {
                        String who = organisation + " " + name(machine) + " ";
                        said.add(who + Set.of(judged.verdict()));
                        said.add(who + judged.verdict() + " " + component);
                    }

                    @Override
                    public void machine(AssetAnswer machine, List<Finding> findings) {
                        said.add(
                                organisation
                                        + " "
                                        + name(machine.asset())
                                        + " "
                                        + machine.verdicts());
                        findings.forEach(f -> said.add(said(f)));
                    }

                    @Override
                    public void nameless(List<Finding> findings) {
                        findings.forEach(f -> said.add(said(f)));
                    }
                });
        return said;
    }

    /// A machine that no inventory has comes back from the cluster in small letters.
    private static String name(String asset) {
        return asset.toLowerCase(Locale.ROOT);
    }

    private static Set<String> all(Estates estates) {
        return all(estates, warning());
    }

    private static Set<String> all(Estates estates, Advisory warning) {
        Estates.Asked asked = estates.ask(warning, NOW);
        Set<String> all = new TreeSet<>();
        for (String organisation : ORGANISATIONS) {
            all.addAll(said(asked, organisation));
            all.add(organisation + " " + asked.counts(organisation));
        }
        return all;
    }

    /// Waits until the cluster says what the memory says, and no longer than the limit.
    private static void assertSame() throws InterruptedException {
        assertSame(warning());
    }

    private static void assertSame(Advisory warning) throws InterruptedException {
        Set<String> expected = all(memory, warning);
        long end = System.nanoTime() + LIMIT.toNanos();
        Set<String> is = all(stream, warning);
        while (!is.equals(expected) && System.nanoTime() - end < 0) {
            Thread.sleep(250);
            is = all(stream, warning);
        }
        assertThat(is).isEqualTo(expected);
    }

    @Test
    @Order(1)
    void bothSayTheSameOfTheSameReports() throws Exception {
        take(
                "Amt-A",
                "software.csv",
                software(
                        "PC-1,Example Phone,Example Corp,18.12.416",
                        "PC-2,Example Phone,Example Corp,17.0.1",
                        "PC-3,Other Tool,Nobody,1.0"));
        take("amt-b", "software.csv", software("PC-1,Example Phone,Example Corp,18.12.407"));
        take(
                "Amt-A",
                "dns.log",
                dns(
                        "1680084000.250000 PC-1 www.bad-phone.example",
                        "1680087600.500000 PC-1 www.bad-phone.example",
                        "1680087601.000000 PC-3 good.example"));
        assertSame();
        assertThat(all(stream))
                .contains("Amt-A pc-1 [AFFECTED, CONTACTED]", "amt-b pc-1 [AFFECTED]");
        // Of whom something changed is gathered for a second.
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!touched.containsAll(Set.of("Amt-A", "amt-b")) && System.nanoTime() - end < 0) {
            Thread.sleep(100);
        }
        assertThat(touched).contains("Amt-A", "amt-b");
    }

    @Test
    @Order(2)
    void whatComesLaterChangesTheAnswer() throws Exception {
        take("Amt-A", "software-2.csv", software("PC-4,Example Phone,Example Corp,18.12.407"));
        take("amt-b", "dns.log", dns("1680170400.000000 PC-9 bad-phone.example"));
        assertSame();
        assertThat(all(stream))
                .contains("Amt-A pc-4 [AFFECTED]")
                .anyMatch(line -> line.startsWith("amt-b ") && line.contains("CONTACTED"));
    }

    @Test
    @Order(3)
    void theSameReportAgainCountsOnce() throws Exception {
        take("amt-b", "dns.log", dns("1680170400.000000 PC-9 bad-phone.example"));
        take("amt-b", "software-2.csv", software("PC-5,Example Phone,Example Corp,18.12.416"));
        assertSame();
    }

    @Test
    @Order(4)
    void aMachineWithoutAContactIsCleanForBothOnlyIfTheLogsNameIt() throws Exception {
        Advisory contacts = warning(List.of());
        take("amt-b", "software-5.csv", software("PC-10,Other Tool,Nobody,1.0"));
        take(
                "amt-b",
                "dns-2.log",
                dns(
                        "1680170401.000000 pc-10.amt-b.example good.example",
                        "1680170402.000000 PC-11 good.example",
                        "1680256802.000000 10.0.0.12 good.example"));
        assertSame(contacts);
        Set<String> said = all(stream, contacts);
        assertThat(said).contains("amt-b pc-1 [UNKNOWN]", "amt-b pc-9 [CONTACTED]");
        assertThat(said).noneMatch(line -> line.matches("amt-b pc-1[01] .UNKNOWN.*"));
        assertSame();
    }

    private static String machine(String name, String day, String components) {
        return "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\", \"metadata\": {\"timestamp\": \"2023-03-"
                + day
                + "T00:00:00Z\", \"component\": {\"type\": \"device\", \"name\": \""
                + name
                + "\"}}, \"components\": ["
                + components;
    }

    @Test
    @Order(5)
    void aListThatBrokeOffMakesNobodyCleanUntilAWholeOneComes() throws Exception {
        String tool = "{\"type\": \"application\", \"name\": \"Other Tool\", \"version\": \"1.0\"}";
        take("Amt-A", "pc-20.cdx.json", machine("PC-20", "28", tool + ", {\"type\": \"appl"));
        assertSame();
        assertThat(all(stream)).contains("Amt-A pc-20 [UNKNOWN]");
        take("Amt-A", "pc-20-whole.cdx.json", machine("PC-20", "29", tool + "]}"));
        assertSame();
        assertThat(all(stream)).noneMatch(line -> line.startsWith("Amt-A pc-20 "));
        take("Amt-A", "pc-20-late.cdx.json", machine("PC-20", "27", tool + ", {\"type\": \"appl"));
        assertSame();
    }

    @Test
    @Order(6)
    void aCommandAsksTheSameAndTakesNothingBackThatAWarningNeeds() throws Exception {
        Answer answer =
                new StreamAsk(cluster.connection(), Topics.DEFAULT, Clock.systemUTC())
                        .answer(
                                List.of(warning()),
                                List.of(),
                                Set.of(),
                                new AnswerOptions(
                                        NOW, AnswerOptions.DEFAULT_MAX_INVENTORY_AGE, null, null),
                                "Amt-A",
                                true,
                                new StreamAsk.Patience(LIMIT, true));
        assertThat(answer.omitted()).isEmpty();
        assertThat(said(answer)).isEqualTo(said(memory.ask(warning(), NOW), "Amt-A"));
        assertSame();
    }

    @Test
    @Order(7)
    void aBrokerThatWasKilledIsWaitedForAndNothingIsLost() throws Exception {
        cluster.child("kafka").kill();
        assertThat(all(stream)).isEqualTo(all(memory));
        cluster.up(OneNodeCluster.SETTINGS, Topics.DEFAULT);
        take("Amt-A", "software-3.csv", software("PC-6,Example Phone,Example Corp,18.12.416"));
        assertSame();
        assertThat(all(stream)).contains("Amt-A pc-6 [AFFECTED]");
        assertThat(stream.health()).containsEntry("kafka", "UP");
    }

    @Test
    @Order(8)
    void aServerStartedWhileTheBrokerIsAwayWaitsForItAndKnowsItsQuestionsAgain() throws Exception {
        Map<TopicPartition, Long> asked = questions();
        stream.close();
        cluster.child("kafka").kill();
        stream = open(cluster.connection(), Topics.DEFAULT, "stream");
        assertThat(stream.health()).containsEntry("kafka", "DOWN");
        cluster.up(OneNodeCluster.SETTINGS, Topics.DEFAULT);
        awaitUp();
        assertSame();
        assertThat(questions()).isEqualTo(asked);
        take("amt-b", "software-4.csv", software("PC-7,Example Phone,Example Corp,18.12.416"));
        assertSame();
        assertThat(all(stream)).contains("amt-b pc-7 [AFFECTED]");
    }

    /// Where the topic of questions ends: it grows when one is asked.
    private static Map<TopicPartition, Long> questions() throws IOException {
        try (Tail tail = Tail.fromNow(cluster.connection(), Topics.DEFAULT.questions())) {
            return tail.ends();
        }
    }

    private static void awaitUp() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!stream.health().containsValue("UP") && System.nanoTime() - end < 0) {
            Thread.sleep(250);
        }
        assertThat(stream.health()).containsEntry("kafka", "UP");
    }

    @Test
    @Order(9)
    void overTlsWithAPasswordBothSayTheSameToo() throws Exception {
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        stream.close();
        memory.close();
        OneNodeCluster.cancel();
        try (SecuredBroker broker =
                new SecuredBroker(
                        folder.resolve("secured"), OneNodeCluster.libraries(), password)) {
            broker.start();
            Path file = broker.clientSettings("job", "broker", password);
            Connection connection = Connection.of(broker.servers(), file);
            Topics topics = new Topics("secured");
            OneNodeCluster.submit(connection, topics, "--client-settings", file.toString());
            memory = new MemoryEstates(folder.resolve("memory-2"));
            stream = open(connection, topics, "stream-2");
            bothSayTheSameOfTheSameReports();
            OneNodeCluster.cancel();
            stream.close();
        }
    }
}
