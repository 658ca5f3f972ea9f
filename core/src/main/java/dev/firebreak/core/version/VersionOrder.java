package dev.firebreak.core.version;

import java.util.OptionalInt;

/// The order of one version scheme. Implementations are stateless and may be shared between threads.
interface VersionOrder {
    /// Longer texts are not versions; keeps hostile input from costing time.
    int MAX_LENGTH = 256;

    /// Sign of the comparison; empty if either text is no version of this scheme or the two cannot be ordered.
    OptionalInt compare(String a, String b);

    /// Compares two runs of decimal digits of any length by value.
    static int compareNumbers(String a, String b) {
        int i = zeros(a);
        int j = zeros(b);
        int byLength = Integer.compare(a.length() - i, b.length() - j);
        if (byLength != 0) {
            return byLength;
        }
        return Integer.signum(a.substring(i).compareTo(b.substring(j)));
    }

    private static int zeros(String digits) {
        int i = 0;
        while (i < digits.length() && digits.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
