package dev.firebreak.app.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// A database that is still coming up while the rest of the server is put together: starting PostgreSQL is mostly
/// waiting, and the two together take no longer than the longer of them. Who asks for a connection meanwhile waits.
public final class LateDatabase implements AutoCloseable {
    /// What is there once it has come up.
    ///
    /// @param embedded absent if the database is somebody else's
    public record Opened(HikariDataSource pool, @Nullable EmbeddedPostgres embedded) {}

    private final CompletableFuture<Opened> opened = new CompletableFuture<>();

    private LateDatabase() {}

    /// @param start starts the embedded database, or yields null if there is none
    /// @param address of a database that is not embedded
    public static LateDatabase begin(
            Callable<@Nullable EmbeddedPostgres> start, @Nullable DatabaseAddress address) {
        LateDatabase late = new LateDatabase();
        Thread.ofPlatform()
                .name("database-start")
                .start(
                        () -> {
                            try {
                                late.opened.complete(open(start, address));
                            } catch (Exception e) {
                                late.opened.completeExceptionally(e);
                            }
                        });
        return late;
    }

    private static Opened open(
            Callable<@Nullable EmbeddedPostgres> start, @Nullable DatabaseAddress address)
            throws Exception {
        EmbeddedPostgres embedded = start.call();
        DatabaseAddress where = embedded == null ? address : embedded.address();
        if (where == null) {
            throw new IllegalStateException("there is no database"); // a defect of the caller
        }
        try {
            return new Opened(Database.open(where), embedded);
        } catch (RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw e;
        }
    }

    /// Waits until it has come up.
    ///
    /// @throws IOException or IllegalStateException with a plain message if it cannot
    public Opened await() throws IOException {
        try {
            return opened.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the database started", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException defect -> throw defect;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }

    /// Whether it failed to come up; then that is the reason of whatever else failed.
    public boolean failed() {
        return opened.isCompletedExceptionally();
    }

    /// The connections.
    public DataSource source() {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                try {
                    return await().pool().getConnection();
                } catch (IOException e) {
                    throw new SQLException(e.getMessage(), e);
                }
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                throw new SQLException("there is one user only");
            }
        };
    }

    /// How often the embedded database ended by itself and was started again.
    public int restarts() {
        Opened now = opened.isDone() && !failed() ? opened.join() : null;
        return now == null || now.embedded() == null ? 0 : now.embedded().restarts();
    }

    @Override
    public void close() throws IOException {
        if (failed()) {
            return;
        }
        Opened now = await();
        now.pool().close();
        if (now.embedded() != null) {
            now.embedded().close();
        }
    }
}
