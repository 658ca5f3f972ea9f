package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.ReleaseFacts;
import java.util.Set;

/// The release is of another format than the one it is compared with: then nothing that the comparison says holds, and
/// most often the wrong file was taken.
final class FormatRule implements Rule {
    private static final Set<String> ZIPS =
            Set.of("zip", "jar", "war", "ear", "wheel", "nupkg", "xpi", "apk", "vsix");

    /// A tree of files, packed by any compressor.
    private static final Set<String> TREES =
            Set.of("npm", "gzip", "bzip2", "xz", "lzma", "zstd", "lz4", "tar");

    /// A kind that is told by the file's name or by one file in it may be missed; the container is the same then.
    private static final Set<String> GENERAL =
            Set.of("zip", "gzip", "bzip2", "xz", "lzma", "zstd", "lz4", "tar", "ar", "compound");

    @Override
    public void look(Comparison c, Findings out) {
        ReleaseFacts before = c.before();
        if (before == null) {
            return;
        }
        String now = kind(c.now());
        String old = kind(before);
        if (!now.equals(old)) {
            boolean same =
                    family(now).equals(family(old))
                            && (GENERAL.contains(now) || GENERAL.contains(old));
            out.add(
                    same ? Severity.LOW : Severity.HIGH,
                    Family.OPENING,
                    "other-format",
                    "",
                    "The file is of another format than the one it is compared with.",
                    "Die Datei hat ein anderes Format als die, mit der sie verglichen wird.",
                    old + " -> " + now);
        }
    }

    /// Programs by what they are, as their format also tells whether an archive is appended to them.
    private static String kind(ReleaseFacts r) {
        FileKind root = r.root().kind();
        boolean program = root.nativeCode() || r.format().equals("unknown");
        return program ? root.name().toLowerCase(java.util.Locale.ROOT) : r.format();
    }

    private static String family(String format) {
        return ZIPS.contains(format)
                ? "zip"
                : TREES.contains(format)
                        ? "tree"
                        : format.equals("deb") ? "ar" : format.equals("msi") ? "compound" : format;
    }
}
