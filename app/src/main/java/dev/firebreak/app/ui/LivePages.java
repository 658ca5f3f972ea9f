package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.LiveEvents;
import dev.firebreak.app.room.LiveEvents.Change;
import dev.firebreak.app.security.Needs;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Hints to open pages that something changed (server-sent events, WHATWG HTML section 9.2). A hint says nothing but
/// that; what changed, the page shows when the person asks for it.
@Controller
public final class LivePages {
    /// A stream ends after so many milliseconds; the browser connects again by itself.
    private static final long STREAM_MILLIS = 15 * 60 * 1000L;

    private final LiveEvents events;

    public LivePages(LiveEvents events) {
        this.events = events;
    }

    @GetMapping("/warnings/{warning}/live")
    @Needs(Permission.WARNING_READ)
    SseEmitter warning(Viewer viewer, @PathVariable("warning") long id) {
        return stream(c -> c.warning() == id && maySee(viewer, c));
    }

    @GetMapping("/cases/live")
    @Needs(Permission.CASE_READ)
    SseEmitter cases(Viewer viewer) {
        return stream(c -> c.kind().equals("case") && maySee(viewer, c));
    }

    private static boolean maySee(Viewer viewer, Change change) {
        return viewer.organisation() == null || viewer.organisation().equals(change.organisation());
    }

    private SseEmitter stream(Predicate<Change> wanted) {
        SseEmitter emitter = new SseEmitter(STREAM_MILLIS);
        Consumer<Change> listener =
                change -> {
                    if (wanted.test(change)) {
                        // A slow reader must not hold up who publishes.
                        Thread.startVirtualThread(() -> send(emitter));
                    }
                };
        if (!events.add(listener)) {
            emitter.complete();
            return emitter;
        }
        emitter.onCompletion(() -> events.remove(listener));
        emitter.onTimeout(() -> events.remove(listener));
        emitter.onError(e -> events.remove(listener));
        Thread.startVirtualThread(
                () -> {
                    try {
                        emitter.send(SseEmitter.event().comment("listening").reconnectTime(5_000));
                    } catch (IOException | IllegalStateException e) {
                        events.remove(listener);
                    }
                });
        return emitter;
    }

    private static void send(SseEmitter emitter) {
        try {
            emitter.send(SseEmitter.event().name("change").data("1"));
        } catch (IOException | IllegalStateException e) {
            emitter.complete(); // the page is gone; its completion removes the listener
        }
    }
}
