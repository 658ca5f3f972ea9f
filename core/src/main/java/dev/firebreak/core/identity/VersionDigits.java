package dev.firebreak.core.identity;

/// Words that are numbers.
final class VersionDigits {
    private VersionDigits() {}

    static boolean is(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!isDigit(word.charAt(i))) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
