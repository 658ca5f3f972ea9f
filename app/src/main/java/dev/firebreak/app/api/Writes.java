package dev.firebreak.app.api;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.store.Idempotency;
import dev.firebreak.app.store.Idempotency.Answer;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/// Does a write once per `Idempotency-Key`.
public final class Writes {
    /// Header of draft-ietf-httpapi-idempotency-key-header.
    public static final String KEY = "Idempotency-Key";

    private final Idempotency idempotency;
    private final JsonMapper json;

    public Writes(Idempotency idempotency, JsonMapper json) {
        this.idempotency = idempotency;
        this.json = json;
    }

    /// What a write leads to.
    public record Result(int status, @Nullable String location, @Nullable Object body) {
        public static Result created(String location, Object body) {
            return new Result(201, location, body);
        }

        public static Result ok(Object body) {
            return new Result(200, null, body);
        }

        public static Result done() {
            return new Result(204, null, null);
        }
    }

    /// @param what the endpoint and what it was asked, so that a key is not reused for something else
    public ResponseEntity<String> once(
            Viewer viewer, @Nullable String key, String what, Object body, Supplier<Result> work) {
        Answer answer =
                key == null || key.isBlank()
                        ? answer(work.get())
                        : idempotency.once(
                                viewer.actor(),
                                key,
                                what + "\n" + json.writeValueAsString(body),
                                () -> answer(work.get()));
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        if (answer.location() != null) {
            response.location(URI.create(answer.location()));
        }
        return answer.body().isEmpty()
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).body(answer.body());
    }

    private Answer answer(Result result) {
        return new Answer(
                result.status(),
                result.location(),
                result.body() == null ? "" : json.writeValueAsString(result.body()));
    }
}
