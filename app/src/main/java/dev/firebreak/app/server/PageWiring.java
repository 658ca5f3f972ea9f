package dev.firebreak.app.server;

import dev.firebreak.app.api.LiveStreams;
import dev.firebreak.app.api.Writes;
import dev.firebreak.app.room.LiveEvents;
import dev.firebreak.app.security.OwnPassword;
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
    OwnPassword ownPassword(
            Accounts accounts, Passwords passwords, AuditLog audit, ServerSettings settings) {
        return new OwnPassword(accounts, passwords, audit, settings.data());
    }

    @Bean
    AccountPages accountPages(
            OwnPassword own,
            Organisations organisations,
            MessageSource texts,
            ServerSettings settings) {
        return new AccountPages(
                own,
                organisations,
                texts,
                settings.text("oidc.issuer") == null ? null : "/oauth2/authorization/agency");
    }

    @Bean
    LiveStreams liveStreams(LiveEvents events) {
        return new LiveStreams(events);
    }

    @Bean
    Writes writes(Idempotency idempotency, JsonMapper json) {
        return new Writes(idempotency, json);
    }
}
