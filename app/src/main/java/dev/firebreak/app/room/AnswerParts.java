package dev.firebreak.app.room;

import dev.firebreak.app.memory.Telling;
import dev.firebreak.app.store.Answers.Part;
import dev.firebreak.app.store.Finding.Proof;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.answer.Judged;
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
import java.util.function.Consumer;
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
            Estates.Coverage coverage,
            Pseudonyms pseudonyms,
            Consumer<Telling> answer) {
        Gathered gathered = new Gathered(pseudonyms);
        answer.accept(gathered);
        return new Parts(
                numbers(
                        organisation,
                        new Estates.Counts(
                                counts.machines(),
                                counts.affected(),
                                counts.contacted() + (gathered.namelessContact ? 1 : 0),
                                counts.undecided() + (gathered.namelessUnknown ? 1 : 0)),
                        coverage),
                gathered.machines);
    }

    /// Machines as they are told.
    private static final class Gathered implements Telling {
        /// What machines are named for: the same object for all that are named for the same, written once in a block.
        private record Shared(Judged judged, String source, long line) {
            @Override
            public boolean equals(@Nullable Object other) {
                // A warning says a thing of a component once, in one object.
                return other instanceof Shared s
                        && s.judged == judged
                        && s.line == line
                        && s.source.equals(source);
            }

            @Override
            public int hashCode() {
                return System.identityHashCode(judged) * 31 + source.hashCode();
            }
        }

        /// Most reasons held for sharing; with lines of an inventory each machine has its own.
        private static final int MAX_SHARED = 1_000;

        private final Pseudonyms pseudonyms;
        private final Map<Shared, List<Proof>> shared = new HashMap<>();
        private final List<dev.firebreak.app.store.Finding> machines = new ArrayList<>();
        private boolean namelessContact;
        private boolean namelessUnknown;

        Gathered(Pseudonyms pseudonyms) {
            this.pseudonyms = pseudonyms;
        }

        @Override
        public void installed(
                String machine, Judged judged, Component component, String source, long line) {
            Shared key = new Shared(judged, source, line);
            List<Proof> proofs = shared.get(key);
            if (proofs == null) {
                proofs =
                        List.of(
                                installedProof(
                                        component,
                                        judged.statement(),
                                        source,
                                        line,
                                        judged.reasons()));
                if (shared.size() < MAX_SHARED) {
                    shared.put(key, proofs);
                }
            }
            machines.add(
                    new dev.firebreak.app.store.Finding(
                            machine,
                            judged.verdict(),
                            false,
                            null,
                            null,
                            0,
                            proofs,
                            Instant.EPOCH));
        }

        @Override
        public void machine(AssetAnswer asset, List<Finding> findings) {
            boolean isAffected = asset.verdicts().contains(Verdict.AFFECTED);
            boolean isContacted = asset.verdicts().contains(Verdict.CONTACTED);
            machines.add(
                    AnswerParts.machine(
                            asset.asset(),
                            isAffected
                                    ? Verdict.AFFECTED
                                    : isContacted ? Verdict.CONTACTED : Verdict.UNKNOWN,
                            isContacted,
                            findings,
                            asset.reasons(),
                            pseudonyms));
        }

        /// A log that names no machine: the organisation was contacted, by whom is not known.
        @Override
        public void nameless(List<Finding> findings) {
            namelessContact = findings.stream().anyMatch(f -> f.verdict() == Verdict.CONTACTED);
            namelessUnknown = !namelessContact;
            machines.add(
                    AnswerParts.machine(
                            "",
                            namelessContact ? Verdict.CONTACTED : Verdict.UNKNOWN,
                            namelessContact,
                            findings,
                            List.of(),
                            pseudonyms));
        }
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
        return switch (finding) {
            case Finding.Installed f ->
                    installedProof(f.component(), f.statement(), f.source(), f.line(), f.reasons());
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
                        german(f.reasons()),
                        english(f.reasons()));
            }
        };
    }

    private static Proof installedProof(
            Component component,
            ProductStatement statement,
            String source,
            long line,
            List<Reason> reasons) {
        return new Proof(
                "installed",
                text(component),
                text(statement),
                source,
                line,
                "",
                null,
                null,
                0,
                german(reasons),
                english(reasons));
    }

    private static String german(List<Reason> reasons) {
        return String.join(" ", reasons.stream().map(Reason::german).toList());
    }

    private static String english(List<Reason> reasons) {
        return String.join(" ", reasons.stream().map(Reason::english).toList());
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
