package dev.firebreak.app.stream;

import dev.firebreak.app.memory.AskEach;
import dev.firebreak.app.memory.Telling;
import dev.firebreak.app.room.Estates;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A warning that was asked of a cluster, answered for one organisation after the other.
final class StreamAsked implements Estates.Asked {
    private final StreamAnswer made;
    private final Instant asOf;

    StreamAsked(StreamAnswer made, Instant asOf) {
        this.made = made;
        this.asOf = asOf;
    }

    private Answer whole(String organisation) {
        return made.of(
                organisation,
                new AnswerOptions(asOf, AnswerOptions.DEFAULT_MAX_INVENTORY_AGE, null, null),
                new ArrayList<>(),
                UnaryOperator.identity(),
                Integer.MAX_VALUE);
    }

    @Override
    public Estates.Counts counts(String organisation) {
        int affected = 0;
        int contacted = 0;
        int undecided = 0;
        List<AssetAnswer> assets = whole(organisation).assets();
        for (AssetAnswer a : assets) {
            Set<Verdict> v = a.verdicts();
            affected += v.contains(Verdict.AFFECTED) ? 1 : 0;
            contacted += v.contains(Verdict.CONTACTED) ? 1 : 0;
            boolean hit = v.contains(Verdict.AFFECTED) || v.contains(Verdict.CONTACTED);
            undecided += !hit && v.contains(Verdict.UNKNOWN) ? 1 : 0;
        }
        return new Estates.Counts(assets.size(), affected, contacted, undecided);
    }

    @Override
    public void tell(String organisation, Telling each) {
        Answer answer = whole(organisation);
        Set<String> told = new HashSet<>();
        answer.findings().stream().map(Finding::asset).forEach(told::add);
        List<AssetAnswer> named = new ArrayList<>();
        int unknown = 0;
        for (AssetAnswer a : answer.assets()) {
            boolean hit =
                    a.verdicts().contains(Verdict.AFFECTED)
                            || a.verdicts().contains(Verdict.CONTACTED);
            if (hit
                    || told.contains(a.asset())
                    || a.verdicts().contains(Verdict.UNKNOWN)
                            && unknown++ < AskEach.MAX_UNKNOWN_NAMED) {
                named.add(a);
            }
        }
        Telling.tell(
                new Answer(
                        answer.asOf(),
                        answer.advisories(),
                        named,
                        answer.findings(),
                        answer.coverage(),
                        answer.suppressed(),
                        answer.disagreements(),
                        answer.questions(),
                        answer.omitted()),
                each);
    }
}
