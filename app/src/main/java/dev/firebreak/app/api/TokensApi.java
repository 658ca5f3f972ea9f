package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices.Slice;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Tokens;
import dev.firebreak.app.store.Tokens.Token;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tokens of machine clients.
@RestController
@RequestMapping("/api/v1/tokens")
public final class TokensApi {
    /// What a token can never do, however it is issued: a stolen one must not make accounts or further tokens.
    public static final Set<Permission> NEVER =
            EnumSet.of(
                    Permission.ACCOUNT_ADMIN,
                    Permission.TOKEN_ADMIN,
                    Permission.OWN_ACCOUNT,
                    Permission.REIDENTIFY);

    /// What a token of one organisation can do at most.
    public static final Set<Permission> OF_ORGANISATION =
            EnumSet.of(
                    Permission.ESTATE_READ,
                    Permission.ESTATE_WRITE,
                    Permission.CASE_READ,
                    Permission.CASE_WORK,
                    Permission.SEARCH,
                    Permission.OVERVIEW);

    private final Tokens tokens;
    private final Organisations organisations;
    private final AuditLog audit;
    private final Writes writes;

    public TokensApi(Tokens tokens, Organisations organisations, AuditLog audit, Writes writes) {
        this.tokens = tokens;
        this.organisations = organisations;
        this.audit = audit;
        this.writes = writes;
    }

    /// @param scopes permissions in lower case with hyphens, `estate-write`
    /// @param organisationId the only organisation it works for
    public record NewToken(
            String name,
            List<String> scopes,
            @Nullable Long organisationId,
            @Nullable Instant expiresAt) {}

    /// @param secret shown this once
    public record Issued(Token token, String secret) {}

    @GetMapping
    @Needs(Permission.TOKEN_ADMIN)
    @Says("Tokens in the order they were issued, without their secrets.")
    public Slice<Token> list(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int size = Slices.limit(limit);
        return Slices.of(
                tokens.page(Slices.decodeNumber(after, 0), size + 1),
                size,
                t -> Long.toString(t.id()));
    }

    @PostMapping
    @Needs(Permission.TOKEN_ADMIN)
    @Says(value = "Issues a token.", answer = Issued.class)
    public ResponseEntity<String> issue(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @RequestBody NewToken wanted) {
        return writes.once(
                viewer,
                key,
                "token.issue",
                wanted,
                () -> {
                    Tokens.Issued issued = issueAllowed(wanted, viewer.actor());
                    return Writes.Result.created(
                            "/api/v1/tokens/" + issued.token().id(),
                            new Issued(issued.token(), issued.secret()));
                });
    }

    /// Issues it after checking that its scopes may be given; used by the pages too.
    public Tokens.Issued issueAllowed(NewToken wanted, String by) {
        Set<Permission> scopes = EnumSet.noneOf(Permission.class);
        for (String scope : wanted.scopes()) {
            Permission permission =
                    Permission.ofScope(scope)
                            .orElseThrow(() -> new Refused("scope-unknown", scope));
            boolean givable =
                    wanted.organisationId() == null
                            ? !NEVER.contains(permission)
                            : OF_ORGANISATION.contains(permission);
            if (!givable) {
                throw new Refused("scope-not-givable", scope);
            }
            scopes.add(permission);
        }
        if (wanted.organisationId() != null
                && organisations.byId(wanted.organisationId()).isEmpty()) {
            throw new Refused("not-found", "organisation " + wanted.organisationId());
        }
        Tokens.Issued issued =
                tokens.issue(
                        wanted.name(), scopes, wanted.organisationId(), wanted.expiresAt(), by);
        audit.add(
                by,
                "token.issue",
                "token:" + issued.token().id(),
                String.join(" ", issued.token().scopes()));
        return issued;
    }

    @GetMapping("/{id}")
    @Needs(Permission.TOKEN_ADMIN)
    @Says("One token, without its secret.")
    public Token one(@PathVariable("id") long id) {
        return tokens.byId(id).orElseThrow(() -> new Refused("not-found", "token " + id));
    }

    @DeleteMapping("/{id}")
    @Needs(Permission.TOKEN_ADMIN)
    @Says("Revokes a token at once.")
    public ResponseEntity<Void> revoke(Viewer viewer, @PathVariable("id") long id) {
        if (tokens.byId(id).isEmpty()) {
            throw new Refused("not-found", "token " + id);
        }
        tokens.revoke(id);
        audit.add(viewer.actor(), "token.revoke", "token:" + id, "");
        return ResponseEntity.noContent().build();
    }
}
