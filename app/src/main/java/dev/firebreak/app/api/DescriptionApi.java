package dev.firebreak.app.api;

import dev.firebreak.app.security.Open;
import dev.firebreak.app.store.Sql;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The two things that answer without sign-in: whether the server is well, and what its interface looks like.
@RestController
public final class DescriptionApi {
    private final Sql jdbc;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private volatile Map<String, Object> description = Map.of();

    public DescriptionApi(Sql jdbc, ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.jdbc = jdbc;
        this.mappings = mappings;
    }

    @GetMapping("/health")
    @Open
    @Says("UP with 200, or DOWN with 503 when the database does not answer.")
    public ResponseEntity<Map<String, Object>> health() {
        Map<String, Object> state = new LinkedHashMap<>();
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            state.put("status", "UP");
            return ResponseEntity.ok(state);
        } catch (RuntimeException e) {
            state.put("status", "DOWN");
            return ResponseEntity.status(503).body(state);
        }
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
