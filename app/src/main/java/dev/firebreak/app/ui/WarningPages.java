package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices;
import dev.firebreak.app.room.WarningDesk;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Tlp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// The life of a warning: written or uploaded, its understanding beside the text, corrected, confirmed.
@Controller
public final class WarningPages {
    private static final int PAGE = 50;

    private final Warnings warnings;
    private final WarningDesk desk;
    private final Answers answers;
    private final MessageSource texts;

    public WarningPages(Warnings warnings, WarningDesk desk, Answers answers, MessageSource texts) {
        this.warnings = warnings;
        this.desk = desk;
        this.answers = answers;
        this.texts = texts;
    }

    /// A warning with its answer in numbers.
    public record Counted(Warning warning, Answers.Totals totals) {}

    static List<Counted> counted(List<Warning> some, Answers answers, Viewer viewer) {
        Map<Long, Answers.Totals> totals =
                answers.totals(some.stream().map(Warning::id).toList(), viewer);
        return some.stream()
                .map(w -> new Counted(w, totals.getOrDefault(w.id(), Answers.Totals.none(w.id()))))
                .toList();
    }

    @GetMapping("/warnings")
    @Needs(Permission.WARNING_READ)
    String list(
            Viewer viewer,
            Model model,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        Slices.Slice<Warning> page =
                Slices.of(
                        warnings.page(Slices.decodeNumber(after, Long.MAX_VALUE), PAGE + 1),
                        PAGE,
                        w -> Long.toString(w.id()));
        model.addAttribute("warnings", counted(page.items(), answers, viewer));
        model.addAttribute("next", page.next());
        return "warnings";
    }

    @GetMapping("/warnings/new")
    @Needs(Permission.WARNING_WRITE)
    String form(Model model) {
        model.addAttribute("tlps", Tlp.values());
        model.addAttribute("fetches", desk.fetches());
        return "warning-new";
    }

    @PostMapping("/warnings/fetch")
    @Needs(Permission.WARNING_WRITE)
    String fetch(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @RequestParam("url") String url,
            @RequestParam(name = "title", defaultValue = "") String title,
            @RequestParam(name = "tlp", required = false) @Nullable Tlp tlp) {
        try {
            long id = desk.fetch(viewer, url, title, tlp);
            return "redirect:/warnings/" + id + "/understanding";
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), e.subject());
            redirect.addFlashAttribute("url", url);
            return "redirect:/warnings/new";
        }
    }

    @PostMapping("/warnings")
    @Needs(Permission.WARNING_WRITE)
    String add(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @RequestParam(name = "text", defaultValue = "") String text,
            @RequestParam(name = "title", defaultValue = "") String title,
            @RequestParam(name = "tlp", required = false) @Nullable Tlp tlp,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file)
            throws IOException {
        try {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            String name = "text";
            if (file != null && !file.isEmpty()) {
                content = file.getBytes();
                name = Objects.requireNonNullElse(file.getOriginalFilename(), "upload");
            }
            long id = desk.draft(viewer, name, content, title, tlp);
            return "redirect:/warnings/" + id + "/understanding";
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), "");
            return "redirect:/warnings/new";
        }
    }

    @GetMapping("/warnings/{warning}")
    @Needs(Permission.WARNING_READ)
    String one(@PathVariable("warning") long id) {
        Warning warning = known(id);
        return "redirect:/warnings/"
                + id
                + (warning.confirmedAt() == null ? "/understanding" : "/board");
    }

    @GetMapping("/warnings/{warning}/understanding")
    @Needs(Permission.WARNING_READ)
    String understanding(Model model, @PathVariable("warning") long id) {
        Warning warning = known(id);
        Warnings.Revision revision = warnings.revision(id, warning.revision()).orElseThrow();
        Advisory advisory = revision.understanding();
        model.addAttribute("warning", warning);
        model.addAttribute("revision", revision);
        model.addAttribute("advisory", advisory);
        model.addAttribute("pieces", Highlights.of(advisory));
        model.addAttribute("original", advisory.text().isEmpty() ? original(id) : "");
        model.addAttribute(
                "statements",
                advisory.statements().stream().limit(UnderstandingForm.MAX_STATEMENTS).toList());
        model.addAttribute(
                "platforms",
                List.of(
                        Platform.ANY,
                        Platform.WINDOWS,
                        Platform.MACOS,
                        Platform.LINUX,
                        Platform.ANDROID,
                        Platform.IOS));
        model.addAttribute("statuses", Status.values());
        model.addAttribute("tlps", Tlp.values());
        model.addAttribute("revisions", warnings.revisions(id));
        model.addAttribute(
                "draft",
                warning.answeredRevision() == null
                        || warning.answeredRevision() != warning.revision());
        return "understanding";
    }

    @PostMapping("/warnings/{warning}/understanding")
    @Needs(Permission.WARNING_WRITE)
    String correct(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("warning") long id,
            @RequestParam Map<String, String> fields) {
        try {
            Warning warning = known(id);
            int expected = Integer.parseInt(fields.getOrDefault("revision", "0"));
            Advisory before =
                    warnings.revision(id, expected)
                            .orElseThrow(() -> new Refused("changed-meanwhile", ""))
                            .understanding();
            Advisory after = UnderstandingForm.apply(before, fields);
            String title = fields.getOrDefault("title", warning.title());
            Tlp tlp = Tlp.valueOf(fields.getOrDefault("tlp", warning.tlp().name()));
            boolean changed =
                    !after.statements().equals(before.statements())
                            || !after.indicators().equals(before.indicators())
                            || !after.questions().equals(before.questions())
                            || !title.strip().equals(warning.title())
                            || tlp != warning.tlp();
            int revision = expected;
            if (changed) {
                revision =
                        desk.correct(
                                viewer,
                                id,
                                expected,
                                title,
                                tlp,
                                after,
                                fields.getOrDefault("note", ""));
                Said.done(redirect, texts, locale, "understanding.saved");
            }
            if (fields.containsKey("confirm")) {
                desk.confirm(viewer, id, revision);
                Said.done(redirect, texts, locale, "understanding.confirmed");
                return "redirect:/warnings/" + id + "/board";
            }
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), e.subject());
        } catch (IllegalArgumentException e) {
            Said.refused(redirect, texts, locale, "unreadable", "");
        }
        return "redirect:/warnings/" + id + "/understanding";
    }

    @PostMapping("/warnings/{warning}/withdrawal")
    @Needs(Permission.WARNING_WRITE)
    String withdraw(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("warning") long id) {
        desk.withdraw(viewer, id);
        Said.done(redirect, texts, locale, "warning.withdrawn");
        return "redirect:/warnings";
    }

    /// The beginning of the document as it came, for those without prose.
    private String original(long id) {
        byte[] bytes = warnings.original(id);
        int shown = Math.min(bytes.length, Highlights.MAX_SHOWN);
        return new String(bytes, 0, shown, StandardCharsets.UTF_8);
    }

    private Warning known(long id) {
        return warnings.byId(id).orElseThrow(() -> new Refused("not-found", "warning " + id));
    }
}
