package dev.firebreak.app.server;

import dev.firebreak.app.api.Writes;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Idempotency;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.ui.AccountPages;
import dev.firebreak.app.ui.AdminPages;
import dev.firebreak.app.ui.BoardPages;
import dev.firebreak.app.ui.CasePages;
import dev.firebreak.app.ui.ErrorPages;
import dev.firebreak.app.ui.EstatePages;
import dev.firebreak.app.ui.LivePages;
import dev.firebreak.app.ui.PageAdvice;
import dev.firebreak.app.ui.StartPages;
import dev.firebreak.app.ui.WarningPages;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/// The pages.
@Configuration(proxyBeanMethods = false)
@Import({
    PageAdvice.class,
    StartPages.class,
    WarningPages.class,
    BoardPages.class,
    CasePages.class,
    EstatePages.class,
    LivePages.class,
    AdminPages.class,
    ErrorPages.class
})
class PageWiring {
    @Bean
    AccountPages accountPages(
            Accounts accounts,
            Organisations organisations,
            Passwords passwords,
            AuditLog audit,
            MessageSource texts,
            ServerSettings settings) {
        return new AccountPages(
                accounts,
                organisations,
                passwords,
                audit,
                texts,
                settings.data(),
                settings.text("oidc.issuer") == null ? null : "/oauth2/authorization/agency");
    }

    @Bean
    Writes writes(Idempotency idempotency, JsonMapper json) {
        return new Writes(idempotency, json);
    }
}
