package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices.Slice;
import dev.firebreak.app.room.WarningDesk;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Tlp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Warnings, how they are understood, and their answers.
@RestController
@RequestMapping("/api/v1/warnings")
public final class WarningsApi {
    private final Warnings warnings;
    private final WarningDesk desk;
    private final Answers answers;
    private final Findings findings;
    private final Organisations organisations;
    private final Writes writes;

    public WarningsApi(
            Warnings warnings,
            WarningDesk desk,
            Answers answers,
            Findings findings,
            Organisations organisations,
            Writes writes) {
        this.warnings = warnings;
        this.desk = desk;
        this.answers = answers;
        this.findings = findings;
        this.organisations = organisations;
        this.writes = writes;
    }

    /// @param text the warning as it was received: prose, CSAF, STIX, MISP ...; what it is, its content tells
    /// @param tlp absent to take the warning's own label
    public record NewWarning(
            @Nullable String name, String text, @Nullable String title, @Nullable Tlp tlp) {}

    /// @param revision the one that was looked at; refused if it is not the newest any more
    public record Correction(
            int revision, String title, Tlp tlp, Advisory understanding, @Nullable String note) {}

    /// Which revision is meant.
    public record Confirmation(int revision) {}

    @GetMapping
    @Needs(Permission.WARNING_READ)
    @Says("Warnings, newest first.")
    public Slice<Warning> list(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int size = Slices.limit(limit);
        return Slices.of(
                warnings.page(Slices.decodeNumber(after, Long.MAX_VALUE), size + 1),
                size,
                w -> Long.toString(w.id()));
    }

    @GetMapping("/{warning}")
    @Needs(Permission.WARNING_READ)
    @Says("One warning.")
    public Warning one(@PathVariable("warning") long id) {
        return known(id);
    }

    @PostMapping
    @Needs(Permission.WARNING_WRITE)
    @Says(value = "Reads a warning and keeps it as a draft.", answer = Warning.class)
    public ResponseEntity<String> add(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @RequestBody NewWarning wanted) {
        return writes.once(
                viewer,
                key,
                "warning.add",
                wanted,
                () -> {
                    String name = wanted.name() == null ? "warning" : wanted.name();
                    long id =
                            desk.draft(
                                    viewer,
                                    name,
                                    wanted.text().getBytes(StandardCharsets.UTF_8),
                                    wanted.title(),
                                    wanted.tlp());
                    return Writes.Result.created("/api/v1/warnings/" + id, known(id));
                });
    }

    /// @param url where the warning is; only hosts that the settings name are asked
    public record Fetch(String url, @Nullable String title, @Nullable Tlp tlp) {}

    @PostMapping("/fetch")
    @Needs(Permission.WARNING_WRITE)
    @Says(
            value = "Fetches a warning by its address, reads it and keeps it as a draft.",
            answer = Warning.class)
    public ResponseEntity<String> fetch(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @RequestBody Fetch wanted) {
        return writes.once(
                viewer,
                key,
                "warning.fetch",
                wanted,
                () -> {
                    long id = desk.fetch(viewer, wanted.url(), wanted.title(), wanted.tlp());
                    return Writes.Result.created("/api/v1/warnings/" + id, known(id));
                });
    }

    @GetMapping("/{warning}/revisions")
    @Needs(Permission.WARNING_READ)
    @Says("Every revision of how it was understood, oldest first.")
    public List<Warnings.Revision> revisions(@PathVariable("warning") long id) {
        known(id);
        return warnings.revisions(id);
    }

    @PutMapping("/{warning}/understanding")
    @Needs(Permission.WARNING_WRITE)
    @Says(value = "Corrects how it is understood; a new revision.", answer = Warning.class)
    public ResponseEntity<String> correct(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @PathVariable("warning") long id,
            @RequestBody Correction correction) {
        return writes.once(
                viewer,
                key,
                "warning.correct " + id,
                correction,
                () -> {
                    desk.correct(
                            viewer,
                            id,
                            correction.revision(),
                            correction.title(),
                            correction.tlp(),
                            correction.understanding(),
                            correction.note() == null ? "" : correction.note());
                    return Writes.Result.ok(known(id));
                });
    }

    @PostMapping("/{warning}/confirmation")
    @Needs(Permission.WARNING_WRITE)
    @Says(
            value = "Confirms a revision and answers it for all organisations.",
            answer = Warning.class)
    public ResponseEntity<String> confirm(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @PathVariable("warning") long id,
            @RequestBody Confirmation confirmation) {
        return writes.once(
                viewer,
                key,
                "warning.confirm " + id,
                confirmation,
                () -> {
                    desk.confirm(viewer, id, confirmation.revision());
                    return Writes.Result.ok(known(id));
                });
    }

    @PostMapping("/{warning}/withdrawal")
    @Needs(Permission.WARNING_WRITE)
    @Says(value = "Withdraws a warning; its cases stay.", answer = Warning.class)
    public ResponseEntity<String> withdraw(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @PathVariable("warning") long id) {
        return writes.once(
                viewer,
                key,
                "warning.withdraw " + id,
                "",
                () -> {
                    desk.withdraw(viewer, id);
                    return Writes.Result.ok(known(id));
                });
    }

    @GetMapping("/{warning}/totals")
    @Needs(Permission.WARNING_READ)
    @Says("The answer in numbers: organisations, machines, cases by state.")
    public Answers.Totals totals(Viewer viewer, @PathVariable("warning") long id) {
        known(id);
        return answers.totals(id, viewer);
    }

    @GetMapping(value = "/{warning}/original", produces = "application/octet-stream")
    @Needs(Permission.WARNING_READ)
    @Says(value = "The warning as it came in, byte for byte.", answer = byte[].class)
    public ResponseEntity<byte[]> original(@PathVariable("warning") long id) {
        known(id);
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"warning-" + id + "\"")
                .body(warnings.original(id));
    }

    @GetMapping("/{warning}/board")
    @Needs(Permission.WARNING_READ)
    @Says("Every organisation's part of the answer and its case, the gravest first.")
    public List<Answers.Line> board(Viewer viewer, @PathVariable("warning") long id) {
        known(id);
        return answers.board(id, viewer);
    }

    @GetMapping("/{warning}/organisations/{organisation}/machines")
    @Needs(Permission.CASE_READ)
    @Says("Machines of one organisation that the answer names, by name.")
    public Slice<Findings.Found> machines(
            Viewer viewer,
            @PathVariable("warning") long id,
            @PathVariable("organisation") long organisation,
            @RequestParam(name = "which", defaultValue = "ALL") Findings.Which which,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        if (!viewer.sees(organisation)
                || organisations.byId(organisation).isEmpty()
                || !visible(viewer, id, organisation)) {
            throw new Refused("not-found", "organisation " + organisation);
        }
        int size = Slices.limit(limit);
        return Slices.of(
                findings.page(
                        id,
                        organisation,
                        which,
                        after == null || after.isEmpty() ? "" : Slices.decode(after),
                        size + 1),
                size,
                Findings.Found::place);
    }

    /// An organisation sees its machines from the moment it was told.
    private boolean visible(Viewer viewer, long warning, long organisation) {
        return viewer.organisation() == null || answers.told(warning, organisation);
    }

    private Warning known(long id) {
        return warnings.byId(id).orElseThrow(() -> new Refused("not-found", "warning " + id));
    }
}
