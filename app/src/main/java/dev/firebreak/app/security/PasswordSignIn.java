package dev.firebreak.app.security;

import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Accounts.Account;
import dev.firebreak.app.store.AuditLog;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/// Checks login and password against the accounts. All refusals look the same from outside.
public final class PasswordSignIn implements AuthenticationProvider {
    private final Accounts accounts;
    private final Passwords passwords;
    private final AuditLog audit;

    public PasswordSignIn(Accounts accounts, Passwords passwords, AuditLog audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        Optional<Account> account = accounts.byLogin(attempt.getName());
        String password =
                attempt.getCredentials() == null ? "" : attempt.getCredentials().toString();
        boolean rests = account.map(accounts::rests).orElse(false);
        boolean fits =
                passwords.matches(
                        password, rests ? null : account.map(Account::passwordHash).orElse(null));
        if (account.isEmpty() || !fits || account.get().disabledAt() != null) {
            account.filter(a -> !rests)
                    .ifPresent(
                            a -> {
                                accounts.failed(a.id());
                                audit.add(
                                        "user:" + a.login(),
                                        "sign-in.refused",
                                        "account:" + a.id(),
                                        "");
                            });
            throw new BadCredentialsException("refused");
        }
        accounts.succeeded(account.get().id());
        audit.add(
                "user:" + account.get().login(),
                "sign-in",
                "account:" + account.get().id(),
                "password");
        return ViewerAuthentication.of(account.get());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
