package dev.firebreak.app.sources;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.Organisations.Organisation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A report as the plain body of a request: `curl -T`, NDJSON shippers, scripts.
@RestController
public final class ReportEndpoints {
    private final Intake intake;

    public ReportEndpoints(Intake intake) {
        this.intake = intake;
    }

    @PutMapping("/ingest/reports/{name}")
    @Needs(Permission.ESTATE_WRITE)
    Estates.Receipt report(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable("name") String name,
            @RequestParam(name = "organisation", required = false) @Nullable String key,
            @RequestParam(name = "kind", defaultValue = "ANY") Estates.Kind kind,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding)
            throws IOException {
        Organisation owner = intake.owner(viewer, key);
        long source = intake.source(owner, "http", viewer.name(), null);
        try (InputStream body = intake.body(request.getInputStream(), encoding)) {
            return intake.take(owner, source, name, kind, body);
        }
    }

    @PostMapping("/ingest/ndjson")
    @Needs(Permission.ESTATE_WRITE)
    Estates.Receipt lines(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(name = "organisation", required = false) @Nullable String key,
            @RequestParam(name = "name", defaultValue = "lines.ndjson") String name,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding)
            throws IOException {
        return report(viewer, request, name, key, Estates.Kind.ANY, encoding);
    }
}
