package dev.firebreak.formats.log;

/// Guesses a line's next key from the one before it: the lines of a log have the same keys in the same order, so that
/// comparing two words replaces hashing the key and looking it up. What was guessed is compared whole, so a wrong guess
/// only costs time.
final class JsonKeyGuess {
    /// The state before the first key of a line.
    static final int LINE_START = 0;

    /// No guess fits.
    static final int NONE = -1;

    /// Different keys kept; a log with more of them is read without guesses for the rest.
    private static final int MAX_KEYS = 256;

    /// Longer keys are not guessed, in bytes; with the closing quote they fill two words.
    private static final int MAX_LENGTH = 15;

    private final long[] prefixes = new long[MAX_KEYS];
    private final long[] words1 = new long[MAX_KEYS];
    private final long[] masks1 = new long[MAX_KEYS];
    private final long[] words2 = new long[MAX_KEYS];
    private final long[] masks2 = new long[MAX_KEYS];
    private final long[] hashes = new long[MAX_KEYS];
    private final int[] numbers = new int[MAX_KEYS];
    private final int[] lengths = new int[MAX_KEYS];
    private final int[] followers = new int[MAX_KEYS];
    private int count = 1;

    /// @param a the key's bytes start at `at`, behind its quote; at least 16 can be read from there
    /// @param prefix of the object the key is in
    /// @param before the key before it, or [#LINE_START]
    /// @return the key, or [#NONE]
    int guess(byte[] a, int at, long prefix, int before) {
        int key = followers[before];
        if (key != 0
                && prefixes[key] == prefix
                && (Swar.load(a, at) & masks1[key]) == words1[key]
                && (Swar.load(a, at + 8) & masks2[key]) == words2[key]) {
            return key;
        }
        return NONE;
    }

    long hash(int key) {
        return hashes[key];
    }

    int number(int key) {
        return numbers[key];
    }

    int length(int key) {
        return lengths[key];
    }

    /// Keeps a key that was found the long way.
    ///
    /// @return the key, to guess its follower from; [#LINE_START] if it is not kept
    int learn(byte[] a, int at, int length, long prefix, long hash, int number, int before) {
        if (length > MAX_LENGTH) {
            return LINE_START;
        }
        int key = 1;
        while (key < count
                && !(hashes[key] == hash && prefixes[key] == prefix && lengths[key] == length)) {
            key++;
        }
        if (key == MAX_KEYS) {
            return LINE_START;
        }
        if (key == count) {
            count++;
            prefixes[key] = prefix;
            hashes[key] = hash;
            numbers[key] = number;
            lengths[key] = length;
        }
        // Also for a known key: the same key may stand there in other letter case.
        int bytes = length + 1;
        masks1[key] = bytes >= 8 ? -1L : (1L << bytes * 8) - 1;
        masks2[key] = bytes <= 8 ? 0 : bytes == 16 ? -1L : (1L << (bytes - 8) * 8) - 1;
        words1[key] = Swar.load(a, at) & masks1[key];
        words2[key] = Swar.load(a, at + 8) & masks2[key];
        followers[before] = key;
        return key;
    }
}
