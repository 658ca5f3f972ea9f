package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.Pseudonyms;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Refused;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Turning a pseudonym back into a name, with a reason and an audit entry.
@RestController
public final class PseudonymsApi {
    private final Pseudonyms pseudonyms;
    private final AuditLog audit;

    public PseudonymsApi(Pseudonyms pseudonyms, AuditLog audit) {
        this.pseudonyms = pseudonyms;
        this.audit = audit;
    }

    /// @param reason why it is needed; kept in the audit log
    public record Wish(String pseudonym, String reason) {}

    /// The name behind it.
    public record Revealed(String name) {}

    @PostMapping("/api/v1/reidentification")
    @Needs(Permission.REIDENTIFY)
    @Says("Turns a pseudonym back into a name; needs a reason and is audited.")
    public Revealed reveal(Viewer viewer, @RequestBody Wish wish) {
        if (wish.reason().isBlank()) {
            throw new Refused("text-missing", "reason");
        }
        String name = pseudonyms.reveal(wish.pseudonym());
        audit.add(viewer.actor(), "pseudonym.reveal", wish.pseudonym(), wish.reason());
        return new Revealed(name);
    }
}
