package dev.firebreak.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Everything the server keeps in one zip file: each table as PostgreSQL's COPY text, read in one snapshot, and the files
/// of the memory. It needs no program but this one, and a backup of an embedded database restores into any other.
public final class Backup {
    /// All tables, each after those it refers to; a test compares them with the schema.
    public static final List<String> TABLES =
            List.of(
                    "organisation",
                    "account",
                    "token",
                    "warning",
                    "warning_revision",
                    "answer",
                    "answer_due",
                    "answers_cover",
                    "finding_block",
                    "firebreak_case",
                    "case_event",
                    "case_settled",
                    "case_file",
                    "source",
                    "quarantine",
                    "osquery_node",
                    "idempotency",
                    "audit");

    /// Tables of earlier versions, whose backups are restored and then brought up to date.
    private static final List<String> EARLIER = List.of("finding_text", "finding");

    private static final String VERSION_ENTRY = "schema-version";
    private static final int LINK_ATTEMPTS = 5;

    private Backup() {}

    /// Writes a backup; the server may run meanwhile.
    ///
    /// @param folders folders below `data` that belong to it
    public static void write(DatabaseAddress address, Path data, List<String> folders, Path target)
            throws IOException, SQLException {
        Path aside = target.resolveSibling(target.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(aside);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            try (Connection connection = address.connect()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
                zip.putNextEntry(new ZipEntry(VERSION_ENTRY));
                zip.write(version(connection).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
                CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
                for (String table : TABLES) {
                    zip.putNextEntry(new ZipEntry("tables/" + table));
                    copy.copyOut("copy " + table + " to stdout", zip);
                    zip.closeEntry();
                }
                connection.commit();
            }
            for (String folder : folders) {
                if (Files.isDirectory(data.resolve(folder))) {
                    files(data, folder, zip);
                }
            }
        } catch (IOException | SQLException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
        Files.move(
                aside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Files are first linked aside, which takes a moment, so that none is changed or removed while it is packed.
    private static void files(Path data, String folder, ZipOutputStream zip) throws IOException {
        Path links = Files.createTempDirectory(data, ".backup");
        try {
            link(data.resolve(folder), links);
            try (Stream<Path> all = Files.walk(links)) {
                for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                    zip.putNextEntry(
                            new ZipEntry(
                                    "files/"
                                            + folder
                                            + "/"
                                            + links.relativize(file)
                                                    .toString()
                                                    .replace('\\', '/')));
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        } finally {
            delete(links);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (Stream<Path> all = Files.walk(from)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    // What is replaced as a whole may be linked; what is written on in place is
                    // never in the memory.
                    Files.createLink(target, file);
                }
                return;
            } catch (NoSuchFileException | java.io.UncheckedIOException e) {
                if (attempt == LINK_ATTEMPTS) {
                    throw new IOException(
                            "the files of " + from + " change too fast to be backed up", e);
                }
                delete(to);
                Files.createDirectories(to);
            }
        }
    }

    /// Restores a backup into an empty database and an empty folder.
    ///
    /// @throws IOException if the database or the folder is not empty, or the backup is of a newer program
    public static void restore(Path source, DatabaseAddress address, Path data)
            throws IOException, SQLException {
        try (InputStream in = Files.newInputStream(source);
                ZipInputStream zip = new ZipInputStream(in);
                Connection connection = address.connect()) {
            ZipEntry first = zip.getNextEntry();
            if (first == null || !first.getName().equals(VERSION_ENTRY)) {
                throw new IOException(source + ": not a backup of Firebreak");
            }
            String version = new String(zip.readNBytes(20), StandardCharsets.UTF_8);
            if (!tables(connection).isEmpty()) {
                throw new IOException(
                        "the database is not empty; a backup is restored into an empty one only");
            }
            migrate(address, version);
            connection.setAutoCommit(false);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                String name = entry.getName();
                if (name.startsWith("tables/")
                        && (TABLES.contains(name.substring(7))
                                || EARLIER.contains(name.substring(7)))) {
                    copy.copyIn("copy " + name.substring(7) + " from stdin", zip);
                } else if (name.startsWith("files/")) {
                    Path target = data.resolve(name.substring(6)).normalize();
                    if (!target.startsWith(data.normalize())) {
                        throw new IOException("an entry outside of the folder: " + name);
                    }
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                } else {
                    throw new IOException("an entry that does not belong here: " + name);
                }
            }
            numbersGoOn(connection);
            connection.commit();
        }
        migrate(address, "latest");
    }

    private static void migrate(DatabaseAddress address, String target) throws IOException {
        try {
            Flyway.configure()
                    .dataSource(address.url(), address.user(), address.password())
                    .locations("classpath:firebreak/db")
                    .javaMigrations(new V4__findings_in_blocks())
                    .table("schema_history")
                    .target(target)
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            throw new IOException(
                    "the backup's schema " + target + " cannot be made here: " + e.getMessage(), e);
        }
    }

    private static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select version from schema_history where success order by installed_rank desc limit 1")) {
            row.next();
            return row.getString(1);
        }
    }

    static List<String> tables(Connection connection) throws SQLException {
        List<String> all = new java.util.ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select tablename from pg_tables where schemaname = current_schema()")) {
            while (row.next()) {
                all.add(row.getString(1));
            }
        }
        return all;
    }

    private static void numbersGoOn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row =
                        statement.executeQuery(
                                "select 1 from information_schema.columns where table_name = '"
                                        + table
                                        + "' and column_name = 'id' and is_identity = 'YES'")) {
                    if (!row.next()) {
                        continue;
                    }
                }
                statement.execute(
                        "select setval(pg_get_serial_sequence('"
                                + table
                                + "', 'id'), coalesce((select max(id) from "
                                + table
                                + "), 0) + 1, false)");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
