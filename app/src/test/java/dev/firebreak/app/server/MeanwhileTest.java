package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.room.AnswerKeeping;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.room.LiveEvents;
import dev.firebreak.app.room.Pseudonyms;
import dev.firebreak.app.room.Retention;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.DueAnswers;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sql;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Tlp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/// A report comes in after a warning was asked for everybody and before its answer is stored.
class MeanwhileTest {
    /// The server's own estates, which after the first question take a report in and wait until it is answered.
    private static final class Interrupted implements Estates {
        private final Estates real = TestServer.shared().part(Estates.class);
        private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

        @Override
        public Asked ask(Advisory understanding, Instant asOf) {
            Asked asked = real.ask(understanding, asOf);
            meanwhile.getAndSet(() -> {}).run();
            return asked;
        }

        @Override
        public Receipt take(
                String organisation, String name, Kind kind, InputStream content, Instant received)
                throws IOException {
            return real.take(organisation, name, kind, content, received);
        }

        @Override
        public Coverage coverage(String organisation) {
            return real.coverage(organisation);
        }

        @Override
        public void forgetBefore(Instant moment) throws IOException {
            real.forgetBefore(moment);
        }

        @Override
        public boolean holdsBefore(Instant moment) throws IOException {
            return real.holdsBefore(moment);
        }

        @Override
        public @Nullable String state() {
            return real.state();
        }

        @Override
        public @Nullable Set<String> aged(Instant then, Instant now) {
            return real.aged(then, now);
        }

        @Override
        public void close() {
            // the shared server's own
        }
    }

    private static <T> T part(Class<T> type) {
        return TestServer.shared().part(type);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReportThatComesInMeanwhileIsInTheAnswer(boolean withinTransaction) throws Exception {
        Organisation organisation = TestServer.organisation("Amt Zwischendurch");
        Interrupted estates = new Interrupted();
        try (LiveAnswers live = answers(estates)) {
            Warnings warnings = part(Warnings.class);
            byte[] text = StoryTest.WARNING.getBytes(StandardCharsets.UTF_8);
            long warning =
                    warnings.add(
                            "Meanwhile",
                            Tlp.GREEN,
                            "warning",
                            text,
                            dev.firebreak.formats.Warnings.read("warning", text),
                            "test");
            estates.meanwhile.set(() -> report(estates, live, organisation));
            if (withinTransaction) {
                part(TransactionTemplate.class)
                        .executeWithoutResult(
                                status -> {
                                    warnings.confirm(warning, 1);
                                    live.answer(warning);
                                });
            } else {
                warnings.confirm(warning, 1);
                live.answer(warning);
            }
            live.awaitQuiet();
            assertThat(
                            part(Answers.class)
                                    .part(warning, organisation.id())
                                    .orElseThrow()
                                    .affected())
                    .isEqualTo(1);
            warnings.withdraw(warning);
        }
    }

    private static void report(Estates estates, LiveAnswers live, Organisation organisation) {
        String csv =
                "Hostname,DisplayName,Publisher,DisplayVersion\npc-1,Example Phone,Example Corp,18.12.416\n";
        try {
            estates.take(
                    organisation.key(),
                    "software.csv",
                    Estates.Kind.ANY,
                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                    Instant.now());
            live.touch(organisation.id());
            live.awaitQuiet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LiveAnswers answers(Estates estates) {
        return new LiveAnswers(
                part(Warnings.class),
                part(Organisations.class),
                new AnswerKeeping(
                        part(Sql.class),
                        part(Answers.class),
                        part(Findings.class),
                        part(Cases.class),
                        estates,
                        part(Pseudonyms.class),
                        part(Retention.class),
                        part(TransactionTemplate.class)),
                part(DueAnswers.class),
                estates,
                part(LiveEvents.class),
                () -> "test",
                Clock.systemUTC());
    }
}
