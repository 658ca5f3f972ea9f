package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.security.OwnPassword;
import dev.firebreak.app.security.PermissionCheck;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who one is, and one's own password.
@RestController
@RequestMapping(PermissionCheck.OWN_ACCOUNT_API)
public final class OwnAccountApi {
    private final OwnPassword own;

    public OwnAccountApi(OwnPassword own) {
        this.own = own;
    }

    /// @param role absent for a token
    /// @param organisationId the only organisation that is seen, absent for all
    /// @param mustChangePassword whether nothing else is allowed until the password is changed
    public record Me(
            String actor,
            String name,
            @Nullable Role role,
            @Nullable Long organisationId,
            List<String> permissions,
            boolean mustChangePassword) {}

    /// @param wanted at least 12 characters, at most 72 bytes
    public record NewPassword(String old, String wanted) {}

    @GetMapping
    @Needs(Permission.OWN_ACCOUNT)
    @Says("Who is asking, and what they may do.")
    public Me me(Viewer viewer) {
        return new Me(
                viewer.actor(),
                viewer.name(),
                viewer.role(),
                viewer.organisation(),
                viewer.permissions().stream().sorted().map(Permission::scope).toList(),
                viewer.mustChangePassword());
    }

    @PostMapping("/password")
    @Needs(Permission.OWN_ACCOUNT)
    @Says("Changes one's own password; for signed-in people, tokens have none.")
    public ResponseEntity<Void> password(
            Viewer viewer,
            @RequestBody NewPassword change,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        own.change(viewer, change.old(), change.wanted(), request, response);
        return ResponseEntity.noContent().build();
    }
}
