package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.LiveEvents.Change;
import dev.firebreak.app.security.Needs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Changes as they happen, for machine clients.
@RestController
@RequestMapping("/api/v1")
public final class LiveApi {
    private final LiveStreams streams;

    public LiveApi(LiveStreams streams) {
        this.streams = streams;
    }

    @GetMapping(value = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Needs(Permission.WARNING_READ)
    @Says(
            value =
                    "Changes as server-sent events named change, of all warnings or of one; what is new, the other"
                            + " endpoints tell.",
            answer = Change.class)
    SseEmitter changes(
            Viewer viewer,
            @RequestParam(name = "warning", required = false) @Nullable Long warning) {
        return streams.open(
                viewer, c -> warning == null || warning.equals(c.warning()), change -> change);
    }
}
