package dev.firebreak.app.sources;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.security.KeyInBody;
import dev.firebreak.app.security.Viewers;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sources;
import dev.firebreak.app.store.Tokens;
import dev.firebreak.core.model.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The TLS endpoints of osquery (osquery documentation, "Remote settings"): enroll, config, log. A fleet that points here
/// reports its software without any further agent. The enroll secret is a token with the scope `estate-write`.
@RestController
public final class OsqueryEndpoints {
    private static final int KEY_BYTES = 32;
    private static final int MAX_HOST = 253;
    private static final Map<String, Object> REFUSED = Map.of("node_invalid", true);
    private static final Map<String, Object> VALID = Map.of("node_invalid", false);

    /// Largest request in bytes, after decompression.
    private static final long MAX_BODY = 100L << 20;

    /// What a fleet is asked for, all as snapshots once a day.
    private static final Map<String, String> QUERIES =
            new LinkedHashMap<>(
                    Map.of(
                            "programs",
                                    "select name, version, publisher, identifying_number, install_date from programs",
                            "apps",
                                    "select name, bundle_identifier, bundle_short_version, bundle_version, path from apps",
                            "deb_packages",
                                    "select name, version, arch, maintainer, status from deb_packages",
                            "rpm_packages",
                                    "select name, version, release, epoch, arch, vendor from rpm_packages",
                            "python_packages",
                                    "select name, version, author, path from python_packages",
                            "npm_packages", "select name, version, author, path from npm_packages",
                            "chrome_extensions",
                                    "select name, version, identifier, author from users cross join chrome_extensions using (uid)",
                            "homebrew_packages",
                                    "select name, version, path from homebrew_packages",
                            "os_version", "select name, version, platform, arch from os_version"));

    private static final Map<String, String> PLATFORM =
            Map.of(
                    "programs", "windows",
                    "apps", "darwin",
                    "homebrew_packages", "darwin",
                    "deb_packages", "linux",
                    "rpm_packages", "linux");

    private final Intake intake;
    private final Viewers viewers;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    public OsqueryEndpoints(Intake intake, Viewers viewers, JsonMapper json) {
        this.intake = intake;
        this.viewers = viewers;
        this.json = json;
    }

    @PostMapping("/ingest/osquery/enroll")
    @KeyInBody
    Map<String, Object> enroll(
            HttpServletRequest request,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding)
            throws IOException {
        JsonNode body = body(request, encoding);
        Optional<Viewer> viewer =
                viewers.ofSecret(text(body, "enroll_secret"))
                        .filter(v -> v.may(Permission.ESTATE_WRITE));
        if (viewer.isEmpty() || viewer.get().organisation() == null) {
            return REFUSED;
        }
        Organisation owner = intake.byId(viewer.get().organisation()).orElseThrow();
        long source = intake.source(owner, "osquery", viewer.get().name(), null);
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = HexFormat.of().formatHex(bytes);
        String host = hostOf(body);
        intake.sources()
                .enroll(
                        owner.id(),
                        source,
                        Tokens.hash(key),
                        host.length() > MAX_HOST ? host.substring(0, MAX_HOST) : host,
                        text(body, "platform_type"));
        return Map.of("node_key", key, "node_invalid", false);
    }

    /// The machine's name; the identifier alone may be a number of its hardware.
    private static String hostOf(JsonNode body) {
        JsonNode system = body.path("host_details").path("system_info");
        for (String field : List.of("hostname", "computer_name")) {
            String name = text(system, field);
            if (!name.isBlank()) {
                return name;
            }
        }
        return text(body, "host_identifier");
    }

    @PostMapping("/ingest/osquery/config")
    @KeyInBody
    Map<String, Object> config(
            HttpServletRequest request,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding)
            throws IOException {
        if (intake.sources().node(text(body(request, encoding), "node_key")).isEmpty()) {
            return REFUSED;
        }
        Map<String, Object> schedule = new LinkedHashMap<>();
        QUERIES.forEach(
                (name, query) -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("query", query);
                    entry.put("interval", 86_400);
                    entry.put("snapshot", true);
                    if (PLATFORM.containsKey(name)) {
                        entry.put("platform", PLATFORM.get(name));
                    }
                    schedule.put(name, entry);
                });
        return Map.of("schedule", schedule, "node_invalid", false);
    }

    @PostMapping("/ingest/osquery/log")
    @KeyInBody
    Map<String, Object> log(
            HttpServletRequest request,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding)
            throws IOException {
        JsonNode body = body(request, encoding);
        Optional<Sources.Node> node = intake.sources().node(text(body, "node_key"));
        if (node.isEmpty()) {
            return REFUSED;
        }
        Organisation owner = intake.byId(node.get().organisationId()).orElseThrow();
        JsonNode data = body.path("data");
        String kind = text(body, "log_type");
        if (kind.equals("status")) {
            return VALID; // about osquery itself
        }
        if (!kind.equals("result") || !data.isArray()) {
            String reason =
                    kind.equals("result")
                            ? "the results are no list"
                            : "a kind of log that is not known: " + kind;
            refuse(node.get(), owner, reason, data);
            return VALID;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JsonNode result : data) {
            if (result instanceof ObjectNode object) {
                // Which machine it is, its key says; what it says of itself may be any other.
                object.put("hostIdentifier", node.get().host());
                lines.writeBytes(json.writeValueAsBytes(object));
                lines.write('\n');
            } else {
                refuse(node.get(), owner, "a result that is no object", result);
            }
        }
        if (lines.size() > 0) {
            intake.take(
                    owner,
                    node.get().sourceId(),
                    "osquery-" + node.get().host() + ".log",
                    Estates.Kind.INVENTORY,
                    new ByteArrayInputStream(lines.toByteArray()));
        }
        return VALID;
    }

    private void refuse(Sources.Node node, Organisation owner, String reason, JsonNode what) {
        intake.desk()
                .refuse(
                        owner,
                        node.sourceId(),
                        node.host(),
                        new Problem("osquery", "data", reason, Problem.Severity.LOST),
                        what.toString().getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode body(HttpServletRequest request, @Nullable String encoding)
            throws IOException {
        try (InputStream in = intake.body(request.getInputStream(), encoding, MAX_BODY)) {
            JsonNode body = json.readTree(in);
            return body == null || !body.isObject() ? json.createObjectNode() : body;
        } catch (JacksonException e) {
            return json.createObjectNode(); // without a key it is refused
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value != null && value.isString() ? value.asString() : "";
    }
}
