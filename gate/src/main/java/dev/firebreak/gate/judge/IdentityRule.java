package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Name and version: the same version with other content, another name, a part marketed as unchanged that changed.
final class IdentityRule implements Rule {
    @Override
    public void look(Comparison c, Findings out) {
        ReleaseFacts before = c.before();
        if (before == null || c.now().sha256().equals(before.sha256())) {
            return;
        }
        FileFacts now = own(c.now());
        FileFacts old = own(before);
        if (now != null && old != null) {
            String name = now.attributes().getOrDefault("name", "");
            String oldName = old.attributes().getOrDefault("name", "");
            String version = now.attributes().getOrDefault("version", "");
            if (!name.equals(oldName)) {
                out.add(
                        Severity.MEDIUM,
                        Family.PROVENANCE,
                        "other-name",
                        now.path(),
                        "The package calls itself by another name than the last release.",
                        "Das Paket nennt sich anders als die letzte Version.",
                        oldName + " -> " + name);
            } else if (!version.isEmpty() && version.equals(old.attributes().get("version"))) {
                out.add(
                        Severity.HIGH,
                        Family.PROVENANCE,
                        "same-version",
                        now.path(),
                        "Name and version are those of the last release, but the content is another.",
                        "Name und Version sind die der letzten Version, aber der Inhalt ist ein anderer.",
                        name + " " + version);
            }
        }
        parts(c, now, out);
    }

    /// The metadata of the release itself: the shortest path that carries a name and an ecosystem.
    private static @Nullable FileFacts own(ReleaseFacts r) {
        FileFacts best = null;
        int count = 0;
        for (FileFacts f : r.files()) {
            if (!f.attributes().containsKey("ecosystem")
                    || !f.attributes().containsKey("name")
                    || f.path().contains("!/")
                    || f.path().contains("node_modules/")) {
                continue;
            }
            count += "maven".equals(f.attributes().get("ecosystem")) ? 1 : 0;
            if (best == null || depth(f) < depth(best)) {
                best = f;
            }
        }
        // A shaded jar carries the metadata of all it contains; none of it is its own.
        return best != null && "maven".equals(best.attributes().get("ecosystem")) && count != 1
                ? null
                : best;
    }

    private static int depth(FileFacts f) {
        return (int) f.path().chars().filter(ch -> ch == '/').count();
    }

    /// Packed parts (`node_modules/x`, a jar in a war, a library with a version resource) whose own version stayed.
    private static void parts(Comparison c, @Nullable FileFacts own, Findings out) {
        Map<String, String> versions = new TreeMap<>();
        for (Pair p : c.pairs()) {
            FileFacts before = p.before();
            String v = p.now().attributes().get("version");
            if (before != null
                    && v != null
                    && v.equals(before.attributes().get("version"))
                    && p.now() != own
                    && p.now().name().equals("package.json")
                    && p.now().path().contains("node_modules/")) {
                versions.put(
                        p.now()
                                .path()
                                .substring(0, p.now().path().length() - "package.json".length()),
                        p.now().attributes().getOrDefault("name", "") + " " + v);
            }
        }
        for (Pair p : c.pairs()) {
            if (!p.now().kind().executable() || p.same()) {
                continue;
            }
            String part = part(p.now().path(), versions);
            if (part != null) {
                out.add(
                        Severity.MEDIUM,
                        Family.PROVENANCE,
                        "unchanged-part-changed",
                        p.now().path(),
                        "A packed third-party part keeps its version, but its code changed.",
                        "Ein mitgeliefertes Fremdteil behält seine Version, aber sein Code hat sich geändert.",
                        part);
            }
            nativePart(p, out);
        }
    }

    private static @Nullable String part(String path, Map<String, String> versions) {
        int at = path.lastIndexOf("node_modules/");
        if (at < 0) {
            return null;
        }
        int slash = path.indexOf('/', at + 13);
        if (slash > 0 && path.startsWith("@", at + 13)) {
            slash = path.indexOf('/', slash + 1);
        }
        return slash < 0 ? null : versions.get(path.substring(0, slash + 1));
    }

    private static void nativePart(Pair p, Findings out) {
        FileFacts before = p.before();
        if (before == null
                || p.now().code() == null
                || before.code() == null
                || !p.now().kind().nativeCode()) {
            return;
        }
        String version = p.now().code().version().getOrDefault("FileVersion", "");
        String name = p.now().code().version().getOrDefault("CompanyName", "");
        boolean sameVersion =
                !version.isEmpty() && version.equals(before.code().version().get("FileVersion"));
        boolean foreign =
                name.contains("Microsoft")
                        || name.contains("Google")
                        || name.contains("Mozilla")
                        || name.contains("FFmpeg")
                        || name.contains("OpenSSL")
                        || name.contains("Intel")
                        || name.contains("NVIDIA");
        if (sameVersion && !before.code().imports().equals(p.now().code().imports())) {
            out.add(
                    foreign ? Severity.HIGH : Severity.MEDIUM,
                    Family.PROVENANCE,
                    "unchanged-part-changed",
                    p.now().path(),
                    "The file keeps its version number, but it imports other functions than before.",
                    "Die Datei behält ihre Versionsnummer, importiert aber andere Funktionen als zuvor.",
                    name + " " + version);
        } else if (sameVersion && foreign) {
            out.add(
                    Severity.MEDIUM,
                    Family.PROVENANCE,
                    "unchanged-part-changed",
                    p.now().path(),
                    "A file marketed as another maker's keeps its version number, but its content changed.",
                    "Eine als Fremdprodukt ausgewiesene Datei behält ihre Versionsnummer, aber ihr Inhalt hat sich geändert.",
                    name + " " + version);
        }
    }
}
