package dev.firebreak.app.security;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Accounts.Account;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/// One's own account and the change of its password.
public final class OwnPassword {
    private final Accounts accounts;
    private final Passwords passwords;
    private final AuditLog audit;
    private final Path data;
    private final HttpSessionSecurityContextRepository sessions =
            new HttpSessionSecurityContextRepository();

    /// @param data folder that may still hold the first administrator's one-time password
    public OwnPassword(Accounts accounts, Passwords passwords, AuditLog audit, Path data) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
        this.data = data;
    }

    /// @throws Refused `not-found` if a machine asks, for it has no account
    public Account account(Viewer viewer) {
        if (viewer.account() == null) {
            throw new Refused("not-found", "account");
        }
        return accounts.byId(viewer.account()).orElseThrow();
    }

    /// Changes the password, ends the account's other sessions and gives this one a new id.
    ///
    /// @throws Refused `password-wrong` or `password-short`; nothing is changed then
    public void change(
            Viewer viewer,
            String old,
            String wanted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Account account = account(viewer);
        if (!passwords.matches(old, account.passwordHash())) {
            throw new Refused("password-wrong", "");
        }
        if (!passwords.acceptable(wanted)) {
            throw new Refused("password-short", "");
        }
        accounts.setPassword(account.id(), passwords.hash(wanted), false);
        audit.add(viewer.actor(), "password.change", "account:" + account.id(), "");
        if (account.login().equals(FirstStart.LOGIN)) {
            Files.deleteIfExists(data.resolve(FirstStart.FILE));
        }
        if (request.getSession(false) != null) {
            request.changeSessionId();
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(ViewerAuthentication.of(account(viewer)));
            sessions.saveContext(context, request, response);
        }
    }
}
