package dev.firebreak.app.room;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.fetch.WarningFetcher;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.State;
import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Tlp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// The life of a warning: read, corrected, confirmed, answered.
public final class WarningDesk {
    /// Largest warning in bytes.
    public static final int MAX_WARNING = 16 << 20;

    private static final int MAX_TITLE = 500;

    private final Warnings warnings;
    private final LiveAnswers answers;
    private final AuditLog audit;
    private final LiveEvents events;
    private final WarningFetcher fetcher;
    private final TransactionTemplate transaction;

    public WarningDesk(
            Warnings warnings,
            LiveAnswers answers,
            AuditLog audit,
            LiveEvents events,
            WarningFetcher fetcher,
            TransactionTemplate transaction) {
        this.warnings = warnings;
        this.answers = answers;
        this.audit = audit;
        this.events = events;
        this.fetcher = fetcher;
        this.transaction = transaction;
    }

    /// Reads a warning and keeps it as a draft.
    ///
    /// @param title what to call it, absent to take the warning's own
    /// @param tlp absent to take the warning's own label; without any it counts as RED until a person decides
    public long draft(
            Viewer viewer,
            String source,
            byte[] content,
            @Nullable String title,
            @Nullable Tlp tlp) {
        if (content.length == 0) {
            throw new Refused("text-missing", source);
        }
        if (content.length > MAX_WARNING) {
            throw new Refused("too-large", source);
        }
        Advisory read = dev.firebreak.formats.Warnings.read(source, content);
        Tlp label = tlp != null ? tlp : read.tlp() != null ? read.tlp() : Tlp.RED;
        String name = title != null && !title.isBlank() ? title.strip() : title(read);
        Long id =
                transaction.execute(
                        status -> {
                            long added =
                                    warnings.add(
                                            cut(name),
                                            label,
                                            source,
                                            content,
                                            read,
                                            viewer.actor());
                            audit.add(
                                    viewer.actor(),
                                    "warning.draft",
                                    "warning:" + added,
                                    read.format());
                            return added;
                        });
        return Objects.requireNonNull(id);
    }

    /// Whether warnings can be fetched by their address.
    public boolean fetches() {
        return fetcher.on();
    }

    /// Fetches a warning, reads it and keeps it as a draft.
    ///
    /// @throws Refused also for the reasons of [WarningFetcher#fetch]
    public long fetch(Viewer viewer, String url, @Nullable String title, @Nullable Tlp tlp) {
        String place = url.strip();
        try {
            WarningFetcher.Fetched fetched = fetcher.fetch(place);
            audit.add(viewer.actor(), "warning.fetch", fetched.url().getHost(), "");
            return draft(viewer, fetched.url().toString(), fetched.content(), title, tlp);
        } catch (Refused e) {
            audit.add(viewer.actor(), "warning.fetch-refused", "warnings", e.code());
            throw e;
        }
    }

    /// Keeps a corrected understanding as a new revision.
    ///
    /// @param expected the revision that was looked at
    public int correct(
            Viewer viewer,
            long id,
            int expected,
            String title,
            Tlp tlp,
            Advisory understood,
            String note) {
        Warning before = known(id);
        if (before.state() == State.WITHDRAWN) {
            throw new Refused("warning-withdrawn", Long.toString(id));
        }
        if (title.isBlank()) {
            throw new Refused("name-missing", "");
        }
        Integer revision =
                transaction.execute(
                        status -> {
                            int next =
                                    warnings.revise(
                                            id,
                                            expected,
                                            cut(title.strip()),
                                            tlp,
                                            understood,
                                            viewer.actor(),
                                            note);
                            audit.add(
                                    viewer.actor(),
                                    "warning.correct",
                                    "warning:" + id,
                                    "revision " + next);
                            return next;
                        });
        events.publish(new LiveEvents.Change(id, null, "warning"));
        return Objects.requireNonNull(revision);
    }

    /// Confirms a revision and answers it for all organisations; returns when the answer is there.
    public void confirm(Viewer viewer, long id, int revision) {
        known(id);
        var kept =
                warnings.revision(id, revision)
                        .orElseThrow(() -> new Refused("not-found", "revision " + revision));
        if (kept.understanding().statements().isEmpty()
                && kept.understanding().indicators().isEmpty()) {
            throw new Refused("nothing-to-ask", "");
        }
        transaction.executeWithoutResult(
                status -> {
                    warnings.confirm(id, revision);
                    audit.add(
                            viewer.actor(),
                            "warning.confirm",
                            "warning:" + id,
                            "revision " + revision);
                });
        answers.answer(id);
    }

    public void withdraw(Viewer viewer, long id) {
        known(id);
        transaction.executeWithoutResult(
                status -> {
                    warnings.withdraw(id);
                    audit.add(viewer.actor(), "warning.withdraw", "warning:" + id, "");
                });
        events.publish(new LiveEvents.Change(id, null, "warning"));
    }

    private Warning known(long id) {
        return warnings.byId(id).orElseThrow(() -> new Refused("not-found", "warning " + id));
    }

    private static String title(Advisory read) {
        if (!read.title().isBlank()) {
            return read.title().strip();
        }
        return read.text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(read.source());
    }

    private static String cut(String text) {
        return text.length() <= MAX_TITLE ? text : text.substring(0, MAX_TITLE - 1) + "…";
    }
}
