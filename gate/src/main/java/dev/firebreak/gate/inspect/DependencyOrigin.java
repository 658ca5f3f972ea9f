package dev.firebreak.gate.inspect;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a dependency of an npm package comes from if not from the registry under its own name: another package's name, a
/// repository, an address, a file. Versions and commits are left out, so that an ordinary step of the same source is no
/// other source.
final class DependencyOrigin {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:git\\+)?(?:https?|ssh|git|file)://[^#?]*|git@[^#]*");
    private static final Pattern HOSTED =
            Pattern.compile("(?:(github|gitlab|bitbucket|gist):)?([\\w.-]+/[\\w.-]+)(?:#.*)?");
    private static final Pattern ALIAS = Pattern.compile("npm:(@?[^@]+)(?:@.*)?");

    private DependencyOrigin() {}

    /// Empty for what the registry gives out.
    static String of(String spec) {
        String s = spec.strip();
        Matcher address = ADDRESS.matcher(s);
        if (address.lookingAt()) {
            // Downloads have the version in their names.
            return address.group()
                    .replaceAll("\\d+(?:\\.\\d+)+[^/]*", "#")
                    .toLowerCase(Locale.ROOT);
        }
        Matcher alias = ALIAS.matcher(s);
        if (alias.matches()) {
            return "npm:" + alias.group(1);
        }
        if (s.startsWith("file:") || s.startsWith("link:")) {
            return "a file";
        }
        Matcher hosted = HOSTED.matcher(s);
        return hosted.matches() ? "repository " + hosted.group(2) : "";
    }
}
