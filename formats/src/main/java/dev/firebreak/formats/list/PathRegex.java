package dev.firebreak.formats.list;

import org.jspecify.annotations.Nullable;

/// File paths written as regular expressions, as scanners' lists have them: `\\Setup-1\.2\.msi;80`.
final class PathRegex {
    private static final int MAX_LENGTH = 1_000;

    private PathRegex() {}

    /// The file name, if the expression can match one name only; null if not, or if it is no such expression.
    static @Nullable String fileName(String line) {
        String text = line.strip();
        int score = text.lastIndexOf(';');
        if (score > 0) {
            text = text.substring(0, score).strip();
        }
        if (text.length() > MAX_LENGTH || !text.contains("\\\\") && !text.contains("\\.")) {
            return null;
        }
        text = text.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\'
                    && i + 1 < text.length()
                    && "\\.-_()[]{}+*?^$|/ ".indexOf(text.charAt(i + 1)) >= 0) {
                plain.append(text.charAt(++i));
            } else if ("\\.()[]{}+*?^$|".indexOf(c) >= 0) {
                return null;
            } else {
                plain.append(c);
            }
        }
        String path = plain.toString();
        int slash = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
        String name = path.substring(slash + 1).strip();
        return slash < 0 || name.length() < 3 ? null : name;
    }
}
