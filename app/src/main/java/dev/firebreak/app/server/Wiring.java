package dev.firebreak.app.server;

import dev.firebreak.app.api.AccountsApi;
import dev.firebreak.app.api.ApiErrors;
import dev.firebreak.app.api.AuditApi;
import dev.firebreak.app.api.CasesApi;
import dev.firebreak.app.api.DescriptionApi;
import dev.firebreak.app.api.EstatesApi;
import dev.firebreak.app.api.LiveApi;
import dev.firebreak.app.api.MetricsApi;
import dev.firebreak.app.api.OrganisationsApi;
import dev.firebreak.app.api.OwnAccountApi;
import dev.firebreak.app.api.PseudonymsApi;
import dev.firebreak.app.api.TokensApi;
import dev.firebreak.app.api.WarningsApi;
import dev.firebreak.app.api.WholeBodies;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.security.Viewers;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Idempotency;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Sql;
import dev.firebreak.app.store.Tokens;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What the server is made of. There is no scanning for components: what is not named here does not exist.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    WebWiring.class,
    SecurityWiring.class,
    PageWiring.class,
    ApiErrors.class,
    WholeBodies.class,
    DescriptionApi.class,
    OrganisationsApi.class,
    AccountsApi.class,
    OwnAccountApi.class,
    LiveApi.class,
    TokensApi.class,
    AuditApi.class,
    WarningsApi.class,
    CasesApi.class,
    EstatesApi.class,
    MetricsApi.class,
    PseudonymsApi.class,
    RoomWiring.class,
    SourceWiring.class,
})
class Wiring {
    @Bean
    PlatformTransactionManager transactionManager(DataSource source) {
        return new JdbcTransactionManager(source);
    }

    @Bean
    TransactionTemplate transaction(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    Sql sql(DataSource source) {
        return new Sql(new JdbcTemplate(source));
    }

    @Bean
    Organisations organisations(Sql jdbc, Clock clock) {
        return new Organisations(jdbc, clock);
    }

    @Bean
    Accounts accounts(Sql jdbc, Clock clock) {
        return new Accounts(jdbc, clock);
    }

    @Bean
    Tokens tokens(Sql jdbc, Clock clock) {
        return new Tokens(jdbc, clock);
    }

    @Bean
    AuditLog auditLog(Sql jdbc, TransactionTemplate transaction, Clock clock) {
        return new AuditLog(jdbc, transaction, clock);
    }

    @Bean
    Idempotency idempotency(Sql jdbc, TransactionTemplate transaction, Clock clock) {
        return new Idempotency(jdbc, transaction, clock);
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    Viewers viewers(Accounts accounts, Tokens tokens) {
        return new Viewers(accounts, tokens);
    }
}
