package dev.firebreak.app.memory;

import dev.firebreak.app.check.AliasFiles;
import dev.firebreak.app.check.Judging;
import dev.firebreak.app.check.Screening;
import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.TooManyMeetingsException;
import dev.firebreak.core.index.Index;
import dev.firebreak.core.index.IndexView;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers warnings from the memory.
public final class AskRun {
    /// Estates up to this many machines are listed machine by machine; of larger ones only those with a finding, unless
    /// all are asked for.
    public static final int MAX_LISTED = 20_000;

    private AskRun() {}

    /// @param organisation absent for all
    /// @param every list every machine, however many they are
    public static Answer answer(
            Memory memory,
            List<Advisory> advisories,
            List<Path> aliases,
            Set<String> forced,
            AnswerOptions options,
            @Nullable String organisation,
            boolean every)
            throws IOException, UnusableInputException {
        try {
            EstateView estate = new EvidenceLines(memory.view(organisation));
            AliasFiles decisions = AliasFiles.read(aliases);
            Screening screening = Screening.of(advisories, forced);
            Judging judging = Judging.of(advisories, decisions.aliases(), estate);
            List<Problem> omitted = new ArrayList<>(decisions.problems());
            advisories.forEach(a -> omitted.addAll(a.problems()));
            if (!screening.usable().isEmpty()) {
                omitted.addAll(unread(memory.view().flawedLogs(organisation)));
            }
            Answer answer =
                    AnswerBuilder.build(
                            advisories,
                            estate,
                            judging.judged(),
                            screening.usable(),
                            screening.suppressed(),
                            judging.questions(),
                            omitted,
                            options,
                            every ? Integer.MAX_VALUE : MAX_LISTED);
            memory.damages().forEach(d -> omitted.add(told(d)));
            return answer.withOmitted(withUnlisted("memory", omitted, answer));
        } catch (UncheckedIOException e) {
            throw Memory.unwrap(e);
        } catch (TooManyMeetingsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Damage that was met after the answer was made, while it was told: a large answer is read as it is printed.
    ///
    /// @param known what was met before
    public static List<Problem> damagesSince(Memory memory, Set<Index.Damage> known) {
        return memory.damages().stream().filter(d -> !known.contains(d)).map(AskRun::told).toList();
    }

    /// What could not be read when a log was taken in may be the very contact that is asked for.
    private static List<Problem> unread(IndexView.FlawedLogs flawed) {
        List<Problem> out = new ArrayList<>();
        for (String log : flawed.names()) {
            out.add(
                    new Problem(
                            log,
                            "",
                            "a part of this log could not be read when it was taken in; contacts in it are not known",
                            Problem.Severity.PARTIAL));
        }
        int more = flawed.logs() - flawed.names().size();
        if (more > 0) {
            out.add(
                    new Problem(
                            "memory",
                            "",
                            more + " more logs could not be read in full",
                            Problem.Severity.PARTIAL));
        }
        return out;
    }

    private static Problem told(Index.Damage damage) {
        return new Problem(
                damage.file(),
                "offset " + damage.offset(),
                damage.restored()
                        ? "a damaged block was restored; run status --repair"
                        : "a damaged block is lost",
                damage.restored() ? Problem.Severity.NOTE : Problem.Severity.LOST);
    }

    /// Says that machines are counted but not listed, if any are.
    ///
    /// @param engine which answered
    public static List<Problem> withUnlisted(String engine, List<Problem> omitted, Answer answer) {
        long machines = answer.tally().unlisted();
        if (machines == 0) {
            return omitted;
        }
        List<Problem> all = new ArrayList<>(omitted);
        all.add(
                new Problem(
                        engine,
                        "",
                        machines
                                + " machines without a finding are counted, with the reasons, but not listed"
                                + " (--every-machine lists them)",
                        Problem.Severity.NOTE));
        return all;
    }
}
