package dev.firebreak.app.server;

import dev.firebreak.app.security.PasswordSignIn;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.security.PermissionCheck;
import dev.firebreak.app.security.Problems;
import dev.firebreak.app.security.ProviderSignIn;
import dev.firebreak.app.security.RateLimit;
import dev.firebreak.app.security.TokenFilter;
import dev.firebreak.app.security.Viewers;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.AuditLog;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// Sign-in, sessions, CSRF and headers. What a signed-in viewer may do, [PermissionCheck] decides per endpoint.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityWiring {
    /// Everything from our own address; pictures in style sheets are data URLs.
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";

    /// What answers without sign-in. `/sign-in` and its style belong to signing in itself.
    static final String[] OPEN = {
        "/health",
        "/api/v1/openapi.json",
        "/sign-in",
        "/style/**",
        "/favicon.svg",
        "/error",
        "/ingest/osquery/**" // proves itself in the body, see KeyInBody
    };

    @Bean
    SecurityFilterChain filters(
            HttpSecurity http,
            Viewers viewers,
            Accounts accounts,
            Passwords passwords,
            AuditLog audit,
            ServerSettings settings,
            Clock clock)
            throws Exception {
        http.addFilterBefore(
                new RateLimit(settings.number("rate.per-minute", 12_000, 1, 1_000_000), clock),
                SecurityContextHolderFilter.class);
        if (settings.text("oidc.issuer") != null) {
            http.oauth2Login(
                    login ->
                            login.loginPage("/sign-in")
                                    .clientRegistrationRepository(new ProviderWiring(settings))
                                    .successHandler(
                                            new ProviderSignIn(
                                                    accounts,
                                                    audit,
                                                    settings.text(
                                                            "oidc.login-claim",
                                                            "preferred_username")))
                                    .failureUrl(RateLimit.REFUSED));
        }
        http.authenticationProvider(new PasswordSignIn(accounts, passwords, audit));
        http.addFilterBefore(new TokenFilter(viewers), AuthorizationFilter.class);
        http.authorizeHttpRequests(
                requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated());
        http.csrf(
                csrf ->
                        csrf.ignoringRequestMatchers(
                                // A token in a header is never sent by a browser on its own.
                                request -> request.getHeader("Authorization") != null,
                                request -> request.getRequestURI().startsWith("/ingest/")));
        http.formLogin(
                form ->
                        form.loginPage("/sign-in")
                                .loginProcessingUrl("/sign-in")
                                .usernameParameter("login")
                                .passwordParameter("password")
                                .defaultSuccessUrl("/", false)
                                .failureUrl(RateLimit.REFUSED)
                                .permitAll());
        http.logout(
                logout ->
                        logout.logoutUrl("/sign-out")
                                .logoutSuccessUrl("/sign-in?out")
                                .deleteCookies(WebWiring.SESSION_COOKIE));
        http.requestCache(cache -> cache.requestCache(new PageRequestCache()));
        var toSignIn = new LoginUrlAuthenticationEntryPoint("/sign-in");
        http.exceptionHandling(
                errors ->
                        errors.authenticationEntryPoint(
                                        (request, response, e) -> {
                                            if (PermissionCheck.isPage(request)) {
                                                toSignIn.commence(request, response, e);
                                            } else {
                                                Problems.write(response, 401, "not-signed-in", "");
                                            }
                                        })
                                .accessDeniedHandler(
                                        (request, response, e) -> {
                                            if (PermissionCheck.isPage(request)) {
                                                response.sendError(403);
                                            } else {
                                                Problems.write(response, 403, "not-allowed", "");
                                            }
                                        }));
        http.headers(
                headers -> {
                    headers.contentSecurityPolicy(
                            csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY));
                    headers.referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER));
                    headers.permissionsPolicyHeader(
                            p -> p.policy("camera=(), microphone=(), geolocation=()"));
                    headers.httpStrictTransportSecurity(
                            hsts -> hsts.maxAgeInSeconds(31_536_000).includeSubDomains(false));
                    headers.addHeaderWriter(
                            (request, response) -> {
                                response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
                                response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
                            });
                });
        return http.build();
    }

    /// Remembers only pages to come back to after sign-in, not pictures, streams or writes.
    private static final class PageRequestCache
            extends org.springframework.security.web.savedrequest.HttpSessionRequestCache {
        PageRequestCache() {
            setRequestMatcher(
                    request ->
                            HttpMethod.GET.matches(request.getMethod())
                                    && PermissionCheck.isPage(request)
                                    && !request.getRequestURI().contains(".")
                                    && !request.getRequestURI().endsWith("/live")
                                    && !request.getRequestURI().equals("/error"));
        }
    }
}
