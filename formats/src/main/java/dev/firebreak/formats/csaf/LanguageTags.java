package dev.firebreak.formats.csaf;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Language tags (RFC 5646). Two-letter languages, scripts' form and regions are checked against what the JDK knows;
/// three-letter languages by their form only, because the JDK does not know all that are registered.
final class LanguageTags {
    private static final Set<String> LANGUAGES =
            new HashSet<>(Arrays.asList(Locale.getISOLanguages()));
    private static final Set<String> REGIONS =
            new HashSet<>(Arrays.asList(Locale.getISOCountries()));
    private static final Set<String> MORE_REGIONS =
            Set.of(
                    "EU", "UN", "EZ", "AC", "CP", "DG", "EA", "IC", "TA", "SU", "YU", "DD", "CS",
                    "AN", "FX", "TP", "BU", "NT", "YD", "ZR", "AA", "ZZ");

    private LanguageTags() {}

    static boolean isValid(String tag) {
        if (tag.equalsIgnoreCase("i-default")) {
            return true;
        }
        String[] parts = tag.split("-", -1);
        String language = parts[0].toLowerCase(Locale.ROOT);
        if (language.equals("x")) {
            return parts.length > 1;
        }
        boolean known =
                language.length() == 2
                        ? LANGUAGES.contains(language)
                                || Set.of("iw", "in", "ji", "mo", "sh").contains(language)
                        : language.matches("[a-z]{3}|[a-z]{5,8}");
        if (!known) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i];
            if (part.length() == 1) {
                return i + 1 < parts.length;
            }
            if (part.length() == 2 && !isRegion(part.toUpperCase(Locale.ROOT))
                    || !part.matches("[A-Za-z0-9]{2,8}")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRegion(String region) {
        return REGIONS.contains(region) || MORE_REGIONS.contains(region) || isPrivateRegion(region);
    }

    static boolean isPrivateRegion(String region) {
        return region.equals("AA") || region.equals("ZZ") || region.matches("Q[M-Z]|X[A-Z]");
    }

    /// Whether a subtag is one for private use (RFC 5646 sections 2.2.1 to 2.2.7).
    static boolean isPrivate(String tag) {
        String[] parts = tag.split("-", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean language = i == 0 && part.toLowerCase(Locale.ROOT).matches("q[a-t][a-z]");
            boolean script = i > 0 && part.toLowerCase(Locale.ROOT).matches("qa(?:a[a-z]|b[a-x])");
            boolean region =
                    i > 0 && part.length() == 2 && isPrivateRegion(part.toUpperCase(Locale.ROOT));
            if (part.equalsIgnoreCase("x") || language || script || region) {
                return true;
            }
        }
        return false;
    }
}
