package dev.firebreak.formats.fields;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Version range specifiers, `vers:<scheme>/<constraint>|<constraint>...` (VERS, the range syntax of the package URL
/// project, as CSAF asks for in `product_version_range`).
public final class Vers {
    private Vers() {}

    /// Reads a `vers:` text. A constraint it cannot express (`!=`) makes the reading not understood.
    public static VersionText.Reading read(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return VersionText.Reading.notUnderstood();
        }
        String name = text.substring("vers:".length(), slash).strip().toLowerCase(Locale.ROOT);
        VersionScheme scheme = scheme(name);
        String constraints = text.substring(slash + 1).strip();
        if (constraints.equals("*")) {
            return new VersionText.Reading(
                    List.of(), List.of(VersionRange.ALL), scheme, Certainty.STATED, true);
        }
        ArrayList<String> versions = new ArrayList<>();
        ArrayList<VersionRange> ranges = new ArrayList<>();
        @Nullable String low = null;
        boolean lowInclusive = false;
        for (String part : constraints.split("\\|", -1)) {
            String constraint = part.strip();
            int length = operatorLength(constraint);
            String version = decode(constraint.substring(length).strip());
            if (version.isBlank() || constraint.startsWith("!=")) {
                return VersionText.Reading.notUnderstood();
            }
            String operator = constraint.substring(0, length);
            if (operator.startsWith(">")) {
                if (low != null) {
                    ranges.add(new VersionRange(low, lowInclusive, null, false));
                }
                low = version;
                lowInclusive = operator.equals(">=");
            } else if (operator.startsWith("<")) {
                ranges.add(
                        new VersionRange(
                                low, low != null && lowInclusive, version, operator.equals("<=")));
                low = null;
            } else {
                versions.add(version);
            }
        }
        if (low != null) {
            ranges.add(new VersionRange(low, lowInclusive, null, false));
        }
        return new VersionText.Reading(versions, ranges, scheme, Certainty.STATED, true);
    }

    private static int operatorLength(String constraint) {
        if (constraint.startsWith("<=")
                || constraint.startsWith(">=")
                || constraint.startsWith("!=")) {
            return 2;
        }
        return constraint.startsWith("<")
                        || constraint.startsWith(">")
                        || constraint.startsWith("=")
                ? 1
                : 0;
    }

    private static String decode(String version) {
        if (version.indexOf('%') < 0) {
            return version;
        }
        try {
            return URLDecoder.decode(version.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return version;
        }
    }

    /// The scheme of a `vers:` name or package URL type; GENERIC if it is none that is known.
    public static VersionScheme scheme(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "semver",
                    "cargo",
                    "golang",
                    "go",
                    "hex",
                    "pub",
                    "swift",
                    "crates.io",
                    "composer" ->
                    VersionScheme.SEMVER;
            case "npm" -> VersionScheme.NPM;
            case "maven" -> VersionScheme.MAVEN;
            case "pypi", "python" -> VersionScheme.PYPI;
            case "nuget" -> VersionScheme.NUGET;
            case "gem", "rubygems" -> VersionScheme.GEM;
            case "deb", "debian", "ubuntu", "dpkg" -> VersionScheme.DEB;
            case "rpm", "redhat", "suse", "fedora" -> VersionScheme.RPM;
            case "intdot", "windows" -> VersionScheme.WINDOWS;
            default -> VersionScheme.GENERIC;
        };
    }
}
