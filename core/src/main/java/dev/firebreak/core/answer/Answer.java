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
/// @param assets every machine, hit ones first
/// @param suppressed indicators that were not used, with the reason
/// @param disagreements where two warnings say different things; the answer took the union
/// @param questions what a person has to decide
/// @param omitted everything in the inputs that could not be used
public record Answer(
        Instant asOf,
        List<Advisory> advisories,
        List<AssetAnswer> assets,
        List<Finding> findings,
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
        assets = List.copyOf(assets);
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        disagreements = List.copyOf(disagreements);
        questions = List.copyOf(questions);
        omitted = List.copyOf(omitted);
    }

    /// Assets with this verdict, among others or alone.
    public long count(Verdict verdict) {
        return assets.stream().filter(asset -> asset.verdicts().contains(verdict)).count();
    }

    /// Whether a machine is affected or was contacted.
    public boolean foundSomething() {
        return findings.stream().anyMatch(finding -> finding.verdict() != Verdict.UNKNOWN);
    }

    /// Whether anything that was asked stays open: an unknown asset, an undecided finding, or lost input.
    public boolean leavesUnknown() {
        return assets.isEmpty()
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
