package dev.firebreak.app.access;

import java.util.Locale;
import java.util.Optional;

/// What an endpoint needs. Every endpoint names exactly one, or says that it is [Open].
public enum Permission {
    /// The start page and the pictures on it, cut to what the viewer may see.
    OVERVIEW,
    WARNING_READ,
    WARNING_WRITE,
    CASE_READ,
    /// Tell organisations, set due dates, assign tasks, act on many at once: the agency's side.
    CASE_STEER,
    /// Acknowledge, act, report done, comment, attach: the organisation's side (the agency may do it for it).
    CASE_WORK,
    ESTATE_READ,
    /// Hand in inventories and logs.
    ESTATE_WRITE,
    QUARANTINE_SETTLE,
    SEARCH,
    ORGANISATION_READ,
    ORGANISATION_WRITE,
    ACCOUNT_ADMIN,
    TOKEN_ADMIN,
    SOURCE_ADMIN,
    AUDIT_READ,
    /// Turn a pseudonym in observations back into a user name; each use is audited.
    REIDENTIFY,
    METRICS_READ,
    /// One's own password and language.
    OWN_ACCOUNT;

    /// The name as a scope of a token, `estate-write`.
    public String scope() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Permission> ofScope(String scope) {
        for (Permission permission : values()) {
            if (permission.scope().equals(scope)) {
                return Optional.of(permission);
            }
        }
        return Optional.empty();
    }
}
