package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.json.JsonWriter;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import dev.firebreak.stream.record.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// `serve --engine flink` and `ship` as a user has them, on a real cluster: the life of two warnings over the REST
/// interface and the forms of the pages. Each test goes on from the one before.
@ExtendWith(OneNodeCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServedRoomIT {
    private static final Topics TOPICS = new Topics("served");

    /// What has not come by then will not come.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String WARNING =
            """
            {"document": {"category": "csaf_security_advisory", "csaf_version": "2.0", "title": "Trojanised Example Phone",
              "publisher": {"category": "other", "name": "Example CERT", "namespace": "https://cert.example"},
              "tracking": {"id": "EX-2026-2", "status": "final", "version": "1", "current_release_date": "2026-03-30T10:00:00Z",
                "initial_release_date": "2026-03-30T10:00:00Z", "revision_history": [{"number": "1", "date": "2026-03-30T10:00:00Z", "summary": "first"}]},
              "distribution": {"tlp": {"label": "GREEN"}}},
             "product_tree": {"branches": [{"category": "vendor", "name": "Example Corp", "branches": [
               {"category": "product_name", "name": "Example Phone", "branches": [
                 {"category": "product_version", "name": "18.12.416", "product": {"product_id": "P1", "name": "Example Phone 18.12.416"}}]}]}]},
             "vulnerabilities": [{"cve": "CVE-2026-1000", "product_status": {"known_affected": ["P1"]}}]}
            """;

    private static Connection connection;
    private static ServedRoom room;
    private static ServedRoom.Person admin;
    private static ServedRoom.Person analyst;
    private static String amtA;
    private static String amtB;
    private static String product;
    private static String domain;

    @BeforeAll
    static void start() throws Exception {
        connection = OneNodeCluster.cluster().connection();
        OneNodeCluster.submit(connection, TOPICS);
        room =
                new ServedRoom(
                        List.of(
                                "engine = flink",
                                "kafka.bootstrap = " + connection.servers(),
                                "kafka.prefix = " + TOPICS.prefix(),
                                "kafka.review-seconds = 1",
                                "kafka.spare-seconds = 1"));
        admin = room.administrator();
        amtA = organisation("amt-a", "Amt A");
        amtB = organisation("amt-b", "Amt B");
        analyst = account("analyst", "ANALYST", "null");
    }

    @AfterAll
    static void stop() throws IOException {
        if (room != null) {
            room.close();
        }
        OneNodeCluster.cancel();
    }

    private static String organisation(String key, String name) throws Exception {
        return admin.ok(
                        admin.json(
                                "POST",
                                "/api/v1/organisations",
                                JsonWriter.pretty(Map.of("key", key, "name", name))))
                .get("id")
                .text();
    }

    private static ServedRoom.Person account(String login, String role, String organisation)
            throws Exception {
        Json added =
                admin.ok(
                        admin.json(
                                "POST",
                                "/api/v1/accounts",
                                """
                                {"login": "%s", "name": "%s", "role": "%s", "organisationId": %s}"""
                                        .formatted(login, login, role, organisation)));
        return room.person(login, added.get("oneTimePassword").text());
    }

    private static String software(String... rows) {
        return "Hostname,DisplayName,Publisher,DisplayVersion\n" + String.join("\n", rows) + "\n";
    }

    /// Look-ups in the form that dnsmasq writes.
    private static String lookUps(String machine, String name) {
        return "Mar 29 10:00:00 dns dnsmasq[1]: query[A] " + name + " from " + machine + "\n";
    }

    private static void ship(String organisation, String file, String content) throws Exception {
        Path path = room.folder().resolve(organisation + "-" + file);
        Files.writeString(path, content);
        room.run(
                "ship",
                "--to",
                "kafka",
                "--bootstrap",
                connection.servers(),
                "--prefix",
                TOPICS.prefix(),
                "--data",
                room.folder().resolve("shipper").toString(),
                "--organisation",
                organisation,
                path.toString());
    }

    /// What the board says of an organisation: its standing, and how many machines are affected and contacted.
    private static String line(ServedRoom.Person who, String warning, String organisation)
            throws Exception {
        for (Json line : who.ok(who.get("/api/v1/warnings/" + warning + "/board")).items()) {
            if (line.get("organisationId").text().equals(organisation)) {
                return line.get("standing").text()
                        + " "
                        + line.get("affected").text()
                        + " "
                        + line.get("contacted").text();
            }
        }
        return "not on the board";
    }

    private static String machines(ServedRoom.Person who, String warning, String organisation)
            throws Exception {
        return who.get(
                        "/api/v1/warnings/"
                                + warning
                                + "/organisations/"
                                + organisation
                                + "/machines")
                .body();
    }

    private static <T> void await(T expected, Callable<T> is) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        T now = is.call();
        while (!now.equals(expected) && System.nanoTime() - end < 0) {
            Thread.sleep(100);
            now = is.call();
        }
        assertThat(now).isEqualTo(expected);
    }

    /// The questions that stand on the topic now.
    private static Set<String> standing() throws IOException {
        Map<String, Question> newest = new HashMap<>();
        try (Tail tail = Tail.fromBeginning(connection, TOPICS.questions())) {
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.isPast(ends)) {
                for (ConsumerRecord<byte[], byte[]> r : tail.poll(Duration.ofMillis(100))) {
                    Question q = Question.decode(r.value());
                    newest.put(q.id(), q);
                }
            }
        }
        newest.values().removeIf(Question::withdrawn);
        return newest.keySet();
    }

    @Test
    @Order(1)
    void aConfirmedWarningIsAnsweredWithWhatWasSentBeforeIt() throws Exception {
        admin.ok(
                analyst.put(
                        "/ingest/reports/software.csv?organisation=amt-a",
                        software(
                                "pc-1,Example Phone,Example Corp,18.12.416",
                                "pc-2,Example Phone,Example Corp,18.12.407")));
        ship("amt-b", "software.csv", software("pc-9,Other Tool,Nobody,1.0"));
        ship("amt-a", "dns.log", lookUps("10.0.0.7", "www.bad-served.example"));
        Json draft =
                analyst.ok(
                        analyst.json(
                                "POST",
                                "/api/v1/warnings",
                                JsonWriter.pretty(Map.of("text", WARNING))));
        product = draft.get("id").text();
        assertThat(draft.get("state").text()).isEqualTo("DRAFT");
        assertThat(standing()).isEmpty();
        Json confirmed =
                analyst.ok(
                        analyst.json(
                                "POST",
                                "/api/v1/warnings/" + product + "/confirmation",
                                "{\"revision\": 1}"));
        assertThat(confirmed.get("state").text()).isEqualTo("CONFIRMED");
        await("AFFECTED 1 0", () -> line(analyst, product, amtA));
        await("CLEAR 0 0", () -> line(analyst, product, amtB));
        assertThat(machines(analyst, product, amtA)).contains("pc-1").doesNotContain("pc-2\"");
    }

    @Test
    @Order(2)
    void whatIsShippedAfterwardsChangesTheAnswer() throws Exception {
        ship("amt-b", "software-2.csv", software("pc-10,Example Phone,Example Corp,18.12.416"));
        await("AFFECTED 1 0", () -> line(analyst, product, amtB));
        assertThat(line(analyst, product, amtA)).isEqualTo("AFFECTED 1 0");
    }

    @Test
    @Order(3)
    void aCorrectedWarningIsAnsweredAnewAndTheFormerQuestionIsTakenBack() throws Exception {
        Set<String> before = standing();
        assertThat(before).hasSize(1);
        String revisions = analyst.get("/api/v1/warnings/" + product + "/revisions").body();
        String understood =
                revisions.substring(
                        revisions.indexOf("\"understanding\":") + 16,
                        revisions.indexOf(",\"confirmed\":"));
        analyst.ok(
                analyst.json(
                        "PUT",
                        "/api/v1/warnings/" + product + "/understanding",
                        "{\"revision\": 1, \"title\": \"Corrected\", \"tlp\": \"GREEN\", \"understanding\": "
                                + understood.replace("18.12.416", "18.12.407")
                                + "}"));
        assertThat(line(analyst, product, amtA)).isEqualTo("AFFECTED 1 0");
        analyst.ok(
                analyst.json(
                        "POST",
                        "/api/v1/warnings/" + product + "/confirmation",
                        "{\"revision\": 2}"));
        assertThat(line(analyst, product, amtA)).isEqualTo("AFFECTED 1 0");
        assertThat(line(analyst, product, amtB)).isEqualTo("CLEAR 0 0");
        assertThat(machines(analyst, product, amtA)).contains("pc-2").doesNotContain("pc-1\"");
        await(
                true,
                () -> {
                    Set<String> now = standing();
                    return now.size() == 1 && !now.equals(before);
                });
    }

    @Test
    @Order(4)
    void aWarningConfirmedThroughTheFormsIsAnsweredToo() throws Exception {
        String to =
                analyst.form(
                                "/warnings",
                                Map.of(
                                        "text",
                                        "Systems contact bad-served[.]example and must be isolated.",
                                        "title",
                                        "Contacts",
                                        "tlp",
                                        "GREEN"))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        domain = to.replaceAll(".*/warnings/(\\d+)/.*", "$1");
        Map<String, String> fields = new HashMap<>();
        fields.put("revision", "1");
        fields.put("title", "Contacts");
        fields.put("tlp", "GREEN");
        fields.put("i0.keep", "on");
        fields.put("answered", "on");
        fields.put("confirm", "on");
        assertThat(
                        analyst.form("/warnings/" + domain + "/understanding", fields)
                                .headers()
                                .firstValue("Location")
                                .orElseThrow())
                .endsWith("/warnings/" + domain + "/board");
        await("CONTACTED 0 1", () -> line(analyst, domain, amtA));
        assertThat(analyst.get("/warnings/" + domain + "/board").body()).contains("Amt A");
        assertThat(standing()).hasSize(2);
    }

    @Test
    @Order(5)
    void anOfficerSeesOnlyTheOwnOrganisation() throws Exception {
        ServedRoom.Person officer = account("officer", "OFFICER", amtA);
        Set<String> cases = new HashSet<>();
        for (Json line :
                analyst.ok(analyst.get("/api/v1/warnings/" + product + "/board")).items()) {
            if (line.get("caseId").isNumber()) {
                cases.add(line.get("caseId").text());
            }
        }
        assertThat(cases).hasSize(2);
        analyst.ok(
                analyst.json(
                        "POST",
                        "/api/v1/cases/steps",
                        "{\"cases\": ["
                                + String.join(",", cases)
                                + "], \"step\": {\"step\": \"TELL\", \"text\": \"Portal\"}}"));
        assertThat(machines(officer, product, amtA)).contains("pc-2");
        assertThat(
                        officer.get(
                                        "/api/v1/warnings/"
                                                + product
                                                + "/organisations/"
                                                + amtB
                                                + "/machines")
                                .statusCode())
                .isEqualTo(404);
        String own = officer.get("/api/v1/cases").body();
        assertThat(own)
                .contains("\"organisationId\":" + amtA)
                .doesNotContain("\"organisationId\":" + amtB);
        assertThat(officer.get("/api/v1/organisations/" + amtB + "/coverage").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(6)
    void aWithdrawnWarningIsAskedNoMoreAndItsAnswerStaysAsItWas() throws Exception {
        Json withdrawn =
                analyst.ok(
                        analyst.json("POST", "/api/v1/warnings/" + product + "/withdrawal", "{}"));
        assertThat(withdrawn.get("state").text()).isEqualTo("WITHDRAWN");
        await(1, () -> standing().size());
        ship("amt-b", "software-3.csv", software("pc-11,Example Phone,Example Corp,18.12.407"));
        ship("amt-b", "dns.log", lookUps("10.0.0.8", "bad-served.example"));
        await("CONTACTED 0 1", () -> line(analyst, domain, amtB));
        assertThat(line(analyst, product, amtB)).isEqualTo("CLEAR 0 0");
        analyst.form("/warnings/" + domain + "/withdrawal", Map.of());
        await(Set.of(), ServedRoomIT::standing);
        assertThat(line(analyst, domain, amtB)).isEqualTo("CONTACTED 0 1");
        assertThat(
                        analyst.json(
                                        "POST",
                                        "/api/v1/warnings/" + product + "/confirmation",
                                        "{\"revision\": 2}")
                                .statusCode())
                .isEqualTo(409);
    }
}
