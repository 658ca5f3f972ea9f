package dev.firebreak.app.server;

import dev.firebreak.app.store.Backup;
import dev.firebreak.app.store.DatabaseAddress;
import dev.firebreak.app.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Backup and restore beside a running server or without one. Spring is not needed for either.
public final class BackupRun {
    /// Folders below the data folder that belong to a backup.
    static final List<String> FOLDERS = List.of("memory", "keys");

    private BackupRun() {}

    /// @param settings of the server whose data is meant
    public static void backup(ServerSettings settings, Path target)
            throws IOException, SQLException {
        if (!Files.isDirectory(settings.data())) {
            throw new IOException(settings.data() + ": there is no data of a server here");
        }
        try (Opened database = open(settings)) {
            Backup.write(database.address(), settings.data().toRealPath(), FOLDERS, target);
        }
    }

    /// @throws IOException if there is data already
    public static void restore(ServerSettings settings, Path source)
            throws IOException, SQLException {
        Path data = Files.createDirectories(settings.data()).toRealPath();
        for (String folder : FOLDERS) {
            if (Files.exists(data.resolve(folder))) {
                throw new IOException(
                        data + " is not empty; a backup is restored into an empty folder only");
            }
        }
        try (Opened database = open(settings)) {
            Backup.restore(source, database.address(), data);
        }
    }

    private record Opened(DatabaseAddress address, AutoCloseable server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                server.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static Opened open(ServerSettings settings) throws IOException {
        if (settings.url() != null) {
            return new Opened(settings.database(settings.url()), () -> {});
        }
        Path folder = settings.data().resolve("postgresql");
        DatabaseAddress running = EmbeddedPostgres.running(folder);
        if (running != null) {
            return new Opened(running, () -> {});
        }
        EmbeddedPostgres own = EmbeddedPostgres.start(folder, FirebreakServer.programs(folder));
        return new Opened(own.address(), own);
    }
}
