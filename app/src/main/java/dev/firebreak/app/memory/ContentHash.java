package dev.firebreak.app.memory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// By what an inventory is known again. Its name is part of it: two machines may have the very same list, and only the files'
/// names tell them apart.
///
/// @param hash half of a SHA-256
/// @param bytes of content
record ContentHash(byte[] hash, long bytes) {
    private static final int HASH = 16;

    /// @param asset the machine's name if the user gave it
    static ContentHash of(String name, @Nullable String asset, Opener opener) throws IOException {
        MessageDigest sha = named(name, asset);
        long bytes = 0;
        try (InputStream in = opener.open()) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
                bytes += n;
            }
        }
        return new ContentHash(Arrays.copyOf(sha.digest(), HASH), bytes);
    }

    static ContentHash of(String name, @Nullable String asset, byte[] content) {
        MessageDigest sha = named(name, asset);
        sha.update(content);
        return new ContentHash(Arrays.copyOf(sha.digest(), HASH), content.length);
    }

    private static MessageDigest named(String name, @Nullable String asset) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((name + "\0" + asset).getBytes(StandardCharsets.UTF_8));
            return sha;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
