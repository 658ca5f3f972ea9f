package dev.firebreak.app.security;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes the first administrator when there is no account yet.
public final class FirstStart {
    /// Login of the first administrator.
    public static final String LOGIN = "admin";

    /// Name of the file in the data folder that holds the one-time password until it is used.
    public static final String FILE = "first-password.txt";

    private FirstStart() {}

    /// Writes the one-time password to a file only the owner can read, and says where it is. The password itself goes
    /// to the file alone: what a program prints often ends in a log.
    public static void run(
            Accounts accounts,
            Passwords passwords,
            AuditLog audit,
            Path data,
            Language language,
            PrintWriter out)
            throws IOException {
        if (!accounts.isEmpty()) {
            return;
        }
        Path file = data.resolve(FILE);
        Files.deleteIfExists(file);
        if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        String password = passwords.oneTime();
        Files.writeString(file, password + System.lineSeparator());
        accounts.add(LOGIN, "Administration", Role.ADMIN, null, passwords.hash(password), true);
        audit.add("system", "account.first", "account:" + LOGIN, "first administrator");
        out.println(
                language.of(
                        "First start: sign in as '" + LOGIN + "' with the password in " + file,
                        "Erster Start: Melden Sie sich als „"
                                + LOGIN
                                + "“ an; das Passwort steht in "
                                + file));
        out.flush();
    }
}
