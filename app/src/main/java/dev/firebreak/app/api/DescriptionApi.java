package dev.firebreak.app.api;

import dev.firebreak.app.room.Estates;
import dev.firebreak.app.security.Open;
import dev.firebreak.app.store.Sql;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The two things that answer without sign-in: whether the server is well, and what its interface looks like.
@RestController
public final class DescriptionApi {
    /// Whoever watches the server learns within this time that its database does not answer.
    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(2);

    private final Sql jdbc;
    private final Estates estates;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private final Executor checks = task -> Thread.ofVirtual().name("health").start(task);
    private volatile Map<String, Object> description = Map.of();

    public DescriptionApi(
            Sql jdbc, Estates estates, ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.jdbc = jdbc;
        this.estates = estates;
        this.mappings = mappings;
    }

    @GetMapping("/health")
    @Open
    @Says("UP with 200, or DOWN with 503 when the database does not answer.")
    public ResponseEntity<Map<String, Object>> health() throws InterruptedException {
        String database = "UP";
        try {
            CompletableFuture.supplyAsync(
                            () -> jdbc.sql("select 1").query(Integer.class).single(), checks)
                    .get(HEALTH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            database = "DOWN";
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", database);
        state.put("database", database);
        state.putAll(estates.health());
        return ResponseEntity.status(database.equals("UP") ? 200 : 503)
                .header("Cache-Control", "no-store")
                .body(state);
    }

    @GetMapping(value = "/api/v1/openapi.json", produces = "application/json")
    @Open
    @Says("This description, OpenAPI 3.1.")
    public Map<String, Object> openApi() {
        if (description.isEmpty()) {
            description =
                    new OpenApi(
                                    mappings.orderedStream()
                                            .filter(
                                                    m ->
                                                            m.getClass()
                                                                    == RequestMappingHandlerMapping
                                                                            .class)
                                            .findFirst()
                                            .orElseThrow())
                            .describe();
        }
        return description;
    }
}
