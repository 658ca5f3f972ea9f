package dev.firebreak.core.identity;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes out of a folded display name what is not its name: version, architecture, language, platform, file ending.
///
/// Every step is guarded by a cheap look for a sign that it is needed, since an estate has tens of thousands of names
/// and most need none; and no step may leave nothing.
final class NameNoise {
    private static final Pattern FILE =
            Pattern.compile("\\.(?:app|exe|msi|dmg|pkg|deb|rpm|appimage|msix)$");
    private static final Pattern ARCH =
            Pattern.compile(
                    "(?<![a-z0-9])(?:x86[_-]64|x64|x86|amd64|arm64|aarch64|i[3-6]86|win32|win64|(?:64|32)[- ]?bits?)(?![a-z0-9])");
    private static final Pattern GROUP = Pattern.compile("[(\\[]([^()\\[\\]]*+)[)\\]]");
    private static final Pattern VERSION =
            Pattern.compile(
                    "(?:(?<![a-z0-9.])|(?<=[a-z][-_]))v?([0-9]++(?:\\.[0-9]++)++(?:[-+~._]?[a-z0-9]++)*+"
                            + "(?:\\s+(?:hf|hotfix|sp|update|patch|rc|beta|build|cu|r|u)\\s?[0-9]++)*+)(?![a-z])");
    private static final Pattern VERSION_WORD =
            Pattern.compile(
                    "(?<=[a-z0-9)] )(?:version|ver\\.?|v\\.|release|build)(?=\\s*$|\\s+[0-9])");
    private static final Pattern LANGUAGE =
            Pattern.compile(
                    "\\s[-–]\\s?(?:[a-z]{2}[-_][a-z]{2}|deutsch|german|english|francais|french|italiano|espanol|nederlands|polski|mui)\\s*$");
    private static final Pattern PLATFORM =
            Pattern.compile(
                    "(?<=[a-z0-9+#])\\s*[ -]\\s*(?:(?:for|fuer|auf|on)\\s+)?(?:microsoft windows|windows|macos|mac os x|mac os|os x|osx|mac|linux|android|ios)"
                            + "(?:\\s+(?:application|version|edition|build|installer|programm|program|anwendung))?\\s*$");
    private static final String[] PLATFORM_SIGNS = {
        "win", "mac", "os x", "osx", "linux", "android", "ios"
    };
    private static final Set<String> GROUP_WORDS =
            Set.of(
                    "user",
                    "users",
                    "machine",
                    "system",
                    "current",
                    "all",
                    "remove",
                    "only",
                    "bit",
                    "de",
                    "en",
                    "us",
                    "gb",
                    "fr",
                    "es",
                    "it",
                    "at",
                    "ch",
                    "nl",
                    "pl",
                    "deutsch",
                    "german",
                    "english",
                    "englisch",
                    "multilingual",
                    "per",
                    "edition",
                    "version",
                    "v",
                    "build",
                    "kn",
                    "stable",
                    "windows",
                    "macos",
                    "mac",
                    "linux",
                    "os",
                    "x",
                    "und",
                    "and");

    /// The version that was taken out of the name, if any.
    private @Nullable String version;

    private NameNoise() {}

    /// @param name what is left, still with blanks
    record Cleaned(String name, @Nullable String version) {}

    static Cleaned clean(String folded, Collection<String> versions) {
        NameNoise noise = new NameNoise();
        return new Cleaned(noise.cleanAll(folded.strip(), versions), noise.version);
    }

    /// The name without the ending of an application bundle or installer.
    static String withoutFileEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= 9 ? FILE.matcher(name).replaceFirst("") : name;
    }

    private String cleanAll(String folded, Collection<String> versions) {
        String t = withoutFileEnding(folded);
        for (String v : versions) {
            t = withoutVersion(t, v.strip().toLowerCase(Locale.ROOT));
        }
        if (t.indexOf('6') >= 0 || t.indexOf("32") >= 0) {
            t = orElse(ARCH.matcher(t).replaceAll(" "), t);
        }
        if (t.indexOf('(') >= 0 || t.indexOf('[') >= 0) {
            t = orElse(dropGroups(t), t);
        }
        t = dropVersion(t);
        if (t.indexOf(" -") >= 0 || t.indexOf('–') >= 0) {
            t = orElse(LANGUAGE.matcher(t).replaceFirst(""), t);
        }
        for (String sign : PLATFORM_SIGNS) {
            if (t.indexOf(sign) > 0) {
                t = orElse(PLATFORM.matcher(t.stripTrailing()).replaceFirst(""), t);
                break;
            }
        }
        if (t.indexOf(" ver") >= 0
                || t.indexOf(" v.") >= 0
                || t.indexOf(" release") >= 0
                || t.indexOf(" build") >= 0) {
            t = orElse(VERSION_WORD.matcher(t.strip()).replaceAll(" "), t);
        }
        return t;
    }

    private String dropVersion(String t) {
        if (!hasDottedNumber(t)) {
            return t;
        }
        Matcher m = VERSION.matcher(t);
        if (!m.find() || m.start() == 0) {
            return t;
        }
        version = m.group(1);
        return orElse(m.replaceAll(" "), t);
    }

    private static boolean hasDottedNumber(String t) {
        for (int i = t.indexOf('.'); i > 0; i = t.indexOf('.', i + 1)) {
            if (VersionDigits.isDigit(t.charAt(i - 1))
                    && i + 1 < t.length()
                    && VersionDigits.isDigit(t.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }

    private static String orElse(String changed, String before) {
        return Words.hasWord(changed) ? changed : before;
    }

    private static String withoutVersion(String name, String version) {
        if (version.length() < 3 || !VersionDigits.isDigit(version.charAt(0))) {
            return name;
        }
        int at = name.lastIndexOf(version);
        boolean bordered =
                at > 0
                        && !Character.isLetterOrDigit(name.charAt(at - 1))
                        && name.charAt(at - 1) != '.'
                        && (at + version.length() == name.length()
                                || !Character.isLetterOrDigit(name.charAt(at + version.length())));
        return bordered
                ? name.substring(0, at) + " " + name.substring(at + version.length())
                : name;
    }

    /// Drops `(x64 de)`, `(User)`, `(64-bit)`; other groups lose only their brackets.
    private static String dropGroups(String name) {
        return GROUP.matcher(name)
                .replaceAll(
                        group -> {
                            List<String> words =
                                    Words.split(VERSION.matcher(group.group(1)).replaceAll(" "));
                            boolean noise =
                                    words.stream()
                                            .allMatch(
                                                    w ->
                                                            GROUP_WORDS.contains(w)
                                                                    || VersionDigits.is(w));
                            return noise
                                    ? " "
                                    : Matcher.quoteReplacement(" " + group.group(1) + " ");
                        });
    }
}
