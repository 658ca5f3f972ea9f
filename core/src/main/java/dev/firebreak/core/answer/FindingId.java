package dev.firebreak.core.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Content-addressed ids: the first 16 bytes of SHA-256 over the parts, each preceded by its length so that no two
/// lists of parts read the same.
public final class FindingId {
    private FindingId() {}

    /// @param asset compared without regard to letter case, as assets are
    public static String of(
            String kind, String asset, @Nullable String organisation, String... parts) {
        MessageDigest digest = sha256();
        part(digest, kind);
        part(digest, asset.toLowerCase(Locale.ROOT));
        part(digest, organisation == null ? "" : organisation.toLowerCase(Locale.ROOT));
        for (String part : parts) {
            part(digest, part);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static void part(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(
                new byte[] {
                    (byte) (bytes.length >>> 24),
                    (byte) (bytes.length >>> 16),
                    (byte) (bytes.length >>> 8),
                    (byte) bytes.length
                });
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
