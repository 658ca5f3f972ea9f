package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices.Slice;
import dev.firebreak.app.room.Briefing;
import dev.firebreak.app.room.CaseDesk;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Cases.Summary;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.core.cases.Case;
import dev.firebreak.core.cases.CaseEvent;
import dev.firebreak.core.cases.CaseState;
import dev.firebreak.core.cases.Outcome;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Cases.
@RestController
@RequestMapping("/api/v1/cases")
public final class CasesApi {
    private final Cases cases;
    private final CaseDesk desk;
    private final Warnings warnings;
    private final Writes writes;

    public CasesApi(Cases cases, CaseDesk desk, Warnings warnings, Writes writes) {
        this.cases = cases;
        this.desk = desk;
        this.warnings = warnings;
        this.writes = writes;
    }

    /// What can be done with a case. Which fields count depends on `step`.
    public enum StepKind {
        TELL,
        ACKNOWLEDGE,
        ACT,
        DONE,
        REOPEN,
        SET_DUE,
        COMMENT,
        ADD_TASK,
        TASK_DONE,
        TASK_REOPENED
    }

    /// @param text note, reason, comment or task
    /// @param outcome of DONE
    /// @param due of SET_DUE; absent takes the date away
    /// @param task number of TASK_DONE and TASK_REOPENED
    public record Step(
            StepKind step,
            @Nullable String text,
            @Nullable Outcome outcome,
            @Nullable LocalDate due,
            @Nullable Integer task) {}

    /// The same step on many.
    public record BulkStep(List<Long> cases, Step step) {}

    /// A case with everything about it.
    public record Whole(
            Summary summary, Case state, List<Cases.Entry> history, List<Cases.FileEntry> files) {}

    @GetMapping
    @Needs(Permission.CASE_READ)
    @Says("Cases, newest first; an organisation sees its own from the moment it was told.")
    public Slice<Summary> list(
            Viewer viewer,
            @RequestParam(name = "warning", required = false) @Nullable Long warning,
            @RequestParam(name = "state", required = false) @Nullable CaseState state,
            @RequestParam(name = "organisation", required = false) @Nullable Long organisation,
            @RequestParam(name = "open", defaultValue = "false") boolean open,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int size = Slices.limit(limit);
        return Slices.of(
                cases.page(
                        new Cases.Filter(warning, state, organisation, open),
                        viewer,
                        Slices.decodeNumber(after, Long.MAX_VALUE),
                        size + 1),
                size,
                c -> Long.toString(c.id()));
    }

    @GetMapping("/{case}")
    @Needs(Permission.CASE_READ)
    @Says("A case with its history, tasks and files.")
    public Whole one(Viewer viewer, @PathVariable("case") long id) {
        Summary summary = known(viewer, id);
        List<Cases.Entry> history = cases.history(id);
        return new Whole(summary, Cases.fold(history), history, cases.files(id));
    }

    @GetMapping("/{case}/warning")
    @Needs(Permission.CASE_READ)
    @Says("The warning that a case is about, as far as its organisation may be shown it.")
    public Briefing warning(Viewer viewer, @PathVariable("case") long id) {
        Summary summary = known(viewer, id);
        Warnings.Warning warning = warnings.byId(summary.warningId()).orElseThrow();
        return Briefing.of(warning, warnings.answered(warning));
    }

    @PostMapping("/{case}/steps")
    @Needs(Permission.CASE_WORK)
    @Says(value = "One step of work on a case.", answer = Case.class)
    public ResponseEntity<String> step(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @PathVariable("case") long id,
            @RequestBody Step step) {
        return writes.once(
                viewer,
                key,
                "case.step " + id,
                step,
                () -> Writes.Result.ok(desk.act(viewer, id, event(viewer, id, step))));
    }

    @PostMapping("/steps")
    @Needs(Permission.CASE_STEER)
    @Says(
            value = "The same step on many cases; those that do not allow it are named.",
            answer = CaseDesk.BulkResult.class)
    public ResponseEntity<String> stepAll(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @RequestBody BulkStep bulk) {
        return writes.once(
                viewer,
                key,
                "case.steps",
                bulk,
                () ->
                        Writes.Result.ok(
                                desk.actOnAll(
                                        viewer, bulk.cases(), event(viewer, 0, bulk.step()))));
    }

    @PostMapping("/{case}/files")
    @Needs(Permission.CASE_WORK)
    @Says(value = "Adds a file to a case.", answer = Long.class)
    public ResponseEntity<String> attach(
            Viewer viewer, @PathVariable("case") long id, @RequestParam("file") MultipartFile file)
            throws IOException {
        long added =
                desk.attach(
                        viewer,
                        id,
                        file.getOriginalFilename() == null ? "file" : file.getOriginalFilename(),
                        file.getContentType() == null
                                ? "application/octet-stream"
                                : file.getContentType(),
                        file.getBytes());
        return ResponseEntity.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Long.toString(added));
    }

    @GetMapping("/{case}/files/{file}")
    @Needs(Permission.CASE_READ)
    @Says("A file of a case, always as a download.")
    public ResponseEntity<byte[]> file(
            Viewer viewer, @PathVariable("case") long id, @PathVariable("file") long file) {
        known(viewer, id);
        Cases.FileContent content =
                cases.file(id, file).orElseThrow(() -> new Refused("not-found", "file " + file));
        return download(content);
    }

    /// As a download of no particular type: nothing that was uploaded is ever shown by the browser as a page of ours.
    public static ResponseEntity<byte[]> download(Cases.FileContent content) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        "Content-Disposition",
                        org.springframework.http.ContentDisposition.attachment()
                                .filename(content.name(), java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content.content());
    }

    private Summary known(Viewer viewer, long id) {
        return cases.byId(id, viewer).orElseThrow(() -> new Refused("not-found", "case " + id));
    }

    private CaseEvent event(Viewer viewer, long id, Step step) {
        String text = step.text() == null ? "" : step.text();
        return switch (step.step()) {
            case TELL -> new CaseEvent.Told(text);
            case ACKNOWLEDGE -> new CaseEvent.Acknowledged(text);
            case ACT -> new CaseEvent.Acting(text);
            case DONE -> {
                if (step.outcome() == null) {
                    throw new Refused("outcome-missing", "");
                }
                yield new CaseEvent.Done(step.outcome(), text);
            }
            case REOPEN -> new CaseEvent.Reopened(0, text);
            case SET_DUE -> new CaseEvent.DueSet(step.due());
            case COMMENT -> new CaseEvent.Commented(text);
            case ADD_TASK -> {
                if (id == 0) {
                    throw new Refused("not-in-bulk", "");
                }
                known(viewer, id);
                yield new CaseEvent.TaskAdded(
                        Cases.fold(cases.history(id)).tasks().size() + 1, text);
            }
            case TASK_DONE -> new CaseEvent.TaskDone(task(step));
            case TASK_REOPENED -> new CaseEvent.TaskReopened(task(step));
        };
    }

    private static int task(Step step) {
        if (step.task() == null) {
            throw new Refused("no-such-task", "");
        }
        return step.task();
    }
}
