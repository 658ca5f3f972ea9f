package dev.firebreak.app.access;

import static dev.firebreak.app.access.Permission.*;

import java.util.EnumSet;
import java.util.Set;

/// What a person is to the situation room. The sets below are the whole of who may do what.
public enum Role {
    /// Works on warnings and cases of all organisations.
    ANALYST(
            OVERVIEW,
            WARNING_READ,
            WARNING_WRITE,
            CASE_READ,
            CASE_STEER,
            CASE_WORK,
            ESTATE_READ,
            ESTATE_WRITE,
            QUARANTINE_SETTLE,
            SEARCH,
            ORGANISATION_READ,
            OWN_ACCOUNT),
    /// Administers organisations, accounts, tokens; sees everything, works on nothing.
    ADMIN(
            OVERVIEW,
            WARNING_READ,
            CASE_READ,
            ESTATE_READ,
            SEARCH,
            ORGANISATION_READ,
            ORGANISATION_WRITE,
            ACCOUNT_ADMIN,
            TOKEN_ADMIN,
            SOURCE_ADMIN,
            AUDIT_READ,
            REIDENTIFY,
            QUARANTINE_SETTLE,
            METRICS_READ,
            OWN_ACCOUNT),
    /// The security officer of one organisation: its cases, its estate, nothing else.
    OFFICER(
            OVERVIEW,
            CASE_READ,
            CASE_WORK,
            ESTATE_READ,
            ESTATE_WRITE,
            QUARANTINE_SETTLE,
            SEARCH,
            OWN_ACCOUNT),
    /// Reads everything, changes nothing.
    AUDITOR(
            OVERVIEW,
            WARNING_READ,
            CASE_READ,
            ESTATE_READ,
            SEARCH,
            ORGANISATION_READ,
            AUDIT_READ,
            OWN_ACCOUNT);

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        EnumSet<Permission> set = EnumSet.noneOf(Permission.class);
        set.addAll(java.util.List.of(permissions));
        this.permissions = java.util.Collections.unmodifiableSet(set);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /// Whether it speaks for one organisation and must see no other.
    public boolean boundToOrganisation() {
        return this == OFFICER;
    }
}
