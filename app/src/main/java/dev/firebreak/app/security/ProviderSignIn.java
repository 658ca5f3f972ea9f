package dev.firebreak.app.security;

import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Accounts.Account;
import dev.firebreak.app.store.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/// Turns a sign-in at the OpenID provider into one of our accounts. The provider says who somebody is; what they may do,
/// the account says. An account is bound to the provider's subject at the first sign-in, by its login.
public final class ProviderSignIn implements AuthenticationSuccessHandler {
    private final Accounts accounts;
    private final AuditLog audit;
    private final String loginClaim;
    private final HttpSessionSecurityContextRepository sessions =
            new HttpSessionSecurityContextRepository();
    private final SavedRequestAwareAuthenticationSuccessHandler onward =
            new SavedRequestAwareAuthenticationSuccessHandler();

    public ProviderSignIn(Accounts accounts, AuditLog audit, String loginClaim) {
        this.accounts = accounts;
        this.audit = audit;
        this.loginClaim = loginClaim;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, jakarta.servlet.ServletException {
        Optional<Account> account =
                authentication.getPrincipal() instanceof OidcUser user
                        ? account(user)
                        : Optional.empty();
        if (account.isEmpty()) {
            SecurityContextHolder.clearContext();
            request.getSession().invalidate();
            response.sendRedirect("/sign-in?unknown");
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        ViewerAuthentication known = ViewerAuthentication.of(account.get());
        context.setAuthentication(known);
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
        audit.add(
                "user:" + account.get().login(),
                "sign-in",
                "account:" + account.get().id(),
                "provider");
        onward.onAuthenticationSuccess(request, response, known);
    }

    private Optional<Account> account(OidcUser user) {
        String subject = user.getIssuer() + " " + user.getSubject();
        Optional<Account> bound = accounts.bySubject(subject);
        if (bound.isEmpty()) {
            String login = user.getClaimAsString(loginClaim);
            bound =
                    login == null || login.isBlank()
                            ? Optional.empty()
                            : accounts.byLogin(login).filter(a -> a.oidcSubject() == null);
            bound.ifPresent(a -> accounts.setSubject(a.id(), subject));
        }
        return bound.filter(a -> a.disabledAt() == null).map(a -> accounts.byId(a.id()).orElse(a));
    }
}
