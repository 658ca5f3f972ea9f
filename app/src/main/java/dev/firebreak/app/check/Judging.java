package dev.firebreak.app.check;

import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.Judged;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.identity.ReadComponents;
import dev.firebreak.core.judge.ComponentJudge;
import dev.firebreak.core.judge.ComponentVerdict;
import dev.firebreak.core.judge.Judgement;
import dev.firebreak.core.judge.Outcome;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Every distinct component of an estate judged once.
///
/// @param judged those that a warning says something of
/// @param questions that judging raised
public record Judging(List<Judged> judged, List<Question> questions) {
    public static Judging of(List<Advisory> advisories, Aliases aliases, EstateView estate) {
        return new ComponentJudge(advisories, aliases).asksComponents()
                ? of(advisories, aliases, ReadComponents.of(components(estate)))
                : new Judging(List.of(), List.of());
    }

    /// The distinct components of an estate, in the order of their numbers.
    public static List<Component> components(EstateView estate) {
        return IntStream.range(0, estate.componentCount()).mapToObj(estate::component).toList();
    }

    private record One(int component, ComponentVerdict verdict) {}

    /// The same of components that were taken apart before.
    ///
    /// @param components in the order of their numbers
    public static Judging of(
            List<Advisory> advisories, Aliases aliases, ReadComponents components) {
        ComponentJudge judge = new ComponentJudge(advisories, aliases).withEstate(components);
        List<Judged> judged = new ArrayList<>();
        Set<Question> questions = new LinkedHashSet<>();
        // on all processors: a judge keeps nothing, and the verdicts stay in the order of the
        // components
        IntStream.range(0, components.size())
                .parallel()
                .mapToObj(i -> new One(i, judge.verdict(components.get(i))))
                .filter(one -> one.verdict().outcome() != Outcome.NONE)
                .toList()
                .forEach(
                        one -> {
                            judged.add(judged(one.component(), one.verdict()));
                            questions.addAll(one.verdict().questions());
                        });
        return new Judging(judged, List.copyOf(questions));
    }

    private static Judged judged(int component, ComponentVerdict verdict) {
        Judgement deciding =
                verdict.judgements().stream()
                        .filter(one -> one.outcome() == verdict.outcome())
                        .findFirst()
                        .orElseThrow();
        return new Judged(
                component,
                switch (verdict.outcome()) {
                    case AFFECTED -> Verdict.AFFECTED;
                    case NOT_AFFECTED -> Verdict.NOT_AFFECTED;
                    case UNKNOWN -> Verdict.UNKNOWN;
                    case NONE ->
                            throw new IllegalStateException("nothing is said of this component");
                },
                deciding.statement(),
                deciding.identity().tier().name(),
                deciding.advisory().source(),
                verdict.reasons());
    }
}
