package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.CaseDesk;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Answers.Line;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.core.cases.CaseEvent;
import dev.firebreak.core.cases.CaseState;
import dev.firebreak.core.cases.Standing;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// One warning over all organisations: the board, acting on many cases at once, and the situation report.
@Controller
public final class BoardPages {
    /// Most machines that a report names of one organisation, and about so many in all: it is to be read and printed.
    /// All are counted, and it says how many are not named.
    private static final int REPORT_MACHINES = 100;

    private static final int REPORT_MACHINES_IN_ALL = 600;
    private static final int REPORT_MACHINES_LEAST = 3;

    private final Warnings warnings;
    private final Answers answers;
    private final Findings findings;
    private final Cases cases;
    private final CaseDesk desk;
    private final MessageSource texts;
    private final Clock clock;

    public BoardPages(
            Warnings warnings,
            Answers answers,
            Findings findings,
            Cases cases,
            CaseDesk desk,
            MessageSource texts,
            Clock clock) {
        this.warnings = warnings;
        this.answers = answers;
        this.findings = findings;
        this.cases = cases;
        this.desk = desk;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/warnings/{warning}/board")
    @Needs(Permission.WARNING_READ)
    String board(
            Viewer viewer,
            Model model,
            @PathVariable("warning") long id,
            @RequestParam(name = "standing", required = false) @Nullable Standing standing,
            @RequestParam(name = "state", required = false) @Nullable CaseState state,
            @RequestParam(name = "sector", defaultValue = "") String sector,
            @RequestParam(name = "name", defaultValue = "") String name,
            @RequestParam(name = "view", defaultValue = "tiles") String view) {
        Warning warning = known(id);
        List<Line> all = answers.board(id, viewer);
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        List<Line> lines =
                all.stream()
                        .filter(l -> standing == null || l.is(standing))
                        .filter(l -> state == null || l.state() == state)
                        .filter(l -> sector.isEmpty() || l.sector().equals(sector))
                        .filter(
                                l ->
                                        wanted.isEmpty()
                                                || l.name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .contains(wanted))
                        .toList();
        model.addAttribute("warning", warning);
        model.addAttribute("totals", answers.totals(id, viewer));
        model.addAttribute("lines", lines);
        model.addAttribute("all", all.size());
        model.addAttribute("standings", Standing.values());
        model.addAttribute("states", CaseState.values());
        model.addAttribute(
                "sectors",
                new TreeSet<>(all.stream().map(Line::sector).filter(s -> !s.isEmpty()).toList()));
        model.addAttribute("standing", standing);
        model.addAttribute("state", state);
        model.addAttribute("sector", sector);
        model.addAttribute("name", name);
        model.addAttribute("view", view.equals("table") ? "table" : "tiles");
        model.addAttribute("silent", all.stream().filter(l -> l.machines() == 0).count());
        model.addAttribute(
                "withoutLogs", all.stream().filter(l -> l.machines() > 0 && !l.hasLogs()).count());
        model.addAttribute(
                "draft",
                warning.answeredRevision() == null
                        || warning.answeredRevision() != warning.revision());
        timelines(model, id, viewer);
        return "board";
    }

    private void timelines(Model model, long id, Viewer viewer) {
        model.addAttribute(
                "contacts",
                Timeline.of(
                        findings.contacts(id, viewer).stream()
                                .map(c -> new Timeline.Moment(c.at(), c.machines()))
                                .toList()));
        model.addAttribute(
                "steps",
                Timeline.of(
                        cases.steps(id, viewer).stream()
                                .map(s -> new Timeline.Moment(s.at(), 1))
                                .toList()));
    }

    @PostMapping("/warnings/{warning}/cases")
    @Needs(Permission.CASE_STEER)
    String actOnMany(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("warning") long id,
            @RequestParam(name = "case", required = false) @Nullable List<Long> chosen,
            @RequestParam("step") String step,
            @RequestParam(name = "due", required = false) @Nullable LocalDate due,
            @RequestParam(name = "note", defaultValue = "") String note,
            @RequestParam(name = "view", defaultValue = "tiles") String view) {
        String back =
                "redirect:/warnings/"
                        + known(id).id()
                        + "/board?view="
                        + (view.equals("table") ? "table" : "tiles");
        if (chosen == null || chosen.isEmpty()) {
            Said.refused(redirect, texts, locale, "nothing-chosen", "");
            return back;
        }
        try {
            CaseEvent event =
                    switch (step) {
                        case "tell" -> new CaseEvent.Told(note);
                        case "due" -> new CaseEvent.DueSet(due);
                        case "comment" -> new CaseEvent.Commented(note);
                        default -> throw new Refused("unreadable", step);
                    };
            CaseDesk.BulkResult result = desk.actOnAll(viewer, chosen, event);
            if (result.refused().isEmpty()) {
                Said.done(redirect, texts, locale, "bulk.done", result.done());
            } else {
                redirect.addFlashAttribute(
                        "said",
                        new Said(
                                "warning",
                                Objects.requireNonNull(
                                        texts.getMessage(
                                                "bulk.partly",
                                                new Object[] {
                                                    result.done(), result.refused().size()
                                                },
                                                locale))));
            }
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), e.subject());
        }
        return back;
    }

    @GetMapping("/warnings/{warning}/report")
    @Needs(Permission.WARNING_READ)
    String report(Viewer viewer, Model model, @PathVariable("warning") long id) {
        Warning warning = known(id);
        List<Line> lines = answers.board(id, viewer);
        List<Line> hit =
                lines.stream()
                        .filter(l -> l.is(Standing.AFFECTED) || l.is(Standing.CONTACTED))
                        .toList();
        int each =
                Math.clamp(
                        REPORT_MACHINES_IN_ALL / Math.max(1, hit.size()),
                        REPORT_MACHINES_LEAST,
                        REPORT_MACHINES);
        Map<Long, List<Findings.Found>> first = findings.hits(id, viewer, each);
        Map<Long, Integer> counts = findings.hitCounts(id, viewer);
        Map<Line, List<Findings.Found>> machines = new LinkedHashMap<>();
        Map<Line, Integer> unnamed = new HashMap<>();
        for (Line line : hit) {
            List<Findings.Found> found = first.getOrDefault(line.organisationId(), List.of());
            machines.put(line, found);
            int more = counts.getOrDefault(line.organisationId(), 0) - found.size();
            if (more > 0) {
                unnamed.put(line, more);
            }
        }
        model.addAttribute("unnamed", unnamed);
        model.addAttribute("warning", warning);
        model.addAttribute("advisory", warnings.answered(warning));
        model.addAttribute("totals", answers.totals(id, viewer));
        model.addAttribute("lines", lines);
        model.addAttribute("machines", machines);
        model.addAttribute("now", clock.instant());
        timelines(model, id, viewer);
        return "report";
    }

    private Warning known(long id) {
        return warnings.byId(id).orElseThrow(() -> new Refused("not-found", "warning " + id));
    }
}
