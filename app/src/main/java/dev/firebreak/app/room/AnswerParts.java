package dev.firebreak.app.room;

import dev.firebreak.app.store.Answers.Part;
import dev.firebreak.app.store.Finding.Proof;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.cases.Standing;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the answer of one organisation into what is stored and shown: numbers, and the machines that are hit or unknown.
final class AnswerParts {
    /// Most proofs kept for one machine.
    static final int MAX_PROOFS = 50;

    private AnswerParts() {}

    /// @param part the numbers
    /// @param machines those to be named
    record Parts(Part part, List<dev.firebreak.app.store.Finding> machines) {}

    /// What is known before any machine is named.
    static Part numbers(long organisation, Estates.Counts counts, Estates.Coverage coverage) {
        return new Part(
                organisation,
                Standing.of(
                        counts.machines(),
                        counts.affected(),
                        counts.contacted(),
                        counts.undecided()),
                counts.machines(),
                counts.affected(),
                counts.contacted(),
                counts.undecided(),
                coverage.withInventory() > 0,
                coverage.hasLogs(),
                coverage.latestReport(),
                coverage.logsFrom(),
                coverage.logsUntil());
    }

    static Parts of(
            long organisation,
            Estates.Counts counts,
            Answer answer,
            Estates.Coverage coverage,
            Pseudonyms pseudonyms) {
        Map<String, List<Finding>> byAsset = new HashMap<>();
        for (Finding finding : answer.findings()) {
            byAsset.computeIfAbsent(finding.asset(), _ -> new ArrayList<>()).add(finding);
        }
        List<dev.firebreak.app.store.Finding> machines = new ArrayList<>();
        for (AssetAnswer asset : answer.assets()) {
            boolean isAffected = asset.verdicts().contains(Verdict.AFFECTED);
            boolean isContacted = asset.verdicts().contains(Verdict.CONTACTED);
            if (isAffected || isContacted || asset.verdicts().contains(Verdict.UNKNOWN)) {
                machines.add(
                        machine(
                                asset.asset(),
                                isAffected
                                        ? Verdict.AFFECTED
                                        : isContacted ? Verdict.CONTACTED : Verdict.UNKNOWN,
                                isContacted,
                                byAsset.getOrDefault(asset.asset(), List.of()),
                                asset.reasons(),
                                pseudonyms));
            }
        }
        int contacted = counts.contacted();
        int undecided = counts.undecided();
        List<Finding> nameless = byAsset.getOrDefault("", List.of());
        boolean namelessContact = nameless.stream().anyMatch(f -> f.verdict() == Verdict.CONTACTED);
        if (!nameless.isEmpty()) {
            // A log that names no machine: the organisation was contacted, by whom is not known.
            machines.add(
                    machine(
                            "",
                            namelessContact ? Verdict.CONTACTED : Verdict.UNKNOWN,
                            namelessContact,
                            nameless,
                            List.of(),
                            pseudonyms));
            contacted += namelessContact ? 1 : 0;
            undecided += namelessContact ? 0 : 1;
        }
        return new Parts(
                numbers(
                        organisation,
                        new Estates.Counts(
                                counts.machines(), counts.affected(), contacted, undecided),
                        coverage),
                machines);
    }

    private static dev.firebreak.app.store.Finding machine(
            String name,
            Verdict verdict,
            boolean contacted,
            List<Finding> findings,
            List<Reason> reasons,
            Pseudonyms pseudonyms) {
        List<Proof> proofs = new ArrayList<>();
        Instant first = null;
        Instant last = null;
        long count = 0;
        for (Finding finding : findings) {
            if (finding instanceof Finding.Contact contact) {
                Sighting s = contact.sighting();
                first = earlier(first, s.first());
                last = later(last, s.last());
                count += s.count();
            }
            if (proofs.size() < MAX_PROOFS) {
                proofs.add(proof(finding, pseudonyms));
            }
        }
        if (findings.isEmpty()) {
            for (Reason reason : reasons) {
                proofs.add(
                        new Proof(
                                "unknown",
                                "",
                                "",
                                "",
                                0,
                                "",
                                null,
                                null,
                                0,
                                reason.german(),
                                reason.english()));
            }
        }
        return new dev.firebreak.app.store.Finding(
                name, verdict, contacted, first, last, count, proofs, Instant.EPOCH);
    }

    private static Proof proof(Finding finding, Pseudonyms pseudonyms) {
        String german = String.join(" ", finding.reasons().stream().map(Reason::german).toList());
        String english = String.join(" ", finding.reasons().stream().map(Reason::english).toList());
        return switch (finding) {
            case Finding.Installed f ->
                    new Proof(
                            "installed",
                            text(f.component()),
                            text(f.statement()),
                            f.source(),
                            f.line(),
                            "",
                            null,
                            null,
                            0,
                            german,
                            english);
            case Finding.Contact f -> {
                List<Evidence> evidence = f.sighting().evidence();
                Evidence at = evidence.isEmpty() ? null : evidence.getFirst();
                yield new Proof(
                        "contact",
                        f.sighting().value(),
                        f.indicator().value(),
                        at == null ? "" : at.source(),
                        at == null ? 0 : at.offset(),
                        at == null ? "" : pseudonyms.hide(at.line()),
                        f.sighting().first(),
                        f.sighting().last(),
                        f.sighting().count(),
                        german,
                        english);
            }
        };
    }

    private static String text(Component c) {
        return c.version() == null ? c.name() : c.name() + " " + c.version();
    }

    private static String text(ProductStatement s) {
        StringBuilder text = new StringBuilder(s.product().name());
        s.versions().forEach(v -> text.append(' ').append(v));
        s.ranges().forEach(r -> text.append(' ').append(r.constraints()));
        return text.toString();
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null ? b : b == null || a.isBefore(b) ? a : b;
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null ? b : b == null || a.isAfter(b) ? a : b;
    }
}
