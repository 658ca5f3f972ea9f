package dev.firebreak.formats.fields;

import dev.firebreak.core.model.Platform;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Platforms as fields and names spell them.
public final class Platforms {
    private static final Pattern WINDOWS =
            word(
                    "windows|win(?:32|64|7|8|10|11)?|win-?(?:x86|x64)|mingw\\d*|\\w{3,30}-windows|uwp");
    private static final Pattern MACOS =
            word("mac ?os(?: ?x)?|mac ?osx|os ?x|osx|mac|macintosh|darwin|apple_?mac|dmg");
    private static final Pattern LINUX =
            word(
                    "linux|gnu/linux|ubuntu|debian|rhel|red ?hat enterprise linux|centos|suse|sles|fedora|alpine|almalinux|rocky ?linux|oracle ?linux|appimage");
    private static final Pattern ANDROID = word("android");
    private static final Pattern IOS = word("ios|ipados|iphone(?: ?os)?|ipad(?: ?os)?");

    /// Cisco writes the name of its system in capitals; Apple never does.
    private static final Pattern CISCO_IOS =
            Pattern.compile("(?<![\\p{Alnum}])IOS(?![\\p{Alnum}])|(?i:cisco\\s+ios|ios[ -]?x[er])");

    private Platforms() {}

    private static Pattern word(String alternatives) {
        return Pattern.compile("(?<![\\p{Alnum}])(?:" + alternatives + ")(?![\\p{Alnum}])");
    }

    /// Every platform a name or field mentions, such as `Example Client for Windows` or `win_x64`. Empty if none.
    public static Set<Platform> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('_', ' ');
        EnumSet<Platform> found = EnumSet.noneOf(Platform.class);
        add(found, Platform.WINDOWS, WINDOWS, lower);
        add(found, Platform.MACOS, MACOS, lower);
        add(found, Platform.LINUX, LINUX, lower);
        add(found, Platform.ANDROID, ANDROID, lower);
        if (!CISCO_IOS.matcher(text).find()) {
            add(found, Platform.IOS, IOS, lower);
        }
        return found;
    }

    private static void add(Set<Platform> found, Platform platform, Pattern pattern, String text) {
        if (pattern.matcher(text).find()) {
            found.add(platform);
        }
    }

    /// Every platform several texts mention.
    public static Set<Platform> in(Collection<String> texts) {
        EnumSet<Platform> found = EnumSet.noneOf(Platform.class);
        texts.forEach(text -> found.addAll(in(text)));
        return found;
    }

    /// The set itself, or [Platform#ANY] alone if it is empty.
    public static Set<Platform> orAny(Set<Platform> found) {
        return found.isEmpty() ? EnumSet.of(Platform.ANY) : found;
    }
}
