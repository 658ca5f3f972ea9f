package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Operating systems as warnings name them, and their own version numbers, which are no versions of the product.
final class Platforms {
    private static final Set<String> LINUX =
            Lexicon.words(
                    """
                    linux ubuntu debian fedora rhel centos suse opensuse gnu/linux kali sles alpine
                    """);

    private Platforms() {}

    /// The platform a word names, alone or as the first part of a compound (`Windows-Clients`).
    static Optional<Platform> of(Token token) {
        if (!token.word()) {
            return Optional.empty();
        }
        String lower = token.lower();
        String first = lower;
        int hyphen = lower.indexOf('-');
        if (hyphen > 0) {
            first = lower.substring(0, hyphen);
        }
        if (token.text().startsWith("MAC") && !token.text().startsWith("MACOS")) {
            return Optional.empty();
        }
        return switch (first) {
            case "windows", "win", "win32", "win64", "win10", "win11" ->
                    first.length() == 3 && hyphen < 0 && !token.text().startsWith("Win")
                            ? Optional.empty()
                            : Optional.of(Platform.WINDOWS);
            case "macos", "mac", "macs", "osx", "macosx", "macintosh" ->
                    Optional.of(Platform.MACOS);
            case "android" -> Optional.of(Platform.ANDROID);
            case "ios", "ipados", "iphone", "iphones", "ipad", "ipads" ->
                    token.text().startsWith("IOS") ? Optional.empty() : Optional.of(Platform.IOS);
            default -> LINUX.contains(first) ? Optional.of(Platform.LINUX) : Optional.empty();
        };
    }

    /// How many tokens after the platform word at `i` belong to the name of the system (`OS X`, `Server 2019`, `10`,
    /// `13.2`), so that they are not read as the product's version.
    static int systemVersion(List<Token> tokens, int i, Platform platform) {
        int n = 0;
        Token next = get(tokens, i + 1);
        if (platform == Platform.MACOS
                && tokens.get(i).is("mac")
                && next != null
                && next.is("os")) {
            n++;
            next = get(tokens, i + 1 + n);
            if (next != null && next.is("x")) {
                n++;
                next = get(tokens, i + 1 + n);
            }
        }
        if (next != null
                && platform == Platform.WINDOWS
                && (next.is("server") || next.is("nt") || next.is("xp") || next.is("vista"))) {
            Token after = get(tokens, i + 2);
            if (!next.is("server")
                    || (after != null
                            && after.kind() == Token.Kind.NUMBER
                            && after.text().startsWith("20"))) {
                n += next.is("server") ? 2 : 1;
                next = get(tokens, i + 1 + n);
            }
        }
        boolean any = true;
        while (any) {
            next = get(tokens, i + 1 + n);
            any = next != null && isSystemVersion(next, platform, tokens.get(i).lower());
            if (any) {
                n++;
                Token link = get(tokens, i + 1 + n);
                Token after = get(tokens, i + 2 + n);
                boolean linked =
                        link != null
                                && after != null
                                && (link.sign(",")
                                        || link.sign("/")
                                        || Lexicon.AND.contains(link.lower()));
                if (linked
                        && after != null
                        && isSystemVersion(after, platform, tokens.get(i).lower())) {
                    n++;
                }
            }
        }
        return n;
    }

    private static @org.jspecify.annotations.Nullable Token get(List<Token> tokens, int i) {
        return i < tokens.size() ? tokens.get(i) : null;
    }

    /// Whether such a version of the system exists or may exist soon.
    static boolean isSystemVersion(Token token, Platform platform, String word) {
        if (token.kind() != Token.Kind.NUMBER && token.kind() != Token.Kind.VERSION) {
            return false;
        }
        String[] parts = token.text().split("\\.");
        int[] n = new int[parts.length];
        for (int k = 0; k < parts.length; k++) {
            if (parts[k].isEmpty()
                    || parts[k].length() > 6
                    || !parts[k].chars().allMatch(Character::isDigit)) {
                return parts[k].equals("x") && k > 0 && k == parts.length - 1;
            }
            n[k] = Integer.parseInt(parts[k]);
        }
        int minor = n.length > 1 ? n[1] : 0;
        int patch = n.length > 2 ? n[2] : 0;
        return switch (platform) {
            case WINDOWS ->
                    n.length == 1
                            ? Set.of(
                                            7, 8, 10, 11, 12, 2000, 2003, 2008, 2012, 2016, 2019,
                                            2022, 2025)
                                    .contains(n[0])
                            : n.length == 2 && n[0] == 8 && minor == 1
                                    || n[0] == 10 && minor == 0 && n.length >= 3;
            case MACOS ->
                    n.length <= 3
                            && patch <= 12
                            && (n[0] == 10
                                    ? minor >= 6 && minor <= 16
                                    : (n[0] >= 11 && n[0] <= 15 || n[0] >= 26 && n[0] <= 28)
                                            && minor <= 7);
            case IOS -> n.length <= 3 && n[0] >= 9 && n[0] <= 28 && minor <= 9 && patch <= 9;
            case ANDROID -> n.length <= 2 && n[0] >= 5 && n[0] <= 18 && minor <= 1;
            case LINUX -> !word.startsWith("linux") && n.length <= 2 && n[0] <= 45 && (minor <= 12);
            case ANY, UNKNOWN -> false;
        };
    }
}
