package dev.firebreak.app.room;

import dev.firebreak.app.store.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Replaces people's names in what is kept of a log line by pseudonyms. The same name gives the same pseudonym, so that
/// lines can still be told to belong together; who holds the key can turn one back, and each use is audited.
///
/// A pseudonym is the name encrypted with AES-GCM under a nonce made from the name itself (HMAC-SHA-256 under a second
/// key), which makes it deterministic without ever using a nonce for two names.
public final class Pseudonyms {
    private static final String MARK = "person~";
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /// Fields of common logs that name a person, and mail addresses.
    private static final Pattern PERSON =
            Pattern.compile(
                    "(?i)(\"?\\b(?:user|username|user_name|user\\.name|usr|suser|duser|srcuser|account|login|subjectusername|targetusername)\"?\\s*[=:]\\s*\"?)([^\\s\",;|}]{1,100})"
                            + "|([\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5})");

    private final SecretKeySpec encryption;
    private final SecretKeySpec nonces;

    private Pseudonyms(byte[] key) {
        encryption = new SecretKeySpec(key, 0, KEY, "AES");
        nonces = new SecretKeySpec(key, KEY, KEY, "HmacSHA256");
    }

    /// Opens the key file, making it at the first start.
    public static Pseudonyms open(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            byte[] key = new byte[2 * KEY];
            new SecureRandom().nextBytes(key);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, key);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != 2 * KEY) {
            throw new IOException(file + ": not a key of " + 2 * KEY + " bytes");
        }
        return new Pseudonyms(key);
    }

    /// The line with pseudonyms in the place of people's names.
    public String hide(String line) {
        return PERSON.matcher(line)
                .replaceAll(
                        m ->
                                Matcher.quoteReplacement(
                                        m.group(1) == null
                                                ? pseudonym(m.group(3))
                                                : m.group(1) + pseudonym(m.group(2))));
    }

    String pseudonym(String name) {
        try {
            byte[] plain = name.getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(nonces);
            byte[] nonce = Arrays.copyOf(mac.doFinal(plain), NONCE);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, encryption, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has these
        }
    }

    /// The name behind a pseudonym. The caller audits.
    ///
    /// @throws Refused `pseudonym-unknown` if it is none of ours
    public String reveal(String pseudonym) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(pseudonym.strip().replace(MARK, ""));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    encryption,
                    new GCMParameterSpec(TAG_BITS, all, 0, Math.min(NONCE, all.length)));
            return new String(
                    cipher.doFinal(all, NONCE, Math.max(0, all.length - NONCE)),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Refused("pseudonym-unknown", "");
        }
    }
}
