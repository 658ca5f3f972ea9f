package dev.firebreak.app.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/// The pool of connections, and the schema brought to its newest version.
public final class Database {
    /// Enough for 50 people on 2 cores; the embedded server allows 60.
    private static final int CONNECTIONS = 20;

    private static final int OLDEST = 15;

    /// A request that gets no connection within this time is refused, so that a database that is gone is noticed.
    private static final int CONNECTION_MILLIS = 8_000;

    private Database() {}

    /// Connects, checks that the server is new and durable enough, and migrates.
    ///
    /// @throws IllegalStateException with a plain message if the database cannot be used
    public static HikariDataSource open(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        if (address.user() != null) {
            config.setUsername(address.user());
        }
        if (address.password() != null) {
            config.setPassword(address.password());
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        config.setPoolName("firebreak");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "firebreak");
        // What an error is about names people and machines; errors end up in the log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "cannot connect to " + address + ": " + rootMessage(e), e);
        }
        try {
            check(pool);
            migrate(pool);
            return pool;
        } catch (RuntimeException | SQLException e) {
            pool.close();
            throw new IllegalStateException(address + ": " + rootMessage(e), e);
        }
    }

    /// Brings the schema up to date; run by [#open] and by a restore into an empty database.
    static void migrate(javax.sql.DataSource pool) {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:firebreak/db")
                .javaMigrations(new V4__findings_in_blocks())
                .table("schema_history")
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load()
                .migrate();
    }

    private static void check(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new IllegalStateException(
                        "this is PostgreSQL " + version + ", needed is " + OLDEST + " or newer");
            }
            try (var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery(
                                    "select pg_encoding_to_char(encoding) from pg_database where datname = current_database()")) {
                rows.next();
                if (!"UTF8".equals(rows.getString(1))) {
                    throw new IllegalStateException(
                            "the database's encoding is " + rows.getString(1) + ", needed is UTF8");
                }
            }
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
