package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Sources;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.State;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The first page after sign-in: what is going on, and what waits for this person.
@Controller
public final class StartPages {
    private static final int SHOWN = 20;

    private final Warnings warnings;
    private final Answers answers;
    private final Cases cases;
    private final Sources sources;

    public StartPages(Warnings warnings, Answers answers, Cases cases, Sources sources) {
        this.warnings = warnings;
        this.answers = answers;
        this.cases = cases;
        this.sources = sources;
    }

    @GetMapping("/")
    @Needs(Permission.OVERVIEW)
    String start(Viewer viewer, Model model) {
        List<WarningPages.Counted> current = List.of();
        if (viewer.may(Permission.WARNING_READ)) {
            current =
                    WarningPages.counted(
                            warnings.page(Long.MAX_VALUE, SHOWN).stream()
                                    .filter(w -> w.state() != State.WITHDRAWN)
                                    .toList(),
                            answers,
                            viewer);
        }
        model.addAttribute("warnings", current);
        model.addAttribute(
                "cases",
                cases.page(
                        new Cases.Filter(null, null, null, true), viewer, Long.MAX_VALUE, SHOWN));
        model.addAttribute(
                "quarantined",
                viewer.may(Permission.ESTATE_READ) ? sources.openInQuarantine(viewer) : 0);
        return "start";
    }
}
