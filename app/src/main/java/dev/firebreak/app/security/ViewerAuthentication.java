package dev.firebreak.app.security;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.store.Accounts.Account;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// A [Viewer] as Spring Security carries it, and with which password they signed in, so that a new password ends the
/// sessions begun with the old one.
public final class ViewerAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final Viewer viewer;
    private final String passwordMark;

    /// @param passwordMark see [#mark], empty for a token
    ViewerAuthentication(Viewer viewer, String passwordMark) {
        super(List.of());
        this.viewer = viewer;
        this.passwordMark = passwordMark;
        setAuthenticated(true);
    }

    static ViewerAuthentication of(Account account) {
        return new ViewerAuthentication(Viewers.of(account), mark(account));
    }

    static ViewerAuthentication ofToken(Viewer viewer) {
        return new ViewerAuthentication(viewer, "");
    }

    /// Whether the account's password is still the one of the sign-in.
    boolean isStillOf(Account account) {
        return passwordMark.equals(mark(account));
    }

    /// Tells one stored hash from another without being one; the salt makes it change with every new password.
    private static String mark(Account account) {
        return account.passwordHash() == null
                ? ""
                : UUID.nameUUIDFromBytes(account.passwordHash().getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Viewer getPrincipal() {
        return viewer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ViewerAuthentication that
                && viewer.equals(that.viewer)
                && passwordMark.equals(that.passwordMark);
    }

    @Override
    public int hashCode() {
        return viewer.hashCode();
    }
}
