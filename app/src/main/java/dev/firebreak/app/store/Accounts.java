package dev.firebreak.app.store;

import dev.firebreak.app.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/// People who sign in, by password or through an OpenID provider.
public final class Accounts {
    /// After so many wrong passwords in a row the account rests.
    public static final int MAX_FAILURES = 8;

    static final Duration REST = Duration.ofMinutes(10);
    private static final String COLUMNS =
            "id, login, name, role, organisation_id, password_hash, must_change, oidc_subject,"
                    + " language, failures, locked_until, disabled_at";

    private final Sql jdbc;
    private final Clock clock;

    public Accounts(Sql jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param organisationId of an officer, absent for all others
    /// @param oidcSubject `issuer subject`, once somebody signed in through the provider
    public record Account(
            long id,
            String login,
            String name,
            Role role,
            @Nullable Long organisationId,
            @Nullable String passwordHash,
            boolean mustChange,
            @Nullable String oidcSubject,
            @Nullable String language,
            int failures,
            @Nullable Instant lockedUntil,
            @Nullable Instant disabledAt) {
        @Override
        public String toString() {
            return "account " + id; // no hash and no name in logs
        }
    }

    /// @param passwordHash absent if the person signs in through the provider only
    public Account add(
            String login,
            String name,
            Role role,
            @Nullable Long organisationId,
            @Nullable String passwordHash,
            boolean mustChange) {
        String folded = login.strip().toLowerCase(Locale.ROOT);
        if (folded.isEmpty() || name.isBlank()) {
            throw new Refused("name-missing", login);
        }
        if ((role == Role.OFFICER) != (organisationId != null)) {
            throw new Refused("officer-needs-organisation", login);
        }
        try {
            long id =
                    jdbc.sql(
                                    "insert into account (login, name, role, organisation_id, password_hash,"
                                            + " must_change, created_at) values (?, ?, ?, ?, ?, ?, ?) returning id")
                            .params(
                                    folded,
                                    name.strip(),
                                    role.name(),
                                    organisationId,
                                    passwordHash,
                                    mustChange,
                                    clock.instant())
                            .query(Long.class)
                            .single();
            return byId(id).orElseThrow();
        } catch (DuplicateKeyException e) {
            throw new Refused("login-taken", folded);
        }
    }

    public Optional<Account> byId(long id) {
        return one("id = ?", id);
    }

    public Optional<Account> byLogin(String login) {
        return one("login = ?", login.strip().toLowerCase(Locale.ROOT));
    }

    public Optional<Account> bySubject(String subject) {
        return one("oidc_subject = ?", subject);
    }

    private Optional<Account> one(String condition, Object value) {
        return jdbc.sql("select " + COLUMNS + " from account where " + condition)
                .param(value)
                .query(Account.class)
                .optional();
    }

    public boolean isEmpty() {
        return jdbc.sql("select not exists (select 1 from account)").query(Boolean.class).single();
    }

    public List<Account> page(long afterId, int limit) {
        return jdbc.sql("select " + COLUMNS + " from account where id > ? order by id limit ?")
                .params(afterId, limit)
                .query(Account.class)
                .list();
    }

    public void setPassword(long id, String hash, boolean mustChange) {
        jdbc.sql(
                        "update account set password_hash = ?, must_change = ?, failures = 0,"
                                + " locked_until = null where id = ?")
                .params(hash, mustChange, id)
                .update();
    }

    public void setLanguage(long id, String language) {
        jdbc.sql("update account set language = ? where id = ?").params(language, id).update();
    }

    public void setSubject(long id, String subject) {
        jdbc.sql("update account set oidc_subject = ? where id = ?").params(subject, id).update();
    }

    /// Changes role and organisation.
    public void setRole(long id, Role role, @Nullable Long organisationId) {
        if ((role == Role.OFFICER) != (organisationId != null)) {
            throw new Refused("officer-needs-organisation", Long.toString(id));
        }
        jdbc.sql("update account set role = ?, organisation_id = ? where id = ?")
                .params(role.name(), organisationId, id)
                .update();
    }

    public void setDisabled(long id, boolean disabled) {
        jdbc.sql("update account set disabled_at = ? where id = ?")
                .params(disabled ? clock.instant() : null, id)
                .update();
    }

    /// Counts a wrong password; at [#MAX_FAILURES] the account rests for a while.
    public void failed(long id) {
        jdbc.sql(
                        "update account set failures = failures + 1, locked_until = case when failures + 1 >= ?"
                                + " then cast(? as timestamptz) else locked_until end where id = ?")
                .params(MAX_FAILURES, clock.instant().plus(REST), id)
                .update();
    }

    public void succeeded(long id) {
        jdbc.sql(
                        "update account set failures = 0, locked_until = null where id = ? and failures > 0")
                .param(id)
                .update();
    }

    public boolean rests(Account account) {
        return account.lockedUntil() != null && account.lockedUntil().isAfter(clock.instant());
    }
}
