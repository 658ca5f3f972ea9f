package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.CasesApi;
import dev.firebreak.app.api.Slices;
import dev.firebreak.app.room.Briefing;
import dev.firebreak.app.room.CaseDesk;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Cases.Summary;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.core.cases.Case;
import dev.firebreak.core.cases.CaseEvent;
import dev.firebreak.core.cases.CaseState;
import dev.firebreak.core.cases.Outcome;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Cases: the list, and one case with its machines, its work and its history.
@Controller
public final class CasePages {
    private static final int PAGE = 100;
    private static final int MACHINES = 200;

    /// What the list is filtered by beside the states: all that are not done.
    private static final String UNDONE = "UNDONE";

    private static final String PERSON = "user:";
    private static final String SYSTEM = "system";

    private final Cases cases;
    private final CaseDesk desk;
    private final Answers answers;
    private final Findings findings;
    private final Warnings warnings;
    private final Accounts accounts;
    private final MessageSource texts;

    public CasePages(
            Cases cases,
            CaseDesk desk,
            Answers answers,
            Findings findings,
            Warnings warnings,
            Accounts accounts,
            MessageSource texts) {
        this.cases = cases;
        this.desk = desk;
        this.answers = answers;
        this.findings = findings;
        this.warnings = warnings;
        this.accounts = accounts;
        this.texts = texts;
    }

    @GetMapping("/cases")
    @Needs(Permission.CASE_READ)
    String list(
            Viewer viewer,
            Model model,
            @RequestParam(name = "state", defaultValue = "") String state,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        CaseState wanted = state.isEmpty() || state.equals(UNDONE) ? null : state(state);
        Slices.Slice<Summary> page =
                Slices.of(
                        cases.page(
                                new Cases.Filter(null, wanted, null, state.equals(UNDONE)),
                                viewer,
                                Slices.decodeNumber(after, Long.MAX_VALUE),
                                PAGE + 1),
                        PAGE,
                        c -> Long.toString(c.id()));
        model.addAttribute("cases", page.items());
        model.addAttribute("next", page.next());
        model.addAttribute("state", state);
        model.addAttribute("states", CaseState.values());
        return "cases";
    }

    @GetMapping("/cases/{case}")
    @Needs(Permission.CASE_READ)
    String one(
            Viewer viewer,
            Model model,
            @PathVariable("case") long id,
            @RequestParam(name = "which", required = false) Findings.@Nullable Which which,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        Summary summary = known(viewer, id);
        var history = cases.history(id);
        var warning = warnings.byId(summary.warningId()).orElseThrow();
        model.addAttribute("summary", summary);
        model.addAttribute("warning", warning);
        model.addAttribute("briefing", Briefing.of(warning, warnings.answered(warning)));
        Case folded = Cases.fold(history);
        model.addAttribute("case", folded);
        model.addAttribute("history", history.reversed());
        model.addAttribute("files", cases.files(id));
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute(
                "part", answers.part(summary.warningId(), summary.organisationId()).orElse(null));
        Findings.Which shown = shown(which, summary);
        Slices.Slice<Findings.Found> machines =
                Slices.of(
                        findings.page(
                                summary.warningId(),
                                summary.organisationId(),
                                shown,
                                after == null || after.isEmpty() ? "" : Slices.decode(after),
                                MACHINES + 1),
                        MACHINES,
                        Findings.Found::place);
        model.addAttribute("machines", machines.items());
        model.addAttribute("next", machines.next());
        model.addAttribute("which", shown);
        model.addAttribute("whiches", Findings.Which.values());
        model.addAttribute("actors", actors(history));
        return "case";
    }

    /// Where something was found, that comes first: unknown machines may be many.
    private static Findings.Which shown(Findings.@Nullable Which asked, Summary summary) {
        if (asked != null) {
            return asked;
        }
        return summary.affected() > 0 || summary.contacted() > 0
                ? Findings.Which.HIT
                : Findings.Which.ALL;
    }

    /// The names of those who did something in a case; who has no account any more stays what is written.
    private Map<String, String> actors(List<Cases.Entry> history) {
        Map<String, String> names = new HashMap<>();
        for (Cases.Entry entry : history) {
            names.computeIfAbsent(
                    entry.by(),
                    by ->
                            by.startsWith(PERSON)
                                    ? accounts.byLogin(by.substring(PERSON.length()))
                                            .map(Accounts.Account::name)
                                            .orElse(by)
                                    : by.equals(SYSTEM) ? "Firebreak" : by);
        }
        return names;
    }

    private static CaseState state(String word) {
        for (CaseState state : CaseState.values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        throw new Refused("unreadable", word);
    }

    @PostMapping("/cases/{case}/step")
    @Needs(Permission.CASE_WORK)
    String step(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("case") long id,
            @RequestParam("step") String step,
            @RequestParam(name = "text", defaultValue = "") String text,
            @RequestParam(name = "outcome", defaultValue = "") String outcome,
            @RequestParam(name = "due", required = false) @Nullable LocalDate due,
            @RequestParam(name = "task", defaultValue = "0") int task) {
        known(viewer, id);
        try {
            CaseEvent event =
                    switch (step) {
                        case "tell" -> new CaseEvent.Told(text);
                        case "acknowledge" -> new CaseEvent.Acknowledged(text);
                        case "act" -> new CaseEvent.Acting(text);
                        case "done" -> new CaseEvent.Done(outcome(outcome), text);
                        case "reopen" -> new CaseEvent.Reopened(0, text);
                        case "due" -> new CaseEvent.DueSet(due);
                        case "comment" -> new CaseEvent.Commented(text);
                        case "task" ->
                                new CaseEvent.TaskAdded(
                                        Cases.fold(cases.history(id)).tasks().size() + 1, text);
                        case "task-done" -> new CaseEvent.TaskDone(task);
                        case "task-open" -> new CaseEvent.TaskReopened(task);
                        default -> throw new Refused("unreadable", step);
                    };
            desk.act(viewer, id, event);
            Said.done(redirect, texts, locale, "case.saved");
        } catch (Refused e) {
            if (e.code().equals("not-allowed")) {
                throw e;
            }
            Said.refused(redirect, texts, locale, e.code(), e.subject());
        }
        return "redirect:/cases/" + id;
    }

    private static Outcome outcome(String text) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().equals(text)) {
                return outcome;
            }
        }
        throw new Refused("outcome-missing", "");
    }

    @PostMapping("/cases/{case}/files")
    @Needs(Permission.CASE_WORK)
    String attach(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("case") long id,
            @RequestParam("file") MultipartFile file)
            throws IOException {
        known(viewer, id);
        try {
            desk.attach(
                    viewer,
                    id,
                    file.getOriginalFilename() == null ? "" : file.getOriginalFilename(),
                    file.getContentType() == null
                            ? "application/octet-stream"
                            : file.getContentType(),
                    file.getBytes());
            Said.done(redirect, texts, locale, "case.saved");
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), e.subject());
        }
        return "redirect:/cases/" + id;
    }

    @GetMapping("/cases/{case}/files/{file}")
    @Needs(Permission.CASE_READ)
    ResponseEntity<byte[]> file(
            Viewer viewer, @PathVariable("case") long id, @PathVariable("file") long file) {
        known(viewer, id);
        return CasesApi.download(
                cases.file(id, file).orElseThrow(() -> new Refused("not-found", "file " + file)));
    }

    private Summary known(Viewer viewer, long id) {
        return cases.byId(id, viewer).orElseThrow(() -> new Refused("not-found", "case " + id));
    }
}
