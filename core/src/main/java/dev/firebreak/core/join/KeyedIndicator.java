package dev.firebreak.core.join;

import java.util.Objects;

/// What is looked for on one key: an indicator of a warning, or somebody's question.
///
/// @param id stable over all revisions; the same on every key that the indicator is put on
/// @param revision grows with each change; of two records with one id the higher revision holds, whichever comes first
/// @param pattern what exactly is looked for, read by the [Matcher]: a block `192.0.2.0/28`, a URL prefix, a product
///     statement; for kinds where the key decides it is only shown
/// @param validFrom microseconds since 1970, told along; [Long#MIN_VALUE] if open. Observations before it count all the same,
///     since sources give the day of writing here; whoever shows a finding says so where its first line lies before
/// @param validUntil observations at or after it do not count; [Long#MAX_VALUE] if open. Observations without a time
///     always count
/// @param withdrawn the source takes it back: its findings close, and it stays as a mark so that a late older revision
///     cannot revive it
public record KeyedIndicator(
        String id,
        long revision,
        JoinKey key,
        String pattern,
        long validFrom,
        long validUntil,
        boolean withdrawn) {
    public KeyedIndicator {
        Objects.requireNonNull(key);
        Objects.requireNonNull(pattern);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an indicator without an id");
        }
    }

    /// An indicator without bounds in time, revision 1.
    public static KeyedIndicator of(String id, JoinKey key, String pattern) {
        return new KeyedIndicator(id, 1, key, pattern, Long.MIN_VALUE, Long.MAX_VALUE, false);
    }
}
