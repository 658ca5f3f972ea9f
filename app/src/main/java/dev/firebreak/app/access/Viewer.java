package dev.firebreak.app.access;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is asking: a signed-in person or a machine with a token. Every query about organisations takes one, so that none
/// can forget to look at whose part it may show.
///
/// @param actor how the audit log and case histories name it: `user:anna`, `token:7`
/// @param name to show to people
/// @param account id of the account, absent for a token
/// @param organisation the only organisation it may see, absent if it may see all
/// @param mustChangePassword nothing else is allowed until the one-time password is replaced
public record Viewer(
        String actor,
        String name,
        @Nullable Long account,
        @Nullable Role role,
        @Nullable Long organisation,
        Set<Permission> permissions,
        boolean mustChangePassword)
        implements Serializable {
    public Viewer {
        permissions = Set.copyOf(permissions);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /// Whether this organisation's part may be shown.
    public boolean sees(long organisationId) {
        return organisation == null || organisation == organisationId;
    }

    /// For the pages, `viewer.may('CASE_STEER')`.
    public boolean may(String permission) {
        return may(Permission.valueOf(permission));
    }
}
