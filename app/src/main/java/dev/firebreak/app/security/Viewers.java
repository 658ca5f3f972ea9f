package dev.firebreak.app.security;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Accounts.Account;
import dev.firebreak.app.store.Tokens;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Turns accounts and tokens into viewers.
public final class Viewers {
    private final Accounts accounts;
    private final Tokens tokens;

    public Viewers(Accounts accounts, Tokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    public static Viewer of(Account account) {
        return new Viewer(
                "user:" + account.login(),
                account.name(),
                account.id(),
                account.role(),
                account.organisationId(),
                account.role().permissions(),
                account.mustChange());
    }

    /// The person of a session as their account is now; empty once it is disabled or gone or has another password.
    Optional<ViewerAuthentication> current(ViewerAuthentication session) {
        Long account = session.getPrincipal().account();
        return account == null
                ? Optional.empty()
                : accounts.byId(account)
                        .filter(a -> a.disabledAt() == null && session.isStillOf(a))
                        .map(ViewerAuthentication::of);
    }

    /// The viewer of a token's secret.
    public Optional<Viewer> ofSecret(String secret) {
        return tokens.bySecret(secret)
                .map(
                        t ->
                                new Viewer(
                                        "token:" + t.id(),
                                        t.name(),
                                        null,
                                        null,
                                        t.organisationId(),
                                        t.permissions(),
                                        false));
    }

    /// Who is asking in this request, or absent before sign-in.
    public static @Nullable Viewer present() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof ViewerAuthentication known ? known.getPrincipal() : null;
    }
}
