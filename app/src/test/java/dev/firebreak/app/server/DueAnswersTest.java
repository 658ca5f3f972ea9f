package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.memory.TakeOptions;
import dev.firebreak.app.room.CaseDesk;
import dev.firebreak.app.room.EstateDesk;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.room.WarningDesk;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.DueAnswers;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sql;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.core.cases.CaseEvent;
import dev.firebreak.core.cases.CaseState;
import dev.firebreak.core.cases.Outcome;
import dev.firebreak.core.cases.Standing;
import dev.firebreak.core.index.Settings;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Tlp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What is computed anew after a start, and what is not. An answer in the database that is made wrong by hand tells: it is
/// right again only if it was computed.
class DueAnswersTest {
    private static final Viewer ANALYST =
            new Viewer("test", "Test", null, null, null, EnumSet.allOf(Permission.class), false);
    private static final int WRONG = 77;

    /// A clock that stands where it is put. It begins with now: when something was taken in, the memory tells by itself.
    private static final class SetClock extends Clock {
        private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final SetClock clock = new SetClock();
    private final Path data;

    DueAnswersTest() throws IOException {
        data = TestServer.folder().resolve("data");
    }

    private FirebreakServer start() throws Exception {
        return start(true);
    }

    /// @param caughtUp whether to wait until everything is answered
    private FirebreakServer start(boolean caughtUp) throws Exception {
        FirebreakServer server =
                FirebreakServer.start(
                        new ServerSettings(
                                data, 0, "127.0.0.1", null, Map.of("rate.per-minute", "1000000")),
                        clock,
                        new PrintWriter(new StringWriter()));
        if (caughtUp) {
            server.part(LiveAnswers.class).catchUp(); // need not wait for it
            server.part(LiveAnswers.class).awaitQuiet();
        }
        return server;
    }

    private static Organisation organisation(FirebreakServer server, String key) {
        return server.part(Organisations.class)
                .byKey(key)
                .orElseGet(
                        () ->
                                server.part(Organisations.class)
                                        .add(new Organisations.Entry(key, key, "", "", 10)));
    }

    private static InputStream csv(String machine, String version) {
        String text =
                "Hostname,DisplayName,Publisher,DisplayVersion\n"
                        + machine
                        + ",Example Phone,Example Corp,"
                        + version
                        + "\n";
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void report(FirebreakServer server, String key, String machine, String version)
            throws Exception {
        server.part(EstateDesk.class)
                .take(
                        organisation(server, key),
                        null,
                        "test",
                        machine.substring(0, Math.min(20, machine.length())) + ".csv",
                        Estates.Kind.ANY,
                        csv(machine, version));
        server.part(LiveAnswers.class).awaitQuiet();
    }

    private static long confirmed(FirebreakServer server) {
        WarningDesk desk = server.part(WarningDesk.class);
        long id =
                desk.draft(
                        ANALYST,
                        "w.json",
                        StoryTest.WARNING.getBytes(StandardCharsets.UTF_8),
                        null,
                        null);
        desk.confirm(ANALYST, id, 1);
        return id;
    }

    private static Answers.Line line(FirebreakServer server, long warning, String key) {
        return server.part(Answers.class).board(warning, ANALYST).stream()
                .filter(l -> l.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static void makeWrong(FirebreakServer server) {
        server.part(Sql.class).sql("update answer set affected = " + WRONG).params().update();
    }

    private static Map<Long, Long> marks(FirebreakServer server) {
        return server.part(DueAnswers.class).marks();
    }

    @Test
    void a_start_computes_only_what_a_stop_or_a_crash_left_open() throws Exception {
        long warning;
        try (FirebreakServer server = start()) {
            report(server, "a", "pc-1", "18.12.416");
            report(server, "b", "pc-1", "18.12.416");
            warning = confirmed(server);
            assertThat(marks(server)).isEmpty();
            makeWrong(server);
        }
        try (FirebreakServer server = start()) {
            assertThat(line(server, warning, "a").affected())
                    .as("nothing changed")
                    .isEqualTo(WRONG);
            // The server dies after a report is kept, before it is answered.
            LiveAnswers.Coming coming =
                    server.part(LiveAnswers.class).coming(organisation(server, "a").id());
            server.part(Estates.class)
                    .take("a", "two.csv", Estates.Kind.ANY, csv("pc-2", "18.12.416"), clock.now);
            assertThat(coming).isNotNull();
        }
        try (FirebreakServer server = start()) {
            assertThat(line(server, warning, "a").affected()).as("after a crash").isEqualTo(2);
            assertThat(marks(server)).isEmpty();
            makeWrong(server);
            // It dies when the report is announced, before it is kept.
            assertThat(server.part(LiveAnswers.class).coming(organisation(server, "b").id()))
                    .isNotNull();
        }
        try (FirebreakServer server = start()) {
            assertThat(line(server, warning, "a").affected()).as("not touched").isEqualTo(WRONG);
            assertThat(line(server, warning, "b").affected()).as("in doubt").isEqualTo(1);
            makeWrong(server);
            server.part(Sql.class)
                    .sql("update answers_cover set program = 'an older one'")
                    .params()
                    .update();
        }
        try (FirebreakServer server = start()) {
            assertThat(line(server, warning, "a").affected()).as("other program").isEqualTo(2);
            assertThat(line(server, warning, "b").affected()).as("other program").isEqualTo(1);
            makeWrong(server);
            server.part(Sql.class)
                    .sql("update warning set answered_whole = null")
                    .params()
                    .update();
        }
        try (FirebreakServer server = start()) {
            // it is answered behind what was touched
            while (!server.part(Warnings.class).brokenOff().isEmpty()) {
                Thread.sleep(10);
            }
            assertThat(line(server, warning, "a").affected()).as("broken off").isEqualTo(2);
            assertThat(line(server, warning, "b").affected()).as("broken off").isEqualTo(1);
            makeWrong(server);
        }
        Memory.open(data, Settings.defaults())
                .takeInventory(
                        "by another program",
                        () -> csv("pc-3", "18.12.416"),
                        TakeOptions.of("b", clock.now),
                        problem -> {});
        try (FirebreakServer server = start()) {
            assertThat(line(server, warning, "a").affected()).as("elsewhere").isEqualTo(2);
            assertThat(line(server, warning, "b").affected()).as("elsewhere").isEqualTo(2);
            assertThat(marks(server)).isEmpty();
        }
    }

    @Test
    void a_mark_stays_while_a_report_is_coming_in_and_while_it_was_marked_again() throws Exception {
        try (FirebreakServer server = start()) {
            report(server, "a", "pc-1", "18.12.416");
            confirmed(server);
            long a = organisation(server, "a").id();
            LiveAnswers live = server.part(LiveAnswers.class);
            LiveAnswers.Coming first = live.coming(a);
            live.touch(a);
            live.awaitQuiet();
            assertThat(marks(server)).containsOnlyKeys(a);
            LiveAnswers.Coming second = live.coming(a);
            first.close();
            live.awaitQuiet();
            assertThat(marks(server)).containsOnlyKeys(a);
            second.close();
            live.awaitQuiet();
            assertThat(marks(server)).isEmpty();
            DueAnswers due = server.part(DueAnswers.class);
            due.mark(a);
            long before = marks(server).get(a);
            due.mark(a);
            due.done(a, before);
            assertThat(marks(server)).containsOnlyKeys(a);
        }
    }

    @Test
    void answers_follow_what_is_forgotten_and_what_grows_too_old() throws Exception {
        try (FirebreakServer server = start()) {
            report(server, "a", "pc-1", "18.12.416");
            report(server, "b", "pc-1", "2.0");
            long warning = confirmed(server);
            server.part(Upkeep.class).forget();
            assertThat(line(server, warning, "b").undecided()).isZero();
            makeWrong(server);
            server.part(LiveAnswers.class).age();
            server.part(LiveAnswers.class).awaitQuiet();
            assertThat(line(server, warning, "b").affected()).as("nothing aged").isEqualTo(WRONG);

            clock.now = clock.now.plus(Duration.ofDays(40));
            report(server, "a", "pc-2", "18.12.416");
            server.part(LiveAnswers.class).age();
            server.part(LiveAnswers.class).awaitQuiet();
            assertThat(line(server, warning, "a").affected()).isEqualTo(2);
            assertThat(line(server, warning, "b").undecided()).as("too old").isEqualTo(1);

            clock.now = clock.now.plus(Duration.ofDays(530));
            server.part(Upkeep.class).forget(); // what is 18 months old: all but pc-2
            server.part(LiveAnswers.class).awaitQuiet();
            assertThat(line(server, warning, "a").affected()).as("forgotten").isEqualTo(1);
            assertThat(line(server, warning, "a").machines()).isEqualTo(1);
            assertThat(line(server, warning, "b").machines()).isZero();
            assertThat(marks(server)).isEmpty();
        }
    }

    @Test
    void a_stop_in_the_middle_of_catching_up_logs_no_error_and_leaves_the_rest_to_the_next_start()
            throws Exception {
        long warning;
        try (FirebreakServer server = start()) {
            for (int i = 0; i < 50; i++) {
                organisation(server, "empty-" + i);
            }
            report(server, "a", "pc-1", "18.12.416");
            warning = confirmed(server);
            makeWrong(server);
            server.part(Sql.class)
                    .sql("update answers_cover set program = 'an older one'")
                    .params()
                    .update();
        }
        FirebreakServer server = start(false);
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        root.addAppender(logged);
        try (server) {
            server.part(LiveAnswers.class).catchUp();
        } finally {
            root.detachAppender(logged);
        }
        assertThat(logged.list.stream().filter(e -> e.getLevel().isGreaterOrEqual(Level.ERROR)))
                .isEmpty();
        try (FirebreakServer next = start()) {
            assertThat(line(next, warning, "a").affected()).isEqualTo(1);
            assertThat(line(next, warning, "empty-49").affected()).isZero();
            assertThat(marks(next)).isEmpty();
        }
    }

    @Test
    void a_contact_stays_with_its_case_when_the_observation_is_forgotten() throws Exception {
        try (FirebreakServer server = start()) {
            String line =
                    "{\"ts\":"
                            + clock.now.getEpochSecond()
                            + ",\"uid\":\"C1\",\"id.orig_h\":\"10.9.9.9\",\"id.orig_p\":1,\"id.resp_h\":\"10.0.0.53\",\"id.resp_p\":53,\"proto\":\"udp\",\"query\":\"relay.phone-trojan.example\",\"qtype_name\":\"A\"}\n";
            server.part(EstateDesk.class)
                    .take(
                            organisation(server, "a"),
                            null,
                            "test",
                            "dns.json",
                            Estates.Kind.ANY,
                            new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
            server.part(LiveAnswers.class).awaitQuiet();
            WarningDesk desk = server.part(WarningDesk.class);
            String text = "TLP:GREEN\nIndicators of compromise:\nrelay.phone-trojan[.]example\n";
            long warning =
                    desk.draft(ANALYST, "w.txt", text.getBytes(StandardCharsets.UTF_8), null, null);
            desk.confirm(ANALYST, warning, 1);
            assertThat(line(server, warning, "a").contacted()).isEqualTo(1);

            clock.now = clock.now.plus(Duration.ofDays(570));
            server.part(Upkeep.class).forget();
            server.part(LiveAnswers.class).awaitQuiet();
            assertThat(line(server, warning, "a").machines()).as("forgotten").isZero();
            assertThat(line(server, warning, "a").contacted()).as("kept").isEqualTo(1);
            assertThat(line(server, warning, "a").standing()).isEqualTo(Standing.CONTACTED);
            var kept =
                    server.part(Findings.class)
                            .page(
                                    warning,
                                    organisation(server, "a").id(),
                                    Findings.Which.HIT,
                                    "",
                                    10);
            assertThat(kept).extracting(Findings.Found::machine).containsExactly("10.9.9.9");
            assertThat(kept.getFirst().proofs().getFirst().subject())
                    .isEqualTo("relay.phone-trojan.example");

            // A warning that names it no longer has no use for it.
            Advisory other =
                    server.part(Warnings.class).revision(warning, 1).orElseThrow().understanding();
            other =
                    new Advisory(
                            other.source(),
                            other.format(),
                            null,
                            null,
                            "t",
                            null,
                            null,
                            Tlp.GREEN,
                            null,
                            other.text(),
                            List.of(),
                            List.of(
                                    Indicator.of(
                                            ObservableType.DOMAIN,
                                            "other.example",
                                            Span.field("test", "", "other.example"))),
                            List.of(),
                            List.of(),
                            List.of());
            int revision = desk.correct(ANALYST, warning, 1, "t", Tlp.GREEN, other, "");
            desk.confirm(ANALYST, warning, revision);
            assertThat(line(server, warning, "a").contacted()).isZero();
        }
    }

    @Test
    void a_new_organisation_is_answered_after_the_next_start() throws Exception {
        long warning;
        try (FirebreakServer server = start()) {
            report(server, "a", "pc-1", "18.12.416");
            warning = confirmed(server);
            organisation(server, "new");
        }
        try (FirebreakServer server = start()) {
            assertThat(line(server, warning, "new").machines()).isZero();
        }
    }

    private static List<Integer> lengths(Set<String> names) {
        return names.stream().map(String::length).sorted().toList();
    }

    @Test
    void a_case_closes_and_opens_again_with_machines_of_any_name() throws Exception {
        // Longer than an entry of an index, of signs that do not compress, and short enough for
        // the memory to tell them apart.
        String start =
                new Random(1)
                        .ints(1_300, 0x4e00, 0x9fa5)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        List<String> names = List.of(start + "1", "a\uD83D\uDE00".repeat(600), "pc-1");
        try (FirebreakServer server = start()) {
            for (String name : names) {
                report(server, "a", name, "18.12.416");
            }
            long warning = confirmed(server);
            long id = line(server, warning, "a").caseId();
            CaseDesk desk = server.part(CaseDesk.class);
            desk.act(ANALYST, id, new CaseEvent.Told("by hand"));
            desk.act(ANALYST, id, new CaseEvent.Acknowledged(""));
            desk.act(ANALYST, id, new CaseEvent.Acting(""));
            desk.act(ANALYST, id, new CaseEvent.Done(Outcome.CLEANED, ""));
            Set<String> settled = server.part(Cases.class).settled(id);
            assertThat(settled.equals(Set.copyOf(names)))
                    .as("closed with names of these lengths: %s", lengths(settled))
                    .isTrue(); // they are too long to be shown
            report(server, "a", names.getFirst(), "18.12.416");
            assertThat(line(server, warning, "a").state()).isEqualTo(CaseState.DONE);
            report(server, "a", start + "2", "18.12.416");
            assertThat(line(server, warning, "a").affected()).isEqualTo(names.size() + 1);
            assertThat(line(server, warning, "a").state()).isNotEqualTo(CaseState.DONE);
        }
    }
}
