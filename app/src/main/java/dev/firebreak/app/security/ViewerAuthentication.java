package dev.firebreak.app.security;

import dev.firebreak.app.access.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// A [Viewer] as Spring Security carries it.
public final class ViewerAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final Viewer viewer;

    public ViewerAuthentication(Viewer viewer) {
        super(List.of());
        this.viewer = viewer;
        setAuthenticated(true);
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
        return other instanceof ViewerAuthentication that && viewer.equals(that.viewer);
    }

    @Override
    public int hashCode() {
        return viewer.hashCode();
    }
}
