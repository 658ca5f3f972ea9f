package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Links that lead elsewhere than before, programs that became links, and programs that became scripts: what is run in the
/// end is then something else, whatever the package's own files say.
final class LinkRule implements Rule {
    /// Folders that anybody may write to, or that belong to no package.
    private static final Pattern OPEN =
            Pattern.compile(
                    "^/(?:tmp|var/tmp|dev/shm|home|root|run/user|mnt|media|usr/local|opt)/");

    /// Packages that are put somewhere into a program's own folder; a link to an absolute place is never meant in them.
    private static final Set<String> PARTS =
            Set.of("npm", "wheel", "jar", "war", "nupkg", "vsix", "crx", "xpi");

    @Override
    public void look(Comparison c, Findings out) {
        Set<String> paths = null;
        for (Pair p : c.pairs()) {
            FileFacts f = p.now();
            if (p.same()) {
                continue;
            }
            String target = f.placing().link();
            if (target == null) {
                scripted(p, out);
                continue;
            }
            if (paths == null) {
                paths = new HashSet<>();
                for (FileFacts other : c.now().files()) {
                    paths.add(other.path());
                }
            }
            link(c, p, target, paths, out);
        }
    }

    private static void link(Comparison c, Pair p, String target, Set<String> paths, Findings out) {
        FileFacts f = p.now();
        String place = installed(c, f, target);
        boolean open = OPEN.matcher(place + "/").find() && !ownFolder(f, place + "/");
        boolean leaves = PARTS.contains(c.now().format()) && target.startsWith("/");
        FileFacts before = p.before();
        boolean program = before != null && before.kind().executable();
        boolean outside = program && !paths.contains(resolved(f, target));
        if (!open && !leaves && !outside) {
            return;
        }
        out.add(
                c.first() || p.added() && !open && !leaves ? Severity.MEDIUM : Severity.HIGH,
                Family.PLACE,
                "link-elsewhere",
                f.path(),
                program
                        ? "A program became a link to something outside of the package."
                        : "A link leads to a place outside of the package that it did not lead to before.",
                program
                        ? "Aus einem Programm wurde ein Verweis auf etwas außerhalb des Pakets."
                        : "Ein Verweis führt an einen Ort außerhalb des Pakets, an den er vorher nicht führte.",
                was(before) + "-> " + target);
    }

    private static String was(@Nullable FileFacts before) {
        String link = before == null ? null : before.placing().link();
        return link == null ? "" : link + " ";
    }

    /// A package that lives below `/opt` may link into its own folder there.
    private static boolean ownFolder(FileFacts f, String target) {
        int data = f.path().indexOf("data/");
        String own = data < 0 ? "/" + f.inner() : f.path().substring(data + 4);
        int third = own.indexOf('/', own.indexOf('/', 1) + 1);
        return third > 0 && target.startsWith(own.substring(0, third + 1));
    }

    /// Where on the system the link leads, however it is written; empty if that depends on where the package is put.
    private static String installed(Comparison c, FileFacts f, String target) {
        if (target.startsWith("/")) {
            return "/" + plain(target);
        }
        String inner = f.inner();
        if (inner.startsWith("data/")) {
            inner = inner.substring("data/".length());
        } else if (!c.now().format().equals("rpm")) {
            return "";
        }
        return "/" + plain(folder(inner) + target);
    }

    /// The path in the release that the link names.
    private static String resolved(FileFacts f, String target) {
        String inner = f.inner();
        String prefix = f.path().substring(0, f.path().length() - inner.length());
        return target.startsWith("/")
                ? prefix + (inner.startsWith("data/") ? "data/" : "") + plain(target)
                : prefix + plain(folder(inner) + target);
    }

    private static String folder(String inner) {
        return inner.substring(0, inner.lastIndexOf('/') + 1);
    }

    /// Without empty steps, steps to itself and steps up, none of which leads above the root.
    private static String plain(String path) {
        ArrayDeque<String> out = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (step.equals("..")) {
                out.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                out.addLast(step);
            }
        }
        return String.join("/", out);
    }

    private static void scripted(Pair p, Findings out) {
        FileFacts before = p.before();
        if (before != null
                && (before.kind() == FileKind.ELF || before.kind() == FileKind.MACHO)
                && before.code() != null
                && !before.code().library()
                && p.now().kind().script()) {
            out.add(
                    Severity.HIGH,
                    Family.PLACE,
                    "program-replaced",
                    p.now().path(),
                    "A program of machine code became a script.",
                    "Aus einem Programm in Maschinencode wurde ein Skript.",
                    before.kind() + " -> " + p.now().kind());
        }
    }
}
