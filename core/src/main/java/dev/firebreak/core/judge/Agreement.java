package dev.firebreak.core.judge;

import dev.firebreak.core.identity.ReportedVersions;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.version.VersionVerdict;
import dev.firebreak.core.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How several statements about one component go together.
final class Agreement {
    private Agreement() {}

    /// Within one warning a statement without versions, or for all versions, yields to what the same warning says more
    /// exactly. Across warnings it does not: each speaks for itself.
    static List<Judgement> refine(Component component, List<Judgement> judgements) {
        List<Judgement> refined = new ArrayList<>();
        for (Judgement j : judgements) {
            refined.add(refine(component, j, judgements));
        }
        return refined;
    }

    private static Judgement refine(Component component, Judgement j, List<Judgement> all) {
        boolean every = j.statement().ranges().stream().anyMatch(VersionRange::isAll);
        boolean open = j.statement().namesNoVersion();
        boolean decidable = j.outcome() == Outcome.UNKNOWN || j.outcome() == Outcome.AFFECTED;
        if (j.statement().status() != Status.AFFECTED
                || !decidable
                || j.identity().exactVersion()
                || !(open || every)) {
            return j;
        }
        List<Judgement> same =
                all.stream()
                        .filter(
                                o ->
                                        o != j
                                                && o.advisory() == j.advisory()
                                                && o.platform() != PlatformVerdict.OTHER)
                        .toList();
        for (Judgement o : same) {
            if (open
                    && o.statement().status() == Status.AFFECTED
                    && !o.statement().namesNoVersion()) {
                return j.with(Outcome.NONE, Sentences.moreExact());
            }
            if (o.outcome() == Outcome.NOT_AFFECTED && o.statement().status() != Status.AFFECTED) {
                return j.with(Outcome.NOT_AFFECTED, o.reasons().getFirst());
            }
        }
        String fixed = newestFixed(component, same);
        return fixed != null && isAtLeast(component, j, fixed)
                ? j.with(Outcome.NOT_AFFECTED, Sentences.atOrAfterFixed(fixed))
                : j;
    }

    /// The newest fixed version a warning names: older ones may belong to older branches. Null if they cannot be ordered.
    private static @Nullable String newestFixed(Component component, List<Judgement> same) {
        String newest = null;
        for (Judgement o : same) {
            if (o.statement().status() != Status.FIXED || o.platform() != PlatformVerdict.SAME) {
                continue;
            }
            for (String version : o.statement().versions()) {
                OptionalInt c =
                        newest == null
                                ? OptionalInt.of(1)
                                : Versions.compare(o.statement().scheme(), version, newest);
                if (c.isEmpty()) {
                    return null;
                }
                newest = c.getAsInt() > 0 ? version : newest;
            }
        }
        return newest;
    }

    private static boolean isAtLeast(Component component, Judgement j, String fixed) {
        VersionVerdict v =
                Versions.judge(
                        List.of(),
                        List.of(VersionRange.atLeast(fixed)),
                        j.statement().scheme(),
                        component.scheme(),
                        ReportedVersions.of(component));
        return j.identity().question() == null && v.outcome() == VersionVerdict.Outcome.MATCH;
    }

    /// Adds to affected judgements that another source says otherwise. The union counts.
    static List<Judgement> markDisagreement(List<Judgement> judgements) {
        List<Judgement> marked = new ArrayList<>();
        for (Judgement j : judgements) {
            Advisory other = j.outcome() == Outcome.AFFECTED ? dissenting(j, judgements) : null;
            if (other == null) {
                marked.add(j);
            } else {
                List<Reason> reasons = new ArrayList<>(j.reasons());
                reasons.add(Sentences.disagree(j.advisory(), other));
                marked.add(
                        new Judgement(
                                j.advisory(),
                                j.statement(),
                                j.identity(),
                                j.version(),
                                j.platform(),
                                j.outcome(),
                                reasons,
                                j.question()));
            }
        }
        return marked;
    }

    private static @Nullable Advisory dissenting(Judgement affected, List<Judgement> judgements) {
        for (Judgement o : judgements) {
            if (o.outcome() != Outcome.NOT_AFFECTED) {
                continue;
            }
            boolean explicit = o.statement().status() != Status.AFFECTED;
            boolean wholly =
                    judgements.stream()
                            .filter(x -> x.advisory() == o.advisory())
                            .allMatch(
                                    x ->
                                            x.outcome() == Outcome.NOT_AFFECTED
                                                    || x.outcome() == Outcome.NONE);
            boolean another =
                    o.advisory() != affected.advisory()
                            && maySpeakOfOneIncident(o.advisory(), affected.advisory());
            if (another && o.identity().question() == null && (explicit || wholly)) {
                return o.advisory();
            }
            if (explicit && o.advisory() == affected.advisory()) {
                return o.advisory();
            }
        }
        return null;
    }

    /// Two warnings are about different incidents only if both name CVEs and share none.
    private static boolean maySpeakOfOneIncident(Advisory a, Advisory b) {
        Set<String> x = cves(a);
        Set<String> y = cves(b);
        return x.isEmpty() || y.isEmpty() || x.stream().anyMatch(y::contains);
    }

    private static Set<String> cves(Advisory advisory) {
        return advisory.facts().stream()
                .filter(f -> f.type() == Fact.Type.CVE)
                .map(Fact::value)
                .collect(Collectors.toSet());
    }
}
