package dev.firebreak.app.stream;

import dev.firebreak.app.check.AliasFiles;
import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.app.memory.AskRun;
import dev.firebreak.app.memory.EvidenceLines;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Answers warnings from a cluster, once: asks, waits, and takes the questions back that only it asked.
public final class StreamAsk {
    private final Connection connection;
    private final Topics topics;
    private final Clock clock;

    public StreamAsk(Connection connection, Topics topics, Clock clock) {
        this.connection = connection;
        this.topics = topics;
        this.clock = clock;
    }

    /// What went wrong is told once, with the answer or in its place.
    private static final class Silent implements Reader.Listener {
        @Override
        public void read(boolean questionDone) {
            // the asker is woken by what was read
        }

        @Override
        public void trouble(String what) {
            // see Reader#failure and Told#unreadable
        }
    }

    /// How long is waited, and what for.
    ///
    /// @param limit for everything together
    /// @param takenIn whether to wait until the job has taken in what was sent before the question
    public record Patience(Duration limit, boolean takenIn) {}

    /// @param organisation absent for all
    /// @param every list every machine, however many they are
    /// @throws IOException if the cluster cannot be reached
    public Answer answer(
            List<Advisory> advisories,
            List<Path> aliases,
            Set<String> forced,
            AnswerOptions options,
            @Nullable String organisation,
            boolean every,
            Patience patience)
            throws IOException, UnusableInputException {
        AliasFiles decisions = AliasFiles.read(aliases);
        Wanted wanted = Wanted.of(advisories, forced);
        Told told = new Told(wanted.questions()::containsKey);
        Deadline deadline = Deadline.in(patience.limit());
        try (Backlog backlog = new Backlog(connection, topics);
                Outlet outlet = new Outlet(connection, topics);
                Reader reader = new Reader(connection, topics, told, new Silent())) {
            Map<TopicPartition, Long> sent = backlog.ends();
            if (!reader.awaitLoaded(deadline)) {
                String why = reader.failure();
                throw new IOException(
                        why != null
                                ? why
                                : "what the cluster has told so far could not be read within "
                                        + patience.limit().toSeconds()
                                        + " s");
            }
            Asker asker = new Asker(told, reader, outlet, "ask:" + UUID.randomUUID(), clock);
            List<Problem> problems = new ArrayList<>(decisions.problems());
            try {
                Asker.Outcome outcome = asker.askAndAwait(wanted, deadline);
                if (outcome.isWhole()
                        && patience.takenIn()
                        && takenIn(backlog, sent, deadline)
                        && !reader.awaitNow(deadline)) {
                    outcome = new Asker.Outcome(Map.of(), true);
                }
                long left = backlog.records(sent);
                if (left > 0) {
                    problems.add(
                            new Problem(
                                    "cluster",
                                    "",
                                    left
                                            + " records of logs and inventories that were sent before the question are not taken in as of the job's last checkpoint",
                                    Problem.Severity.LOST));
                }
                Answer answer =
                        new StreamAnswer(advisories, wanted, told, outcome, decisions.aliases())
                                .of(
                                        organisation,
                                        options,
                                        problems,
                                        EvidenceLines::new,
                                        every ? Integer.MAX_VALUE : AskRun.MAX_LISTED);
                return answer.withOmitted(AskRun.withUnlisted("cluster", problems, answer));
            } finally {
                asker.withdraw(wanted.questions().keySet());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Waits until the job has taken in what was sent.
    ///
    /// @return whether it had to be waited for
    private static boolean takenIn(
            Backlog backlog, Map<TopicPartition, Long> sent, Deadline deadline)
            throws IOException, InterruptedException {
        boolean waited = false;
        while (backlog.records(sent) > 0 && !deadline.isOver()) {
            waited = true;
            Thread.sleep(deadline.millis(200));
        }
        return waited;
    }
}
