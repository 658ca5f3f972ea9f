package dev.firebreak.core.judge;

import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.identity.IdentityMatch;
import dev.firebreak.core.identity.IdentityMatcher;
import dev.firebreak.core.identity.ReadComponent;
import dev.firebreak.core.identity.ReadComponents;
import dev.firebreak.core.identity.ReportedVersions;
import dev.firebreak.core.identity.Tier;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.version.VersionVerdict;
import dev.firebreak.core.version.Versions;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// Judges installed components against warnings. Immutable; may be shared between threads.
///
/// Judge each distinct component once and fan the verdict out to the machines that have it.
public final class ComponentJudge {
    private final IdentityMatcher matcher;
    private final Map<ProductStatement, Advisory> advisoryOf;
    private final ListedHashes hashes;

    public ComponentJudge(List<Advisory> advisories, Aliases aliases) {
        List<ProductStatement> statements = new ArrayList<>();
        this.advisoryOf = new IdentityHashMap<>();
        for (Advisory advisory : advisories) {
            for (ProductStatement statement : advisory.statements()) {
                statements.add(statement);
                advisoryOf.put(statement, advisory);
            }
        }
        this.matcher = new IdentityMatcher(statements, aliases);
        this.hashes = new ListedHashes(advisories);
    }

    private ComponentJudge(ComponentJudge other, IdentityMatcher matcher) {
        this.matcher = matcher;
        this.advisoryOf = other.advisoryOf;
        this.hashes = other.hashes;
    }

    /// The same judge, knowing all distinct components of the estate; see [IdentityMatcher#withEstate].
    public ComponentJudge withEstate(List<Component> components) {
        return withEstate(ReadComponents.of(components));
    }

    /// The same of components that were taken apart before.
    public ComponentJudge withEstate(ReadComponents components) {
        return new ComponentJudge(this, matcher.withEstate(components));
    }

    /// Whether it can say anything of components: a warning that only names contacts needs none to be read.
    public boolean asksComponents() {
        return matcher.asksProducts() || !hashes.isEmpty();
    }

    /// What all statements together mean for each distinct component of an estate, in their order, judged on all processors.
    public List<ComponentVerdict> verdicts(ReadComponents estate) {
        ComponentJudge knowing = withEstate(estate);
        return IntStream.range(0, estate.size())
                .parallel()
                .mapToObj(i -> knowing.verdict(estate.get(i)))
                .toList();
    }

    /// What each statement that may be about the component means for it.
    public List<Judgement> judge(Component component) {
        return verdict(component).judgements();
    }

    /// What all statements together mean for the component.
    public ComponentVerdict verdict(Component component) {
        return verdict(ReadComponent.of(component));
    }

    /// The same of a component that was taken apart before.
    public ComponentVerdict verdict(ReadComponent read) {
        Component component = read.component();
        List<Judgement> listed = hashes.judge(component);
        List<IdentityMatch> matches = matcher.match(read);
        if (listed.isEmpty() && matches.isEmpty()) {
            return ComponentVerdict.NONE; // nearly all
        }
        List<Judgement> judgements = new ArrayList<>(listed);
        for (IdentityMatch match : matches) {
            judgements.add(judge(component, match));
        }
        judgements = Agreement.refine(component, judgements);
        judgements = Agreement.markDisagreement(judgements);
        return combine(judgements);
    }

    private Judgement judge(Component component, IdentityMatch match) {
        ProductStatement s = match.statement();
        Advisory advisory = Objects.requireNonNull(advisoryOf.get(s));
        PlatformVerdict platform = PlatformVerdict.of(s.platform(), component);
        VersionVerdict version = version(component, match);
        List<Reason> reasons = new ArrayList<>();
        Outcome outcome = outcome(match, version, platform, reasons, component);
        Question question = outcome == Outcome.UNKNOWN ? match.question() : null;
        return new Judgement(advisory, s, match, version, platform, outcome, reasons, question);
    }

    private static VersionVerdict version(Component component, IdentityMatch match) {
        if (match.exactVersion()) {
            return new VersionVerdict(
                    VersionVerdict.Outcome.MATCH,
                    new Reason(
                            "version-by-id",
                            "The hash or product code stands for exactly this version.",
                            "Hash oder Produktcode stehen für genau diese Version."));
        }
        ProductStatement s = match.statement();
        List<String> versions =
                s.namesNoVersion()
                        ? ReportedVersions.ofIdentifiers(s.product().identifiers())
                        : s.versions();
        return Versions.judge(
                versions,
                s.ranges(),
                s.scheme(),
                component.scheme(),
                ReportedVersions.of(component));
    }

    private static Outcome outcome(
            IdentityMatch match,
            VersionVerdict version,
            PlatformVerdict platform,
            List<Reason> reasons,
            Component component) {
        Status status = match.statement().status();
        if (match.exactVersion() && status == Status.AFFECTED) {
            reasons.add(match.reason());
            return Outcome.AFFECTED;
        }
        if (platform == PlatformVerdict.OTHER) {
            reasons.add(
                    Sentences.otherPlatform(match.statement().platform(), component.platform()));
            return status == Status.AFFECTED ? Outcome.NOT_AFFECTED : Outcome.NONE;
        }
        boolean decided =
                match.tier() != Tier.D && match.statement().certainty() != Certainty.UNSURE;
        return switch (status) {
            case AFFECTED -> affected(match, version, platform, reasons);
            case NOT_AFFECTED, FIXED -> {
                boolean applies =
                        decided
                                && platform == PlatformVerdict.SAME
                                && version.outcome() == VersionVerdict.Outcome.MATCH;
                reasons.add(applies ? Sentences.statedClean(status) : version.reason());
                reasons.add(applies ? version.reason() : match.reason());
                yield applies ? Outcome.NOT_AFFECTED : Outcome.NONE;
            }
            case UNDER_INVESTIGATION -> {
                boolean applies = version.outcome() != VersionVerdict.Outcome.NO_MATCH;
                reasons.add(applies ? Sentences.underInvestigation() : version.reason());
                reasons.add(match.reason());
                yield applies ? Outcome.UNKNOWN : Outcome.NONE;
            }
        };
    }

    private static Outcome affected(
            IdentityMatch match,
            VersionVerdict version,
            PlatformVerdict platform,
            List<Reason> reasons) {
        if (version.outcome() == VersionVerdict.Outcome.NO_MATCH) {
            reasons.add(version.reason());
            reasons.add(match.reason());
            return Outcome.NOT_AFFECTED;
        }
        if (match.tier() == Tier.D) {
            reasons.add(Sentences.undecided(match.reason()));
        }
        if (platform == PlatformVerdict.UNKNOWN) {
            reasons.add(Sentences.platformUnknown(match.statement().platform()));
        }
        if (match.statement().certainty() == Certainty.UNSURE) {
            reasons.add(Sentences.unsure());
        }
        boolean known = reasons.isEmpty() && version.outcome() == VersionVerdict.Outcome.MATCH;
        reasons.add(version.reason());
        reasons.add(match.reason());
        return known ? Outcome.AFFECTED : Outcome.UNKNOWN;
    }

    private static ComponentVerdict combine(List<Judgement> judgements) {
        Outcome outcome = Outcome.NONE;
        for (Outcome o : List.of(Outcome.AFFECTED, Outcome.UNKNOWN, Outcome.NOT_AFFECTED)) {
            if (judgements.stream().anyMatch(j -> j.outcome() == o)) {
                outcome = o;
                break;
            }
        }
        Set<Reason> reasons = new LinkedHashSet<>();
        Set<Question> questions = new LinkedHashSet<>();
        for (Judgement j : judgements) {
            if (j.outcome() == outcome) {
                reasons.addAll(j.reasons());
            }
            if (j.question() != null && outcome == Outcome.UNKNOWN) {
                questions.add(j.question());
            }
        }
        return new ComponentVerdict(
                outcome, judgements, List.copyOf(reasons), List.copyOf(questions));
    }
}
