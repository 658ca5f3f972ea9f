package dev.firebreak.app.room;

import dev.firebreak.app.room.AnswerParts.Parts;
import dev.firebreak.app.store.Answers.Part;
import dev.firebreak.app.store.Finding;
import dev.firebreak.app.store.Finding.Proof;
import dev.firebreak.core.cases.Standing;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Evidence stays with its case: a contact that was found once is named for as long as the warning names what was contacted,
/// although the observation itself is forgotten by now.
final class KeptEvidence {
    private static final String CONTACT = "contact";

    private KeptEvidence() {}

    /// An answer together with what is kept of the one before.
    ///
    /// @param before machines of the stored answer whose last contact is from before what observations are kept of
    /// @param limit what came in before it may be forgotten; what came in since and is not found any more was refuted
    static Parts with(Parts now, List<Finding> before, Advisory advisory, Instant limit) {
        if (before.isEmpty()) {
            return now;
        }
        Set<String> asked =
                advisory.indicators().stream().map(Indicator::value).collect(Collectors.toSet());
        Map<String, Finding> machines = new LinkedHashMap<>();
        now.machines().forEach(m -> machines.put(m.machine(), m));
        int contacted = 0;
        int decided = 0;
        for (Finding old : before) {
            Finding known = machines.get(old.machine());
            List<Proof> proofs =
                    old.proofs().stream()
                            .filter(p -> p.kind().equals(CONTACT) && asked.contains(p.meets()))
                            .filter(p -> p.handedIn() == null || p.handedIn().isBefore(limit))
                            .toList();
            if (proofs.isEmpty() || known != null && known.contacted()) {
                continue; // no longer asked, or the contact is known still
            }
            contacted++;
            decided += known != null && known.verdict() == Verdict.UNKNOWN ? 1 : 0;
            machines.put(old.machine(), both(known, old, proofs));
        }
        return contacted == 0
                ? now
                : new Parts(more(now.part(), contacted, decided), List.copyOf(machines.values()));
    }

    private static Finding both(@Nullable Finding known, Finding old, List<Proof> proofs) {
        List<Proof> all = new ArrayList<>();
        if (known != null && known.hit()) {
            all.addAll(known.proofs());
        }
        all.addAll(proofs);
        return new Finding(
                old.machine(),
                known != null && known.hit() ? known.verdict() : Verdict.CONTACTED,
                true,
                old.firstContact(),
                old.lastContact(),
                old.contacts(),
                all.subList(0, Math.min(all.size(), AnswerParts.MAX_PROOFS)),
                Instant.EPOCH);
    }

    private static Part more(Part p, int contacted, int decided) {
        int undecided = Math.max(0, p.undecided() - decided);
        int met = p.contacted() + contacted;
        return new Part(
                p.organisationId(),
                Standing.of(p.machines(), p.affected(), met, undecided),
                p.machines(),
                p.affected(),
                met,
                undecided,
                p.hasInventory(),
                p.hasLogs(),
                p.latestReport(),
                p.logsFrom(),
                p.logsUntil());
    }
}
