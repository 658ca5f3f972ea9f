package dev.firebreak.app.api;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.LiveEvents;
import dev.firebreak.app.room.LiveEvents.Change;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Streams of changes (server-sent events, WHATWG HTML section 9.2), cut to what their reader may see.
public final class LiveStreams {
    /// A stream ends after so many milliseconds; clients of server-sent events connect again by themselves.
    private static final long STREAM_MILLIS = 15 * 60 * 1000L;

    private static final long RECONNECT_MILLIS = 5_000;

    private final LiveEvents events;

    public LiveStreams(LiveEvents events) {
        this.events = events;
    }

    /// @param data what an event carries
    /// @return a stream of events named `change`; one that has ended already if too many listen
    public SseEmitter open(Viewer viewer, Predicate<Change> wanted, Function<Change, Object> data) {
        SseEmitter emitter = new SseEmitter(STREAM_MILLIS);
        // Kept until the response begins and then written by the request's own thread, so that the
        // headers have gone out
        // before any other thread writes.
        send(emitter, SseEmitter.event().comment("listening").reconnectTime(RECONNECT_MILLIS));
        Consumer<Change> listener =
                change -> {
                    if (wanted.test(change) && maySee(viewer, change)) {
                        // A slow reader must not hold up who publishes.
                        Thread.startVirtualThread(
                                () ->
                                        send(
                                                emitter,
                                                SseEmitter.event()
                                                        .name("change")
                                                        .data(
                                                                data.apply(change),
                                                                MediaType.APPLICATION_JSON)));
                    }
                };
        if (!events.add(listener)) {
            emitter.complete();
            return emitter;
        }
        emitter.onCompletion(() -> events.remove(listener));
        emitter.onTimeout(() -> events.remove(listener));
        emitter.onError(e -> events.remove(listener));
        return emitter;
    }

    private static boolean maySee(Viewer viewer, Change change) {
        return change.organisation() == null || viewer.sees(change.organisation());
    }

    private static void send(SseEmitter emitter, SseEmitter.SseEventBuilder event) {
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException e) {
            emitter.complete(); // the reader is gone; its completion removes the listener
        }
    }
}
