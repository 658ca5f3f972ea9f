package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.LiveStreams;
import dev.firebreak.app.room.LiveEvents.Change;
import dev.firebreak.app.security.Needs;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Hints to open pages that something changed. A hint says nothing but that; what changed, the page shows when the
/// person asks for it.
@Controller
public final class LivePages {
    private static final Function<Change, Object> HINT = _ -> 1;

    private final LiveStreams streams;

    public LivePages(LiveStreams streams) {
        this.streams = streams;
    }

    @GetMapping("/warnings/{warning}/live")
    @Needs(Permission.WARNING_READ)
    SseEmitter warning(Viewer viewer, @PathVariable("warning") long id) {
        return streams.open(viewer, c -> c.warning() == id, HINT);
    }

    @GetMapping("/cases/live")
    @Needs(Permission.CASE_READ)
    SseEmitter cases(Viewer viewer) {
        return streams.open(viewer, c -> c.kind().equals("case"), HINT);
    }
}
