package dev.firebreak.app.security;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCrypt;

/// Hashes passwords with bcrypt and makes one-time passwords.
public final class Passwords {
    /// NIST SP 800-63B asks for 8 at least; an agency's tool may ask for more. No rules about kinds of characters.
    public static final int MIN_CHARS = 12;

    /// bcrypt reads no further.
    public static final int MAX_BYTES = 72;

    private static final int COST = 11;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int ONE_TIME_GROUPS = 5;
    private static final int GROUP = 4;

    private final SecureRandom random = new SecureRandom();

    /// Form and cost of a real hash, but of no password.
    private static final String DECOY =
            "$2a$" + COST + "$" + "N9qo8uLOickgx2ZMRZoMye" + "Dk7TtQh0wEq5nXvJ1bRzLsYc3gFmPaO";

    public boolean acceptable(String password) {
        return password.codePointCount(0, password.length()) >= MIN_CHARS
                && password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    public String hash(String password) {
        return BCrypt.hashpw(password, BCrypt.gensalt(COST, random));
    }

    /// Takes as long when there is no hash, so that the time does not tell whether a login exists.
    public boolean matches(String password, @Nullable String hash) {
        boolean fits =
                password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                        && BCrypt.checkpw(password, hash == null ? DECOY : hash);
        return fits && hash != null;
    }

    /// Readable without mistaking a letter for another, about 99 bits.
    public String oneTime() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ONE_TIME_GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
