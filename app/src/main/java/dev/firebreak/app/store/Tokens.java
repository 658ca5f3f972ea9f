package dev.firebreak.app.store;

import dev.firebreak.app.access.Permission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tokens of machine clients. Only their hash is stored; 256 random bits need no slow hash.
public final class Tokens {
    /// What a token starts with, so that scanners for leaked secrets know it.
    public static final String PREFIX = "fbk_";

    private static final int BYTES = 32;
    private static final Duration USED_STEP = Duration.ofMinutes(1);
    private static final String COLUMNS =
            "id, name, scopes, organisation_id, created_by, created_at, expires_at, used_at, revoked_at";

    private final Sql jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Tokens(Sql jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param organisationId the only organisation it works for, absent for an agency's own client
    public record Token(
            long id,
            String name,
            List<String> scopes,
            @Nullable Long organisationId,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt,
            @Nullable Instant revokedAt) {
        public Set<Permission> permissions() {
            EnumSet<Permission> set = EnumSet.noneOf(Permission.class);
            scopes.forEach(scope -> Permission.ofScope(scope).ifPresent(set::add));
            return set;
        }
    }

    /// A new token and its secret, which is shown once.
    public record Issued(Token token, String secret) {
        @Override
        public String toString() {
            return "issued token " + token.id();
        }
    }

    public Issued issue(
            String name,
            Set<Permission> scopes,
            @Nullable Long organisationId,
            @Nullable Instant expiresAt,
            String by) {
        if (name.isBlank()) {
            throw new Refused("name-missing", name);
        }
        if (scopes.isEmpty()) {
            throw new Refused("scope-missing", name);
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long id =
                jdbc.sql(
                                "insert into token (name, hash, scopes, organisation_id, created_by, created_at,"
                                        + " expires_at) values (?, ?, string_to_array(?, ','), ?, ?, ?, ?) returning id")
                        .params(
                                name.strip(),
                                hash(secret),
                                String.join(
                                        ",",
                                        scopes.stream().map(Permission::scope).sorted().toList()),
                                organisationId,
                                by,
                                clock.instant(),
                                expiresAt == null ? null : expiresAt)
                        .query(Long.class)
                        .single();
        return new Issued(byId(id).orElseThrow(), secret);
    }

    /// The token of this secret, if it is neither revoked nor over.
    public Optional<Token> bySecret(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Token> found =
                rows("hash = ?", hash(secret)).stream()
                        .filter(t -> t.revokedAt() == null)
                        .filter(t -> t.expiresAt() == null || t.expiresAt().isAfter(now))
                        .findFirst();
        found.filter(t -> t.usedAt() == null || t.usedAt().isBefore(now.minus(USED_STEP)))
                .ifPresent(
                        t ->
                                jdbc.sql("update token set used_at = ? where id = ?")
                                        .params(now, t.id())
                                        .update());
        return found;
    }

    public Optional<Token> byId(long id) {
        return rows("id = ?", id).stream().findFirst();
    }

    public List<Token> page(long afterId, int limit) {
        return rows("id > ? order by id limit " + limit, afterId);
    }

    public void revoke(long id) {
        jdbc.sql("update token set revoked_at = coalesce(revoked_at, ?) where id = ?")
                .params(clock.instant(), id)
                .update();
    }

    private List<Token> rows(String condition, Object value) {
        return jdbc.sql("select " + COLUMNS + " from token where " + condition)
                .param(value)
                .query(Token.class)
                .list();
    }

    /// The SHA-256 of a secret of full entropy.
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }
}
