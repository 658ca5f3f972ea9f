package dev.firebreak.app.api;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices.Slice;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Accounts.Account;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Accounts of people.
@RestController
@RequestMapping("/api/v1/accounts")
public final class AccountsApi {
    private final Accounts accounts;
    private final Passwords passwords;
    private final AuditLog audit;
    private final Writes writes;

    public AccountsApi(Accounts accounts, Passwords passwords, AuditLog audit, Writes writes) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
        this.writes = writes;
    }

    /// An account without its secrets.
    public record Shown(
            long id,
            String login,
            String name,
            Role role,
            @Nullable Long organisationId,
            boolean disabled) {
        static Shown of(Account a) {
            return new Shown(
                    a.id(),
                    a.login(),
                    a.name(),
                    a.role(),
                    a.organisationId(),
                    a.disabledAt() != null);
        }
    }

    /// @param local whether a one-time password is made; otherwise the person signs in through the provider
    public record NewAccount(
            String login,
            String name,
            Role role,
            @Nullable Long organisationId,
            @Nullable Boolean local) {}

    /// @param oneTimePassword shown this once
    public record Added(Shown account, @Nullable String oneTimePassword) {}

    /// What may be changed later.
    public record Change(Role role, @Nullable Long organisationId, boolean disabled) {}

    @GetMapping
    @Needs(Permission.ACCOUNT_ADMIN)
    @Says("Accounts in the order they were made.")
    public Slice<Shown> list(
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        int size = Slices.limit(limit);
        return Slices.of(
                accounts.page(Slices.decodeNumber(after, 0), size + 1).stream()
                        .map(Shown::of)
                        .toList(),
                size,
                a -> Long.toString(a.id()));
    }

    @PostMapping
    @Needs(Permission.ACCOUNT_ADMIN)
    @Says(value = "Adds an account.", answer = Added.class)
    public ResponseEntity<String> add(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @RequestBody NewAccount wanted) {
        return writes.once(
                viewer,
                key,
                "account.add",
                wanted,
                () -> {
                    boolean local = !Boolean.FALSE.equals(wanted.local());
                    String oneTime = local ? passwords.oneTime() : null;
                    Account account =
                            accounts.add(
                                    wanted.login(),
                                    wanted.name(),
                                    wanted.role(),
                                    wanted.organisationId(),
                                    oneTime == null ? null : passwords.hash(oneTime),
                                    local);
                    audit.add(
                            viewer.actor(),
                            "account.add",
                            "account:" + account.id(),
                            account.login() + " " + account.role());
                    return Writes.Result.created(
                            "/api/v1/accounts/" + account.id(),
                            new Added(Shown.of(account), oneTime));
                });
    }

    @GetMapping("/{id}")
    @Needs(Permission.ACCOUNT_ADMIN)
    @Says("One account.")
    public Shown one(@PathVariable("id") long id) {
        return accounts.byId(id)
                .map(Shown::of)
                .orElseThrow(() -> new Refused("not-found", "account " + id));
    }

    @PutMapping("/{id}")
    @Needs(Permission.ACCOUNT_ADMIN)
    @Says(value = "Changes role and organisation, disables or enables.", answer = Shown.class)
    public ResponseEntity<String> change(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @PathVariable("id") long id,
            @RequestBody Change change) {
        return writes.once(
                viewer,
                key,
                "account.change " + id,
                change,
                () -> {
                    if (accounts.byId(id).isEmpty()) {
                        throw new Refused("not-found", "account " + id);
                    }
                    if (viewer.account() != null && viewer.account() == id) {
                        throw new Refused("own-account", Long.toString(id));
                    }
                    accounts.setRole(id, change.role(), change.organisationId());
                    accounts.setDisabled(id, change.disabled());
                    audit.add(viewer.actor(), "account.change", "account:" + id, change.toString());
                    return Writes.Result.ok(Shown.of(accounts.byId(id).orElseThrow()));
                });
    }

    @PostMapping("/{id}/one-time-password")
    @Needs(Permission.ACCOUNT_ADMIN)
    @Says(value = "Replaces a forgotten password by a one-time password.", answer = Added.class)
    public ResponseEntity<String> reset(
            Viewer viewer,
            @RequestHeader(name = Writes.KEY, required = false) @Nullable String key,
            @PathVariable("id") long id) {
        return writes.once(
                viewer,
                key,
                "account.reset " + id,
                "",
                () -> {
                    Account account =
                            accounts.byId(id)
                                    .orElseThrow(() -> new Refused("not-found", "account " + id));
                    String oneTime = passwords.oneTime();
                    accounts.setPassword(id, passwords.hash(oneTime), true);
                    audit.add(viewer.actor(), "account.reset", "account:" + id, "");
                    return Writes.Result.ok(new Added(Shown.of(account), oneTime));
                });
    }
}
