package dev.firebreak.app.room;

import dev.firebreak.app.store.Answers.Part;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Finding;
import dev.firebreak.core.cases.Case;
import dev.firebreak.core.cases.CaseEvent;
import dev.firebreak.core.cases.CaseRules;
import dev.firebreak.core.cases.CaseState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Carries an answer into the cases that hang on it: opens those that are needed, notes new numbers, reopens what is closed
/// when machines are hit anew.
final class CaseCarrying {
    private final Cases cases;

    CaseCarrying(Cases cases) {
        this.cases = cases;
    }

    /// Within the caller's transaction, after the machines are stored: whoever closes a case meanwhile either has closed it
    /// with the machines that were stored before, and is met here, or waits and sees those that are stored now.
    ///
    /// @param machines by organisation, those that the answer names
    /// @return the organisations whose case is different from before
    Set<Long> carry(long warning, List<Part> parts, Map<Long, List<Finding>> machines) {
        Set<Long> changed = new HashSet<>();
        Map<Long, Cases.Held> held = new HashMap<>();
        cases.held(warning, parts.stream().map(Part::organisationId).toList())
                .forEach(h -> held.put(h.organisationId(), h));
        Map<Long, CaseEvent> last =
                held.isEmpty()
                        ? Map.of()
                        : cases.lastAnswers(held.values().stream().map(Cases.Held::id).toList());
        Map<Long, CaseEvent.Opened> opened = new LinkedHashMap<>();
        for (Part part : parts) {
            long organisation = part.organisationId();
            Cases.Held known = held.get(organisation);
            if (known == null) {
                if (part.standing().needsCase()) {
                    opened.put(
                            organisation,
                            new CaseEvent.Opened(
                                    part.standing(),
                                    part.affected(),
                                    part.contacted(),
                                    part.undecided()));
                }
                continue;
            }
            boolean same = sameNumbers(last.get(known.id()), part);
            boolean changes =
                    (!same || known.state() == CaseState.DONE)
                            && carry(
                                    known.id(),
                                    part,
                                    same,
                                    machines.getOrDefault(organisation, List.of()));
            if (changes) {
                changed.add(organisation);
            }
        }
        if (!opened.isEmpty()) {
            cases.open(warning, opened, LiveAnswers.SYSTEM);
            changed.addAll(opened.keySet());
        }
        return changed;
    }

    private boolean carry(long id, Part part, boolean same, List<Finding> machines) {
        boolean changes = false;
        Case now = Cases.fold(cases.history(id));
        if (!same) {
            now = cases.append(id, now, answerChanged(part), LiveAnswers.SYSTEM);
            changes = true;
        }
        if (now.state() == CaseState.DONE) {
            Set<String> hit = new HashSet<>();
            machines.stream()
                    .filter(Finding::hit)
                    .forEach(m -> hit.add(Cases.settledName(m.machine())));
            Set<String> settled = cases.settled(id);
            Set<String> fresh = CaseRules.newlyHit(settled, hit);
            if (!fresh.isEmpty()) {
                cases.append(id, now, new CaseEvent.Reopened(fresh.size(), ""), LiveAnswers.SYSTEM);
                cases.settle(id, Set.of());
                changes = true;
            } else if (!hit.containsAll(settled)) {
                // A machine that was cleaned and turns up again must count as new.
                settled.retainAll(hit);
                cases.settle(id, settled);
            }
        }
        return changes;
    }

    private static CaseEvent.AnswerChanged answerChanged(Part part) {
        return new CaseEvent.AnswerChanged(
                part.standing(), part.affected(), part.contacted(), part.undecided());
    }

    private static boolean sameNumbers(@Nullable CaseEvent last, Part part) {
        CaseEvent.AnswerChanged now = answerChanged(part);
        if (last instanceof CaseEvent.AnswerChanged before) {
            return before.equals(now);
        }
        return last instanceof CaseEvent.Opened before
                && new CaseEvent.AnswerChanged(
                                before.standing(),
                                before.affected(),
                                before.contacted(),
                                before.undecided())
                        .equals(now);
    }
}
