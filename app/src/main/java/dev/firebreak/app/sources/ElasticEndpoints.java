package dev.firebreak.app.sources;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.core.model.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// So much of Elasticsearch's interface that Filebeat, Fluent Bit, Vector and Logstash ship to us as they are: `_bulk`,
/// and friendly answers to what they ask before. Nothing can be searched or deleted here.
@RestController
@RequestMapping("/ingest/elastic")
public final class ElasticEndpoints {
    /// The version we say to be: shippers check it and look no further.
    static final String VERSION = "8.19.0";

    /// Largest request in bytes, after decompression; Elasticsearch's own bound by default.
    private static final long MAX_BULK = 100L << 20;

    private final Intake intake;
    private final JsonMapper json;

    public ElasticEndpoints(Intake intake, JsonMapper json) {
        this.intake = intake;
        this.json = json;
    }

    /// Clients of version 8 refuse to talk to anything that does not say so with every answer.
    @ModelAttribute
    void product(HttpServletResponse response) {
        response.setHeader("X-Elastic-Product", "Elasticsearch");
    }

    /// Answers GET and HEAD of the root with a version.
    @GetMapping({"", "/"})
    @Needs(Permission.ESTATE_WRITE)
    ResponseEntity<Map<String, Object>> version() {
        return ResponseEntity.ok()
                .body(
                        Map.of(
                                "name", "firebreak",
                                "cluster_name", "firebreak",
                                "cluster_uuid", "firebreak",
                                "version",
                                        Map.of(
                                                "number",
                                                VERSION,
                                                "build_flavor",
                                                "default",
                                                "lucene_version",
                                                "9"),
                                "tagline", "You Know, for Search"));
    }

    @GetMapping("/_license")
    @Needs(Permission.ESTATE_WRITE)
    Map<String, Object> licence() {
        return Map.of(
                "license",
                Map.of("status", "active", "type", "basic", "mode", "basic", "uid", "firebreak"));
    }

    @GetMapping("/_xpack")
    @Needs(Permission.ESTATE_WRITE)
    Map<String, Object> features() {
        return Map.of("features", Map.of("ilm", Map.of("available", false, "enabled", false)));
    }

    @GetMapping("/_cluster/health")
    @Needs(Permission.ESTATE_WRITE)
    Map<String, Object> health() {
        return Map.of("cluster_name", "firebreak", "status", "green");
    }

    /// Templates, policies and pipelines exist as far as a shipper is concerned: there is nothing to set up here.
    @GetMapping({
        "/_index_template/{name}",
        "/_template/{name}",
        "/_ilm/policy/{name}",
        "/_ingest/pipeline/{name}",
        "/_data_stream/{name}"
    })
    @Needs(Permission.ESTATE_WRITE)
    Map<String, Object> there(@PathVariable("name") String name) {
        return Map.of("index_templates", List.of(Map.of("name", name)));
    }

    @PutMapping({
        "/_index_template/{name}",
        "/_template/{name}",
        "/_ilm/policy/{name}",
        "/_ingest/pipeline/{name}",
        "/_data_stream/{name}"
    })
    @Needs(Permission.ESTATE_WRITE)
    Map<String, Object> set(@PathVariable("name") String name) {
        return Map.of("acknowledged", true);
    }

    @PostMapping("/_bulk")
    @Needs(Permission.ESTATE_WRITE)
    ResponseEntity<Map<String, Object>> bulk(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(name = "organisation", required = false) @Nullable String key,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding)
            throws IOException {
        return bulkInto(viewer, request, null, key, encoding);
    }

    @PostMapping("/{index}/_bulk")
    @Needs(Permission.ESTATE_WRITE)
    ResponseEntity<Map<String, Object>> bulkInto(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable("index") @Nullable String index,
            @RequestParam(name = "organisation", required = false) @Nullable String key,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding)
            throws IOException {
        long start = System.nanoTime();
        Organisation owner = intake.owner(viewer, key);
        long source = intake.source(owner, "bulk", viewer.name(), null);
        BulkRequest bulk;
        try (InputStream body = intake.body(request.getInputStream(), encoding, MAX_BULK)) {
            bulk = BulkRequest.read(body, json, index);
        }
        for (Map.Entry<String, byte[]> group : bulk.groups().entrySet()) {
            intake.take(
                    owner,
                    source,
                    group.getKey(),
                    Estates.Kind.ANY,
                    new ByteArrayInputStream(group.getValue()));
        }
        List<Map<String, Object>> items = new ArrayList<>();
        for (BulkRequest.Item item : bulk.items()) {
            items.add(Map.of(item.action(), outcome(item)));
            if (item.error() != null) {
                intake.desk()
                        .refuse(
                                owner,
                                source,
                                "_bulk",
                                new Problem(
                                        "_bulk",
                                        "item " + items.size(),
                                        item.error(),
                                        Problem.Severity.LOST),
                                item.excerpt());
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("took", (System.nanoTime() - start) / 1_000_000);
        answer.put("errors", bulk.errors());
        answer.put("items", items);
        return ResponseEntity.ok(answer);
    }

    private static Map<String, Object> outcome(BulkRequest.Item item) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("_index", item.index());
        outcome.put("_id", item.id());
        if (item.error() == null) {
            outcome.put("_version", 1);
            outcome.put("result", "created");
            outcome.put("_shards", Map.of("total", 1, "successful", 1, "failed", 0));
            outcome.put("_seq_no", 0);
            outcome.put("_primary_term", 1);
            outcome.put("status", 201);
        } else {
            outcome.put("status", 400);
            outcome.put(
                    "error", Map.of("type", "document_parsing_exception", "reason", item.error()));
        }
        return outcome;
    }
}
