package dev.firebreak.app.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of our own below the data folder, for those who have none.
///
/// It listens on the loopback address only, asks for a password (SCRAM) that lies beside the data, and is as durable as
/// any other: `fsync` and `synchronous_commit` stay on. A server left over from a killed process is stopped first; a
/// lock on the folder keeps two Firebreaks apart. If it ends by itself it is started again ([SupervisedServer]). PostgreSQL refuses to run as root, so started by root it runs as
/// another user ([UnprivilegedUser]).
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(120);
    private static final int PASSWORD_BYTES = 24;

    private final Path home;
    private final Path data;
    private final UnprivilegedUser user;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final String password;
    private final int port;
    private final SupervisedServer server;

    private EmbeddedPostgres(
            Path home,
            Path data,
            UnprivilegedUser user,
            FileChannel lockFile,
            FileLock lock,
            String password,
            int port,
            SupervisedServer server) {
        this.home = home;
        this.data = data;
        this.user = user;
        this.lockFile = lockFile;
        this.lock = lock;
        this.password = password;
        this.port = port;
        this.server = server;
    }

    /// Starts the server, creating its data at the first time.
    ///
    /// @param folder of the database, usually `DIR/postgresql`
    /// @param programs where the unpacked programs are kept, usually the same folder
    /// @throws IOException with a plain message when it cannot run here
    public static EmbeddedPostgres start(Path folder, Path programs) throws IOException {
        Path base = Files.createDirectories(folder).toRealPath();
        FileChannel lockFile =
                FileChannel.open(
                        base.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(lockFile);
        if (lock == null) {
            lockFile.close();
            throw new IOException("another Firebreak is running on " + base.getParent());
        }
        try {
            Path home = PostgresPrograms.unpackInto(programs);
            Path data = Files.createDirectories(base.resolve("data"));
            UnprivilegedUser user = UnprivilegedUser.choose(home.resolve("bin/postgres"), data);
            user.own(data);
            boolean fresh = !Files.exists(data.resolve("PG_VERSION"));
            String password = password(base.resolve("password"), user, fresh);
            if (fresh) {
                createCluster(home, data, base.resolve("password"), user);
            } else {
                stopLeftOver(home, data, user);
            }
            int port = freePort();
            Files.writeString(base.resolve("port"), Integer.toString(port));
            SupervisedServer server =
                    SupervisedServer.start(
                            command(home, data, user, port),
                            data,
                            base.resolve("server.log"),
                            address(port, password));
            return new EmbeddedPostgres(home, data, user, lockFile, lock, password, port, server);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /// The settings to connect to a server that another process runs on this folder, for the commands that work beside
    /// it, or absent if none runs.
    public static @Nullable DatabaseAddress running(Path folder) throws IOException {
        Path port = folder.resolve("port");
        if (!Files.exists(port) || !Files.exists(folder.resolve("password"))) {
            return null;
        }
        DatabaseAddress address =
                address(
                        Integer.parseInt(Files.readString(port).strip()),
                        Files.readString(folder.resolve("password")).strip());
        try (Connection ignored = address.connect()) {
            return address;
        } catch (SQLException e) {
            return null; // nobody answers there: not running
        }
    }

    public DatabaseAddress address() {
        return address(port, password);
    }

    private static DatabaseAddress address(int port, String password) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "firebreak", password);
    }

    /// Stops the server after the statements in flight are rolled back; everything committed is on disk.
    @Override
    public void close() throws IOException {
        try {
            server.noMoreRestarts();
            if (server.isAlive()) {
                run(stopCommand(home, data, user), "stopping PostgreSQL");
            }
            server.awaitEnd(COMMAND_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.release();
            lockFile.close();
        }
    }

    /// The operating system's id of the server, for tests that kill it.
    public long pid() {
        return server.pid();
    }

    /// How often it ended by itself and was started again.
    public int restarts() {
        return server.restarts();
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return null; // held within this very process
        }
    }

    private static String password(Path file, UnprivilegedUser user, boolean fresh)
            throws IOException {
        if (!fresh) {
            return Files.readString(file).strip();
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        String password = HexFormat.of().formatHex(bytes);
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, password);
        user.own(file);
        return password;
    }

    private static void createCluster(Path home, Path data, Path password, UnprivilegedUser user)
            throws IOException {
        run(
                user.command(
                        home.resolve("bin/initdb").toString(),
                        "--pgdata=" + data,
                        "--username=firebreak",
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C"),
                "creating the database");
    }

    /// With the folder's lock in our hand, a server still running on it belongs to a Firebreak that was killed. A process
    /// that merely got the number of one that is gone is left alone, another PostgreSQL included.
    private static void stopLeftOver(Path home, Path data, UnprivilegedUser user)
            throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return; // killed while it was written; PostgreSQL itself judges such a file
        }
        Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        if (left.isPresent() && servesFolder(left.get().info(), data)) {
            run(stopCommand(home, data, user), "stopping the PostgreSQL left over from before");
        }
    }

    private static boolean servesFolder(ProcessHandle.Info process, Path data) {
        boolean postgres =
                process.command()
                        .filter(c -> c.endsWith("postgres") || c.endsWith("postgres.exe"))
                        .isPresent();
        // Where the system does not tell the arguments, the name must do.
        return postgres
                && process.arguments()
                        .map(all -> List.of(all).contains(data.toString()))
                        .orElse(true);
    }

    private static List<String> stopCommand(Path home, Path data, UnprivilegedUser user) {
        return user.command(
                home.resolve("bin/pg_ctl").toString(),
                "stop",
                "--pgdata=" + data,
                "--mode=fast",
                "--wait");
    }

    private static List<String> command(Path home, Path data, UnprivilegedUser user, int port) {
        List<String> command =
                new ArrayList<>(
                        user.command(
                                home.resolve("bin/postgres").toString(), "-D", data.toString()));
        for (String setting :
                List.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "max_connections=60",
                        "shared_buffers=96MB",
                        "max_wal_size=1GB",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "jit=off",
                        "log_checkpoints=off",
                        // what users typed does not belong into a log file
                        "log_min_error_statement=panic",
                        "log_parameter_max_length_on_error=0",
                        "log_error_verbosity=terse")) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }

    private static void run(List<String> command, String what) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(what + " took more than " + COMMAND_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(what + " failed: " + output.strip().replace('\n', ' '));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
