package dev.firebreak.app.room;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Cases.Summary;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Refused;
import dev.firebreak.core.cases.Case;
import dev.firebreak.core.cases.CaseEvent;
import dev.firebreak.core.cases.CaseRules;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/// Work on cases: who may do which step, the rules of core, the event, the audit entry, the hint to open pages.
public final class CaseDesk {
    /// Largest file of a case in bytes.
    public static final int MAX_FILE = 20 << 20;

    /// Most cases acted on at once.
    public static final int MAX_BULK = 1_000;

    private static final int MAX_FILES = 100;

    private final Cases cases;
    private final Findings findings;
    private final AuditLog audit;
    private final LiveEvents events;
    private final TransactionTemplate transaction;

    public CaseDesk(
            Cases cases,
            Findings findings,
            AuditLog audit,
            LiveEvents events,
            TransactionTemplate transaction) {
        this.cases = cases;
        this.findings = findings;
        this.audit = audit;
        this.events = events;
        this.transaction = transaction;
    }

    /// What came of acting on several cases.
    ///
    /// @param refused `id: code` of those that could not take the step
    public record BulkResult(int done, List<String> refused) {}

    /// Does one step on one case.
    ///
    /// @throws Refused if the viewer may not, the case does not allow it, or it changed meanwhile
    public Case act(Viewer viewer, long id, CaseEvent event) {
        Summary summary =
                cases.byId(id, viewer).orElseThrow(() -> new Refused("not-found", "case " + id));
        if (!viewer.may(needed(event))) {
            throw new Refused("not-allowed", "case " + id);
        }
        Case after =
                transaction.execute(
                        status -> {
                            Case now = Cases.fold(cases.historyToChange(id));
                            if (CaseRules.judge(now, event)
                                    instanceof CaseRules.Decision.Rejected r) {
                                throw new Refused(r.code(), "");
                            }
                            Case next = cases.append(id, now, event, viewer.actor());
                            if (event instanceof CaseEvent.Done) {
                                cases.settle(
                                        id,
                                        findings.hit(
                                                summary.warningId(), summary.organisationId()));
                            } else if (event instanceof CaseEvent.Reopened) {
                                cases.settle(id, Set.of());
                            }
                            audit.add(
                                    viewer.actor(),
                                    "case."
                                            + event.getClass()
                                                    .getSimpleName()
                                                    .toLowerCase(java.util.Locale.ROOT),
                                    "case:" + id,
                                    "");
                            return next;
                        });
        events.publish(
                new LiveEvents.Change(summary.warningId(), summary.organisationId(), "case"));
        return java.util.Objects.requireNonNull(after);
    }

    /// Does the same step on many cases; those that do not allow it stay as they are and are named.
    public BulkResult actOnAll(Viewer viewer, List<Long> ids, CaseEvent event) {
        if (ids.size() > MAX_BULK) {
            throw new Refused("too-many", Integer.toString(ids.size()));
        }
        int done = 0;
        List<String> refused = new ArrayList<>();
        for (long id : ids) {
            try {
                act(viewer, id, event);
                done++;
            } catch (Refused e) {
                refused.add(id + ": " + e.code());
            }
        }
        return new BulkResult(done, refused);
    }

    /// Adds a file to a case.
    public long attach(Viewer viewer, long id, String name, String type, byte[] content) {
        Summary summary =
                cases.byId(id, viewer).orElseThrow(() -> new Refused("not-found", "case " + id));
        if (content.length > MAX_FILE || cases.files(id).size() >= MAX_FILES) {
            throw new Refused("too-large", name);
        }
        String clean = name.replaceAll("[\\p{Cntrl}/\\\\\"]", "_").strip();
        if (clean.isEmpty() || content.length == 0) {
            throw new Refused("file-missing", name);
        }
        String shown = clean.length() > 200 ? clean.substring(clean.length() - 200) : clean;
        Long file =
                transaction.execute(
                        status -> {
                            long added =
                                    cases.addFile(
                                            id,
                                            shown,
                                            type,
                                            content,
                                            sha256(content),
                                            viewer.actor());
                            Case now = Cases.fold(cases.historyToChange(id));
                            cases.append(
                                    id, now, new CaseEvent.FileAdded(added, shown), viewer.actor());
                            audit.add(viewer.actor(), "case.file", "case:" + id, sha256(content));
                            return added;
                        });
        events.publish(
                new LiveEvents.Change(summary.warningId(), summary.organisationId(), "case"));
        return java.util.Objects.requireNonNull(file);
    }

    /// The permission a step needs: the agency steers, the organisation works.
    static Permission needed(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Opened _,
                    CaseEvent.AnswerChanged _,
                    CaseEvent.Told _,
                    CaseEvent.DueSet _,
                    CaseEvent.Reopened _ ->
                    Permission.CASE_STEER;
            case CaseEvent.Acknowledged _,
                    CaseEvent.Acting _,
                    CaseEvent.Done _,
                    CaseEvent.Commented _,
                    CaseEvent.FileAdded _,
                    CaseEvent.TaskAdded _,
                    CaseEvent.TaskDone _,
                    CaseEvent.TaskReopened _ ->
                    Permission.CASE_WORK;
        };
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }
}
