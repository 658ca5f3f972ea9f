package dev.firebreak.core.join;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// An owner met an indicator. There is one finding for each indicator and owner; what more is seen changes it.
///
/// @param id content-addressed, see [#idOf]; the same in every engine and every order of arrival
/// @param revision of the indicator this was judged by
/// @param value the thing as the first line had it
/// @param first microseconds since 1970 of the first line that counts, [Tally#NO_TIME] if none told a time
/// @param last of the last line that counts
/// @param count lines that certainly count; 0 only when not `sure`
/// @param most lines that count at most: larger than `count` when folded lines lie across an end of the validity
/// @param sure whether at least one observation meets the indicator beyond doubt
/// @param complete whether nothing of this owner had to be left out
public record Finding(
        String id,
        String indicator,
        long revision,
        Owner owner,
        String value,
        long first,
        long last,
        long count,
        long most,
        boolean sure,
        boolean complete,
        State state,
        String source,
        long offset) {
    public enum State {
        OPEN,
        /// The component was reported gone.
        REMOVED,
        /// The indicator was withdrawn, or a revision no longer covers what was seen.
        WITHDRAWN
    }

    public Finding {
        Objects.requireNonNull(indicator);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(state);
    }

    Finding withdrawnBy(KeyedIndicator changed) {
        return new Finding(
                id,
                indicator,
                changed.revision(),
                owner,
                value,
                first,
                last,
                count,
                most,
                sure,
                complete,
                State.WITHDRAWN,
                source,
                offset);
    }

    /// The first 128 bits of SHA-256 over indicator id, organisation and asset, each in UTF-8 with its length in four bytes
    /// before it, as 32 hexadecimal digits.
    public static String idOf(String indicator, Owner owner) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {indicator, owner.organisation(), owner.asset()}) {
                byte[] b = part.getBytes(StandardCharsets.UTF_8);
                int n = b.length;
                sha.update(
                        new byte[] {(byte) (n >> 24), (byte) (n >> 16), (byte) (n >> 8), (byte) n});
                sha.update(b);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
