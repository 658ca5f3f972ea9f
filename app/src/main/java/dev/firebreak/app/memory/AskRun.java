package dev.firebreak.app.memory;

import dev.firebreak.app.check.AliasFiles;
import dev.firebreak.app.check.Judging;
import dev.firebreak.app.check.Screening;
import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.TooManyMeetingsException;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Verdict;
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
            memory.damages()
                    .forEach(
                            d ->
                                    omitted.add(
                                            new Problem(
                                                    d.file(),
                                                    "offset " + d.offset(),
                                                    d.restored()
                                                            ? "a damaged block was restored; run status --repair"
                                                            : "a damaged block is lost",
                                                    d.restored()
                                                            ? Problem.Severity.NOTE
                                                            : Problem.Severity.LOST)));
            if (answer.tally().unlisted() > 0) {
                omitted.add(unlisted(answer.tally().unlisted()));
            }
            return answer.withOmitted(omitted);
        } catch (UncheckedIOException e) {
            throw Memory.unwrap(e);
        } catch (TooManyMeetingsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Problem unlisted(long machines) {
        return new Problem(
                "memory",
                "",
                machines
                        + " machines without a finding are counted, with the reasons, but not listed"
                        + " (--every-machine lists them)",
                Problem.Severity.NOTE);
    }

    /// Leaves the machines of a large estate out of which nothing is said; they stay in the counts.
    ///
    /// @param omitted what could not be used; that something was left out is added
    public static Answer shortened(Answer answer, List<Problem> omitted, boolean every) {
        List<AssetAnswer> listed = answer.assets();
        if (!every && listed.size() > MAX_LISTED) {
            listed =
                    listed.stream()
                            .filter(
                                    a ->
                                            a.verdicts().contains(Verdict.AFFECTED)
                                                    || a.verdicts().contains(Verdict.CONTACTED))
                            .toList();
            omitted.add(unlisted(answer.assets().size() - listed.size()));
        }
        return new Answer(
                answer.asOf(),
                answer.advisories(),
                listed,
                answer.findings(),
                answer.tally(),
                answer.coverage(),
                answer.suppressed(),
                answer.disagreements(),
                answer.questions(),
                omitted);
    }
}
