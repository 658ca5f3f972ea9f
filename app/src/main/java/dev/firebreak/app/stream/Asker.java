package dev.firebreak.app.stream;

import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.record.Question;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks questions, waits for what comes of them, and takes them back.
///
/// A question that a warning asks already is shared. One that another process asks only for now is asked anew, with a
/// higher revision: whoever asked it before then no longer withdraws it.
final class Asker {
    /// Askers of questions that stand until their warning is closed begin with this.
    static final String STANDING = "warning:";

    /// How often a question is asked again because somebody withdrew it meanwhile.
    private static final int MAX_ROUNDS = 3;

    private final Told told;
    private final Reader reader;
    private final Outlet outlet;
    private final String name;
    private final Clock clock;

    /// @param name who asks, the same after a restart if the questions are to be known again
    Asker(Told told, Reader reader, Outlet outlet, String name, Clock clock) {
        this.told = told;
        this.reader = reader;
        this.outlet = outlet;
        this.name = name;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    /// What is known of the questions of one asking.
    ///
    /// @param open those without a complete answer, with how far they are, which is absent if nothing answered at all
    /// @param behind everything is answered, but not all of it was read in time
    record Outcome(Map<String, @Nullable Progress> open, boolean behind) {
        static final Outcome WHOLE = new Outcome(Map.of(), false);

        boolean isWhole() {
            return open.isEmpty() && !behind;
        }
    }

    /// Asks what does not stand yet.
    ///
    /// @return the revision of each question that counts
    /// @throws IOException if the cluster does not take it
    synchronized Map<String, Long> ask(Wanted wanted) throws IOException {
        Map<String, Long> revisions = new LinkedHashMap<>();
        List<Question> fresh = new ArrayList<>();
        for (Question q : wanted.questions().values()) {
            Told.Standing s = told.standing(q.id());
            Question standing = s == null ? null : s.question();
            if (s != null
                    && standing != null
                    && (standing.asker().startsWith(STANDING) || standing.asker().equals(name))) {
                revisions.put(q.id(), s.revision());
                continue;
            }
            // Beyond the withdrawal that the one who asked before may still send.
            long revision = Math.max(clock.millis(), s == null ? 1 : s.revision() + 2);
            fresh.add(
                    new Question(
                            q.id(),
                            revision,
                            name,
                            false,
                            q.validFrom(),
                            q.validUntil(),
                            q.subject()));
            revisions.put(q.id(), revision);
        }
        send(fresh);
        return revisions;
    }

    private void send(List<Question> questions) throws IOException {
        if (questions.isEmpty()) {
            return;
        }
        outlet.send(
                feed -> {
                    for (Question q : questions) {
                        feed.send(q);
                    }
                    return true;
                });
        questions.forEach(told::question);
    }

    /// Asks, and waits until everything is answered and read, or the time is over.
    Outcome askAndAwait(Wanted wanted, Deadline deadline) throws IOException, InterruptedException {
        for (int round = 1; ; round++) {
            Map<String, Long> asked = ask(wanted);
            Map<String, @Nullable Progress> open = await(asked, deadline);
            boolean behind = haveEnded(open) && !reader.awaitNow(deadline);
            boolean withdrawn = asked.keySet().stream().anyMatch(this::isWithdrawn);
            if (!withdrawn || round >= MAX_ROUNDS || deadline.isOver()) {
                return new Outcome(open, behind || withdrawn);
            }
        }
    }

    private boolean isWithdrawn(String question) {
        Told.Standing s = told.standing(question);
        return s == null || s.question() == null;
    }

    /// Whether nothing more is to be waited for: what is still open had no room somewhere, and all else has answered.
    static boolean haveEnded(Map<String, @Nullable Progress> open) {
        return open.values().stream().allMatch(p -> p != null && p.ended());
    }

    private Map<String, @Nullable Progress> await(Map<String, Long> asked, Deadline deadline)
            throws InterruptedException {
        synchronized (told) {
            while (true) {
                Map<String, @Nullable Progress> open = open(asked);
                boolean withdrawn = open.keySet().stream().anyMatch(this::isWithdrawn);
                if (haveEnded(open) || withdrawn || deadline.isOver()) {
                    return open;
                }
                told.wait(deadline.millis(500));
            }
        }
    }

    /// Which questions are not answered in full now.
    Map<String, @Nullable Progress> open(Map<String, Long> asked) {
        Map<String, @Nullable Progress> open = new LinkedHashMap<>();
        asked.forEach(
                (id, revision) -> {
                    if (!told.isComplete(id, revision)) {
                        Progress p = told.progress(id);
                        open.put(id, p != null && p.revision() >= revision ? p : null);
                    }
                });
        return open;
    }

    /// Takes back those of these questions that are still this asker's own.
    ///
    /// @throws IOException if the cluster does not take it; they then stand on
    synchronized void withdraw(Collection<String> ids) throws IOException {
        List<Question> back = new ArrayList<>();
        for (String id : ids) {
            Told.Standing s = told.standing(id);
            Question q = s == null ? null : s.question();
            if (q != null && q.asker().equals(name)) {
                back.add(q.withdraw());
            }
        }
        send(back);
    }
}
