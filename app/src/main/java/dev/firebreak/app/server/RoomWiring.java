package dev.firebreak.app.server;

import dev.firebreak.app.fetch.FetchRules;
import dev.firebreak.app.fetch.WarningFetcher;
import dev.firebreak.app.room.AnswerKeeping;
import dev.firebreak.app.room.CaseDesk;
import dev.firebreak.app.room.EstateDesk;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.room.LiveEvents;
import dev.firebreak.app.room.MemoryEstates;
import dev.firebreak.app.room.Pseudonyms;
import dev.firebreak.app.room.Retention;
import dev.firebreak.app.room.WarningDesk;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.DueAnswers;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Idempotency;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Sources;
import dev.firebreak.app.store.Sql;
import dev.firebreak.app.store.Warnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What happens in the situation room: warnings, answers, cases, estates.
@Configuration(proxyBeanMethods = false)
class RoomWiring {
    @Bean
    Estates estates(ServerSettings settings, Clock clock) throws IOException {
        // Nothing of Kafka is loaded unless it is asked for.
        return settings.cluster()
                ? ClusterWiring.open(settings, clock)
                : new MemoryEstates(settings.data());
    }

    @Bean
    Pseudonyms pseudonyms(ServerSettings settings) throws IOException {
        return Pseudonyms.open(settings.data().resolve("keys").resolve("pseudonyms.key"));
    }

    @Bean(initMethod = "begin")
    Upkeep upkeep(LiveAnswers answers, Idempotency idempotency, Retention retention) {
        return new Upkeep(answers, idempotency, retention);
    }

    @Bean
    Retention retention(ServerSettings settings, Clock clock) {
        return new Retention(
                settings.number(
                        "retention.observations-months", Upkeep.MAX_MONTHS, 1, Upkeep.MAX_MONTHS),
                clock);
    }

    @Bean
    LiveEvents liveEvents() {
        return new LiveEvents();
    }

    @Bean
    Warnings warnings(Sql sql, JsonMapper json, Clock clock) {
        return new Warnings(sql, json, clock);
    }

    @Bean
    Answers answers(Sql sql, Clock clock) {
        return new Answers(sql, clock);
    }

    @Bean
    Findings findings(Sql sql, Clock clock) {
        return new Findings(sql, clock);
    }

    @Bean
    Cases cases(Sql sql, JsonMapper json, Clock clock) {
        return new Cases(sql, json, clock);
    }

    @Bean
    Sources sources(Sql sql, Clock clock) {
        return new Sources(sql, clock);
    }

    @Bean
    DueAnswers dueAnswers(Sql sql) {
        return new DueAnswers(sql);
    }

    @Bean
    AnswerKeeping answerKeeping(
            Sql sql,
            Answers answers,
            Findings findings,
            Cases cases,
            Estates estates,
            Pseudonyms pseudonyms,
            Retention retention,
            TransactionTemplate transaction) {
        return new AnswerKeeping(
                sql, answers, findings, cases, estates, pseudonyms, retention, transaction);
    }

    @Bean
    LiveAnswers liveAnswers(
            Warnings warnings,
            Organisations organisations,
            AnswerKeeping keeping,
            DueAnswers due,
            Estates estates,
            LiveEvents events,
            Clock clock,
            ServerSettings settings) {
        LiveAnswers live =
                new LiveAnswers(
                        warnings,
                        organisations,
                        keeping,
                        due,
                        estates,
                        events,
                        ProgramMark::of,
                        clock);
        if (settings.cluster()) {
            ClusterWiring.follow(estates, live, warnings, organisations);
        }
        return live;
    }

    @Bean
    WarningFetcher warningFetcher(ServerSettings settings) throws IOException {
        return new WarningFetcher(
                FetchRules.of(
                        settings.text("fetch.hosts", ""),
                        settings.text("fetch.http-hosts", ""),
                        settings.text("fetch.internal-hosts", "")),
                WarningDesk.MAX_WARNING,
                Duration.ofSeconds(settings.number("fetch.seconds", 20, 1, 120)),
                settings.text("fetch.ca") == null
                        ? null
                        : SslBundle.of(
                                        new PemSslStoreBundle(
                                                null,
                                                PemSslStore.load(
                                                        PemSslStoreDetails.forCertificate(
                                                                Files.readString(
                                                                        Path.of(
                                                                                settings.text(
                                                                                        "fetch.ca",
                                                                                        "")))))))
                                .createSslContext());
    }

    @Bean
    WarningDesk warningDesk(
            Warnings warnings,
            LiveAnswers answers,
            AuditLog audit,
            LiveEvents events,
            WarningFetcher fetcher,
            TransactionTemplate transaction) {
        return new WarningDesk(warnings, answers, audit, events, fetcher, transaction);
    }

    @Bean
    CaseDesk caseDesk(
            Cases cases,
            Findings findings,
            AuditLog audit,
            LiveEvents events,
            TransactionTemplate transaction) {
        return new CaseDesk(cases, findings, audit, events, transaction);
    }

    @Bean
    EstateDesk estateDesk(
            Estates estates, Sources sources, LiveAnswers answers, AuditLog audit, Clock clock) {
        return new EstateDesk(estates, sources, answers, audit, clock);
    }
}
