package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.api.Slices.Slice;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.AuditLog;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The audit log.
@RestController
@RequestMapping("/api/v1/audit")
public final class AuditApi {
    private final AuditLog audit;

    public AuditApi(AuditLog audit) {
        this.audit = audit;
    }

    /// @param firstBroken number of the first entry that does not fit, absent if all do
    public record Check(boolean whole, @Nullable Long firstBroken) {}

    @GetMapping
    @Needs(Permission.AUDIT_READ)
    @Says("Entries of the audit log, newest first.")
    public Slice<AuditLog.Entry> list(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int size = Slices.limit(limit);
        return Slices.of(
                audit.page(Slices.decodeNumber(after, Long.MAX_VALUE), size + 1),
                size,
                e -> Long.toString(e.seq()));
    }

    @GetMapping("/check")
    @Needs(Permission.AUDIT_READ)
    @Says("Recomputes the chain of hashes and says whether it is whole.")
    public Check check() {
        OptionalLong broken = audit.firstBroken();
        return new Check(broken.isEmpty(), broken.isPresent() ? broken.getAsLong() : null);
    }
}
