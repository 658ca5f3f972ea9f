package dev.firebreak.core.answer;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.time.Instant;
import java.util.List;

/// The answer to "are we affected?".
///
/// @param asOf the moment it is about; inventories are held against it
/// @param advisories the warnings as they were understood
/// @param assets every machine, or of a very large estate those with a finding; hit ones first
/// @param tally the machines in numbers, listed or not
/// @param suppressed indicators that were not used, with the reason
/// @param disagreements where two warnings say different things; the answer took the union
/// @param questions what a person has to decide
/// @param omitted everything in the inputs that could not be used
public record Answer(
        Instant asOf,
        List<Advisory> advisories,
        List<AssetAnswer> assets,
        List<Finding> findings,
        Tally tally,
        Coverage coverage,
        List<Suppressed> suppressed,
        List<Reason> disagreements,
        List<Question> questions,
        List<Problem> omitted) {
    /// An indicator that was held back.
    ///
    /// @param list the allow-list that names it
    public record Suppressed(Indicator indicator, String list, Reason reason) {}

    public Answer {
        advisories = List.copyOf(advisories);
        assets = assets instanceof Listed ? assets : List.copyOf(assets);
        findings = findings instanceof Listed ? findings : List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        disagreements = List.copyOf(disagreements);
        questions = List.copyOf(questions);
        omitted = List.copyOf(omitted);
    }

    /// An answer that lists every machine.
    public Answer(
            Instant asOf,
            List<Advisory> advisories,
            List<AssetAnswer> assets,
            List<Finding> findings,
            Coverage coverage,
            List<Suppressed> suppressed,
            List<Reason> disagreements,
            List<Question> questions,
            List<Problem> omitted) {
        this(
                asOf,
                advisories,
                assets,
                findings,
                Tally.of(assets),
                coverage,
                suppressed,
                disagreements,
                questions,
                omitted);
    }

    /// The same with other words about what could not be used.
    public Answer withOmitted(List<Problem> other) {
        return new Answer(
                asOf,
                advisories,
                assets,
                findings,
                tally,
                coverage,
                suppressed,
                disagreements,
                questions,
                other);
    }

    /// Whether machines and findings are made anew each time they are asked for, since there are very many: they should be
    /// walked over once, not searched.
    public boolean isLarge() {
        return assets instanceof Listed || findings instanceof Listed;
    }

    /// The listed machines of which this is the first verdict, in order.
    public List<AssetAnswer> section(Verdict first) {
        if (!(assets instanceof Listed)) {
            return assets.stream()
                    .filter(asset -> asset.verdicts().iterator().next() == first)
                    .toList();
        }
        // the worst come first: each section is one stretch
        int from = firstFrom(severity(first));
        return assets.subList(from, firstFrom(severity(first) + 1));
    }

    private int firstFrom(int severity) {
        int low = 0;
        int high = assets.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (severity(assets.get(middle).verdicts().iterator().next()) < severity) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int severity(Verdict verdict) {
        return switch (verdict) {
            case AFFECTED -> 0;
            case CONTACTED -> 1;
            case UNKNOWN -> 2;
            case NOT_AFFECTED -> 3;
        };
    }

    /// How many findings are contacts.
    public int contacts() {
        if (findings instanceof Listed<Finding> listed) {
            return listed.marked();
        }
        return (int) findings.stream().filter(Finding.Contact.class::isInstance).count();
    }

    /// The first so many findings that are contacts.
    public List<Finding.Contact> contacts(int most) {
        if (findings instanceof Listed<Finding> listed) {
            return listed.marked(most).stream().map(Finding.Contact.class::cast).toList();
        }
        return findings.stream()
                .filter(Finding.Contact.class::isInstance)
                .map(Finding.Contact.class::cast)
                .limit(most)
                .toList();
    }

    /// Machines with this verdict, among others or alone, listed or not.
    public long count(Verdict verdict) {
        return tally.count(verdict);
    }

    /// Whether a machine is affected or was contacted.
    public boolean foundSomething() {
        return findings.stream().anyMatch(finding -> finding.verdict() != Verdict.UNKNOWN);
    }

    /// Whether anything that was asked stays open: an unknown asset, an undecided finding, or lost input.
    public boolean leavesUnknown() {
        return tally.machines() == 0
                || count(Verdict.UNKNOWN) > 0
                || findings.stream().anyMatch(finding -> finding.verdict() == Verdict.UNKNOWN)
                || omitted.stream()
                        .anyMatch(problem -> problem.severity() != Problem.Severity.NOTE);
    }

    /// 1 something found, 3 nothing found but something unknown, 0 nothing found and everything known.
    public int exitCode() {
        return foundSomething() ? 1 : leavesUnknown() ? 3 : 0;
    }
}
