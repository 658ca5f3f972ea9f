package dev.firebreak.app.security;

import dev.firebreak.app.access.Viewer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Signs machine clients in for one request, by whichever header their software can send: `Bearer`, the `ApiKey` of
/// Elasticsearch clients, or `Basic` with the token as password. For people it looks their account up again, so that a
/// changed role, a disabled account or a new password takes effect with the next click.
public final class TokenFilter extends OncePerRequestFilter {
    private final Viewers viewers;

    public TokenFilter(Viewers viewers) {
        this.viewers = viewers;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            signIn(request, response, chain);
        } catch (DataAccessResourceFailureException e) {
            response.setHeader("Retry-After", "5");
            if (PermissionCheck.isPage(request)) {
                response.sendError(503);
            } else {
                Problems.write(response, 503, "database-unavailable", "");
            }
        }
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null) {
            String secret = secretIn(header);
            Optional<Viewer> viewer = secret == null ? Optional.empty() : viewers.ofSecret(secret);
            if (viewer.isEmpty()) {
                Problems.write(response, 401, "not-signed-in", "");
                return;
            }
            proceedAs(ViewerAuthentication.ofToken(viewer.get()), request, response, chain);
            return;
        }
        Authentication present = SecurityContextHolder.getContext().getAuthentication();
        if (present instanceof ViewerAuthentication known
                && known.getPrincipal().account() != null) {
            Optional<ViewerAuthentication> now = viewers.current(known);
            if (now.isEmpty()) {
                var session = request.getSession(false);
                if (session != null) {
                    session.invalidate();
                }
                SecurityContextHolder.clearContext();
                chain.doFilter(request, response);
                return;
            }
            proceedAs(now.get(), request, response, chain);
            return;
        }
        chain.doFilter(request, response);
    }

    private static void proceedAs(
            ViewerAuthentication viewer,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(viewer);
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    static @Nullable String secretIn(String header) {
        int space = header.indexOf(' ');
        if (space < 0) {
            return null;
        }
        String scheme = header.substring(0, space).toLowerCase(Locale.ROOT);
        String value = header.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> value;
            case "apikey" -> value.startsWith("fbk_") ? value : afterColon(value);
            case "basic" -> afterColon(value);
            default -> null;
        };
    }

    private static @Nullable String afterColon(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return null; // not Base64: no secret in it
        }
    }
}
