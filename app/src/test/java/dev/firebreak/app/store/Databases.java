package dev.firebreak.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// One embedded PostgreSQL for the tests of a class, and new databases in it.
final class Databases implements AutoCloseable {
    private final EmbeddedPostgres server;
    private int made;

    Databases(Path folder) throws IOException {
        Path programs =
                Files.createDirectories(
                        Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "firebreak-test-programs-" + System.getProperty("user.name")));
        server = EmbeddedPostgres.start(folder, programs);
    }

    /// A database with nothing in it.
    DatabaseAddress empty() throws SQLException {
        DatabaseAddress first = server.address();
        String name = "test" + ++made;
        try (Connection connection = first.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new DatabaseAddress(
                first.url().replaceFirst("/postgres$", "/" + name), first.user(), first.password());
    }

    /// A database as an earlier program left it.
    DatabaseAddress ofVersion(String version) throws SQLException {
        DatabaseAddress address = empty();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:firebreak/db")
                .javaMigrations(new V4__findings_in_blocks())
                .table("schema_history")
                .target(version)
                .load()
                .migrate();
        return address;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
