package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices;
import dev.firebreak.app.room.EstateDesk;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Sources;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
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

/// Estates: coverage, handing in, sources, quarantine; and the search over all cases.
@Controller
public final class EstatePages {
    private static final int PAGE = 50;
    private static final int SEARCH_LIMIT = 100;

    private final Organisations organisations;
    private final EstateDesk desk;
    private final Estates estates;
    private final Sources sources;
    private final Findings findings;
    private final MessageSource texts;

    public EstatePages(
            Organisations organisations,
            EstateDesk desk,
            Estates estates,
            Sources sources,
            Findings findings,
            MessageSource texts) {
        this.organisations = organisations;
        this.desk = desk;
        this.estates = estates;
        this.sources = sources;
        this.findings = findings;
        this.texts = texts;
    }

    /// An organisation with what is known of its machines.
    public record Covered(Organisation organisation, Estates.Coverage coverage) {}

    @GetMapping("/estate")
    @Needs(Permission.ESTATE_READ)
    String estate(Viewer viewer, Model model) {
        List<Organisation> visible = organisations.visible(viewer);
        model.addAttribute(
                "estates",
                visible.stream().map(o -> new Covered(o, estates.coverage(o.key()))).toList());
        model.addAttribute("sources", sources.visible(viewer));
        model.addAttribute("quarantined", sources.openInQuarantine(viewer));
        return "estate";
    }

    @PostMapping("/estate/reports")
    @Needs(Permission.ESTATE_WRITE)
    String handIn(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @RequestParam("organisation") long id,
            @RequestParam(name = "kind", defaultValue = "ANY") Estates.Kind kind,
            @RequestParam("file") List<MultipartFile> files)
            throws IOException {
        Organisation organisation =
                organisations
                        .byId(id)
                        .filter(o -> viewer.sees(o.id()))
                        .orElseThrow(() -> new Refused("not-found", "organisation " + id));
        long entries = 0;
        int taken = 0;
        int lost = 0;
        for (MultipartFile file : files) {
            if (file.isEmpty()) {
                continue;
            }
            try (InputStream in = file.getInputStream()) {
                Estates.Receipt receipt =
                        desk.take(
                                organisation,
                                null,
                                viewer.actor(),
                                Objects.requireNonNullElse(file.getOriginalFilename(), "report"),
                                kind,
                                in);
                entries += receipt.entries();
                taken += receipt.recognised() == null ? 0 : 1;
                lost +=
                        receipt.problems().stream()
                                        .anyMatch(p -> p.severity() != Problem.Severity.NOTE)
                                ? 1
                                : 0;
            }
        }
        if (taken == 0 && lost == 0) {
            Said.refused(redirect, texts, locale, "file-missing", "");
        } else {
            redirect.addFlashAttribute(
                    "said",
                    new Said(
                            lost == 0 ? "success" : "warning",
                            Objects.requireNonNull(
                                    texts.getMessage(
                                            lost == 0 ? "estate.taken" : "estate.taken-partly",
                                            new Object[] {taken, entries, lost},
                                            locale))));
        }
        return "redirect:/estate";
    }

    @GetMapping("/estate/quarantine")
    @Needs(Permission.ESTATE_READ)
    String quarantine(
            Viewer viewer,
            Model model,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        Slices.Slice<Sources.Quarantined> page =
                Slices.of(
                        sources.quarantine(
                                viewer, Slices.decodeNumber(after, Long.MAX_VALUE), PAGE + 1),
                        PAGE,
                        q -> Long.toString(q.id()));
        model.addAttribute("entries", page.items());
        model.addAttribute("next", page.next());
        return "quarantine";
    }

    @PostMapping("/estate/quarantine/{quarantine}/settle")
    @Needs(Permission.QUARANTINE_SETTLE)
    String settle(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("quarantine") long id) {
        sources.settle(id, viewer);
        Said.done(redirect, texts, locale, "quarantine.settled");
        return "redirect:/estate/quarantine";
    }

    @GetMapping("/search")
    @Needs(Permission.SEARCH)
    String search(
            Viewer viewer, Model model, @RequestParam(name = "q", defaultValue = "") String words) {
        String wanted = words.strip().replace("[.]", ".");
        List<Organisation> visible = organisations.visible(viewer);
        Map<Long, String> names = new HashMap<>();
        visible.forEach(o -> names.put(o.id(), o.name()));
        model.addAttribute("q", words);
        model.addAttribute("names", names);
        Findings.Searched searched =
                wanted.isEmpty()
                        ? new Findings.Searched(List.of(), false)
                        : findings.search(wanted, viewer, SEARCH_LIMIT + 1);
        List<Findings.Found> found = searched.found();
        model.addAttribute("found", found.subList(0, Math.min(found.size(), SEARCH_LIMIT)));
        model.addAttribute("more", searched.more());
        model.addAttribute(
                "organisations",
                wanted.isEmpty() ? List.of() : organisations.named(wanted, viewer, 20));
        model.addAttribute("limit", SEARCH_LIMIT);
        return "search";
    }
}
