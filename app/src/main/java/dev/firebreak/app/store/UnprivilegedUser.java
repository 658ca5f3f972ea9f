package dev.firebreak.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// As whom PostgreSQL runs: as we do, or, when we are root (which it refuses), as somebody else.
///
/// @param prefix command words that change the user, empty if none is needed
/// @param owner who must own the data, absent if we do
record UnprivilegedUser(List<String> prefix, @Nullable String owner) {
    private static final List<String> KNOWN_USERS = List.of("postgres", "nobody");

    UnprivilegedUser {
        prefix = List.copyOf(prefix);
    }

    /// Picks the first way that can really run the program and write the data.
    ///
    /// @throws IOException if we are root and there is none; the message says what to do
    static UnprivilegedUser choose(Path program, Path data) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new UnprivilegedUser(List.of(), null);
        }
        for (String name : KNOWN_USERS) {
            if (!exists(data, name)) {
                continue;
            }
            UnprivilegedUser user =
                    new UnprivilegedUser(
                            List.of(
                                    "setpriv",
                                    "--reuid=" + name,
                                    "--regid=" + groupOf(name),
                                    "--clear-groups",
                                    "--"),
                            name);
            user.own(data);
            if (user.works(program, data)) {
                return user;
            }
        }
        // A user name space of its own: not root inside, root's files outside.
        UnprivilegedUser mapped = new UnprivilegedUser(List.of("unshare", "--user"), "root");
        mapped.own(data);
        if (mapped.works(program, data)) {
            return mapped;
        }
        throw new IOException(
                "the embedded PostgreSQL does not run as root, and no other user can use "
                        + data
                        + ". Start Firebreak as an ordinary user, put --data where the user"
                        + " 'postgres' or 'nobody' may enter, or use --url with a PostgreSQL of"
                        + " your own.");
    }

    /// The words of a command, run as this user.
    List<String> command(String... words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(words));
        return all;
    }

    /// Gives a file or a folder with all in it to this user.
    void own(Path path) throws IOException {
        if (owner == null) {
            return;
        }
        UserPrincipal principal =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        if (Files.getOwner(path).equals(principal)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.toList()) {
                Files.setOwner(each, principal);
            }
        }
    }

    private boolean works(Path program, Path data) throws IOException {
        return succeeds(command(program.toString(), "--version"))
                && succeeds(command("test", "-w", data.toString()));
    }

    private static boolean exists(Path path, String name) throws IOException {
        try {
            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
            return true;
        } catch (java.nio.file.attribute.UserPrincipalNotFoundException e) {
            return false;
        }
    }

    private static String groupOf(String user) throws IOException {
        Process process = new ProcessBuilder("id", "-g", user).start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    private static boolean succeeds(List<String> command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(Path.of("/").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false; // the program that changes the user is not installed
        }
    }
}
