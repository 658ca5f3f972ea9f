package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which libraries programs load, and where they look for them.
final class LoadRule implements Rule {
    private static final int FEW = 2;

    /// What compilers link without being asked.
    private static final Pattern RUNTIME =
            Pattern.compile(
                    "lib(?:c|m|dl|rt|pthread|gcc_s|atomic|stdc\\+\\+)\\.so(?:\\.\\d+)*|ld-linux[-\\w]*\\.so\\.\\d+");

    @Override
    public void look(Comparison c, Findings out) {
        if (c.first()) {
            return;
        }
        for (Pair p : c.pairs()) {
            FileFacts before = p.before();
            NativeFacts now = p.now().code();
            NativeFacts old = before == null ? null : before.code();
            if (now != null && old != null && p.changed() && p.now().kind().nativeCode()) {
                loading(c, p.now(), now, old, out);
                takesNothing(p.now(), now, old, out);
                undeclared(c, p.now(), now, old, out);
            }
        }
    }

    private static void loading(
            Comparison c, FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        Set<String> oldPaths = new HashSet<>(old.loadPaths());
        for (String path : now.loadPaths()) {
            if (!oldPaths.contains(path) && !path.startsWith("interpreter /lib")
                    || path.startsWith("interpreter")
                            && !oldPaths.contains(path)
                            && !oldPaths.isEmpty()) {
                boolean odd =
                        path.contains("/tmp")
                                || path.contains("/dev/shm")
                                || path.contains("/home/")
                                || path.endsWith("rpath .")
                                || path.endsWith("rpath ")
                                || path.startsWith("interpreter")
                                || path.startsWith("environment");
                out.add(
                        odd ? Severity.HIGH : Severity.LOW,
                        Family.PLACE,
                        "load-path",
                        f.path(),
                        "The program looks for its libraries in a new place.",
                        "Das Programm sucht seine Bibliotheken an einem neuen Ort.",
                        path);
            }
        }
        Set<String> oldLibraries = new HashSet<>(old.libraries());
        for (String library : now.libraries()) {
            String base = library.substring(library.lastIndexOf('/') + 1);
            FileFacts newcomer = oldLibraries.contains(library) ? null : arrived(c, base);
            if (newcomer != null) {
                boolean used = uses(now, newcomer);
                out.add(
                        used ? Severity.MEDIUM : Severity.HIGH,
                        Family.PLACE,
                        "loads-newcomer",
                        f.path(),
                        used
                                ? "The program now loads a library that came with this release."
                                : "The program now loads a library that came with this release and takes nothing from it.",
                        used
                                ? "Das Programm lädt nun eine Bibliothek, die mit dieser Version kam."
                                : "Das Programm lädt nun eine Bibliothek, die mit dieser Version kam, und nutzt nichts aus ihr.",
                        library);
            }
        }
    }

    /// One of the names that the program imports is one that the library offers.
    private static boolean uses(NativeFacts program, FileFacts library) {
        if (library.code() == null || library.kind() == FileKind.PE) {
            return true; // imports of Windows programs name their library
        }
        Set<String> offered = new HashSet<>(library.code().exports());
        return library.code().exportCount() > offered.size()
                || program.imports().stream().anyMatch(offered::contains);
    }

    /// A library is loaded from which no function is taken: it is there for what it does when it is loaded.
    private static void takesNothing(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        Set<String> had = new HashSet<>();
        old.libraries().forEach(l -> had.add(Comparison.shape(l)));
        Set<String> added = new HashSet<>(now.libraries());
        added.removeIf(l -> had.contains(Comparison.shape(l)) || RUNTIME.matcher(l).matches());
        // Many at once come from another setting of the linker.
        if (added.isEmpty()
                || added.size() > FEW
                || now.imports().size() != old.imports().size()
                || !now.imports().equals(old.imports())) {
            return;
        }
        out.add(
                Severity.HIGH,
                Family.PLACE,
                "loads-unused",
                f.path(),
                "The program now loads a library, but takes no function from it that it did not take before.",
                "Das Programm lädt nun eine weitere Bibliothek, nutzt aber keine Funktion, die es nicht vorher schon nutzte.",
                String.join(", ", new TreeSet<>(added)));
    }

    /// A Debian package says what it needs (Debian Policy, section 8.6). A library that no program of the last release
    /// loaded, that is not in the package, and for which nothing new is said to be needed, came in after the build.
    private static void undeclared(
            Comparison c, FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        if (f.kind() != FileKind.ELF || !c.now().format().equals("deb") || needsMore(c)) {
            return;
        }
        Set<String> known = new HashSet<>(old.libraries());
        if (c.before() != null) {
            c.before().files().stream()
                    .filter(o -> o.kind() == FileKind.ELF && o.code() != null)
                    .forEach(o -> known.addAll(o.code() == null ? Set.of() : o.code().libraries()));
        }
        Set<String> strange = new TreeSet<>();
        for (String library : now.libraries()) {
            boolean had =
                    known.stream()
                            .anyMatch(k -> Comparison.shape(k).equals(Comparison.shape(library)));
            if (!had && !RUNTIME.matcher(library).matches() && !inside(c, library)) {
                strange.add(library);
            }
        }
        if (!strange.isEmpty()) {
            out.add(
                    Severity.HIGH,
                    Family.PLACE,
                    "loads-undeclared",
                    f.path(),
                    "The program now loads a library that the package neither holds nor says it needs.",
                    "Das Programm lädt nun eine Bibliothek, die das Paket weder enthält noch als benötigt angibt.",
                    String.join(", ", strange));
        }
    }

    private static boolean needsMore(Comparison c) {
        for (FileFacts f : c.now().files()) {
            for (Signal s : f.signals()) {
                if (s.kind() == SignalKind.DEPENDENCY && !c.knew(s)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean inside(Comparison c, String library) {
        return c.now().files().stream().anyMatch(f -> f.name().equals(library));
    }

    private static @Nullable FileFacts arrived(Comparison c, String name) {
        for (Pair p : c.pairs()) {
            if (p.added() && p.now().name().equalsIgnoreCase(name)) {
                return p.now();
            }
        }
        return null;
    }
}
