package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.Section;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Changes in the structure of programs: bytes after the end, sections that became unreadable, other load paths.
final class NativeRule implements Rule {
    private static final int MIN_OVERLAY = 64;
    private static final double PLAIN = 6.8;
    private static final double DENSE = 7.2;
    private static final int MIN_SECTION = 4096;
    private static final long MIN_PACKED = 16 << 10;
    private static final int FEW = 2;

    /// Link times that say nothing: none, and the one that all builds of Delphi carry.
    private static final Set<String> CONSTANT_TIMES = Set.of("0", "2a425e19", "ffffffff");

    /// Sections whose content is dense by nature: compressed debug data, language metadata, pictures.
    private static final java.util.regex.Pattern ORDINARY =
            java.util.regex.Pattern.compile(
                    "^(?:\\.gnu|\\.z?debug|\\.note|\\.rustc|\\.go\\.|\\.nv|__nv|\\.rsrc|\\.rdata|\\.data|\\.text|\\.rodata|\\.pdata|\\.reloc|__debug|\\.bun|__LINKEDIT)");

    /// Sections of code and constants.
    private static final Set<String> CODE = Set.of(".text", ".rdata", ".rodata", "__TEXT,__text");

    @Override
    public void look(Comparison c, Findings out) {
        if (c.first()) {
            return;
        }
        for (Pair p : c.pairs()) {
            FileFacts before = p.before();
            NativeFacts now = p.now().code();
            if (before != null
                    && now != null
                    && before.code() != null
                    && p.changed()
                    && p.now().kind().nativeCode()) {
                overlay(p.now(), now, before.code(), out);
                sections(p.now(), now, before.code(), out);
                loading(c, p.now(), now, before.code(), out);
                packed(p.now(), before, out);
                takesNothing(p.now(), now, before.code(), out);
                callbacks(p.now(), now, before.code(), out);
                sameBuild(p.now(), now, before.code(), out);
                sameLink(p.now(), now, before.code(), out);
            } else if (p.added()
                    && now != null
                    && p.now().kind().nativeCode()
                    && now.overlay() >= MIN_OVERLAY
                    && p.now().kind() != FileKind.PE) {
                out.add(
                        Severity.MEDIUM,
                        Family.CONCEALMENT,
                        "overlay",
                        p.now().path(),
                        "There are bytes after the end of the new program.",
                        "Nach dem Ende des neuen Programms folgen weitere Bytes.",
                        now.overlay() + " bytes, entropy " + now.overlayEntropy());
            }
        }
    }

    private static void overlay(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        // Fill-up consists of one byte only.
        boolean few = f.kind() == FileKind.PE && old.overlay() == 0 && now.overlayEntropy() > 0;
        if (now.overlay() >= MIN_OVERLAY && old.overlay() < MIN_OVERLAY
                || now.overlay() > 0 && few) {
            out.add(
                    Severity.HIGH,
                    Family.CONCEALMENT,
                    "overlay",
                    f.path(),
                    "There are bytes after the end of the program; the last release had none.",
                    "Nach dem Ende des Programms folgen weitere Bytes; in der letzten Version gab es keine.",
                    now.overlay() + " bytes, entropy " + now.overlayEntropy());
        } else if (now.overlay() > old.overlay() * 2 + 4096
                && now.overlayEntropy() > old.overlayEntropy() + 1) {
            out.add(
                    Severity.MEDIUM,
                    Family.CONCEALMENT,
                    "overlay",
                    f.path(),
                    "The bytes after the end of the program grew and became unreadable.",
                    "Die Bytes nach dem Ende des Programms sind gewachsen und unlesbar geworden.",
                    old.overlay()
                            + " -> "
                            + now.overlay()
                            + " bytes, entropy "
                            + now.overlayEntropy());
        }
    }

    private static void sections(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        Map<String, Section> before = new HashMap<>();
        for (Section s : old.sections()) {
            before.put(s.name(), s);
        }
        for (Section s : now.sections()) {
            if (s.size() < MIN_SECTION
                    || s.name().equals(".rsrc")
                    || s.name().startsWith(".debug")
                    || s.name().startsWith("segment ")) {
                continue;
            }
            Section was = before.get(s.name());
            if (was == null && s.entropy() > DENSE
                    || was != null && was.entropy() < PLAIN && s.entropy() > DENSE) {
                boolean strange = was == null && !ORDINARY.matcher(s.name()).find();
                out.add(
                        strange ? Severity.HIGH : Severity.MEDIUM,
                        Family.CONCEALMENT,
                        "section-unreadable",
                        f.path(),
                        "A part of the program became unreadable: section " + s.name() + ".",
                        "Ein Teil des Programms ist unlesbar geworden: Abschnitt " + s.name() + ".",
                        "entropy "
                                + (was == null ? "(new)" : Double.toString(was.entropy()))
                                + " -> "
                                + s.entropy()
                                + ", "
                                + s.size()
                                + " bytes");
            }
            if (was == null && s.flags().contains("x")) {
                out.add(
                        Severity.MEDIUM,
                        Family.PROVENANCE,
                        "new-code-section",
                        f.path(),
                        "The program has a new section that is run: " + s.name() + ".",
                        "Das Programm hat einen neuen ausführbaren Abschnitt: " + s.name() + ".",
                        s.size() + " bytes at offset " + s.offset());
            }
            if (s.flags().equals("rwx") && (was == null || !was.flags().equals("rwx"))) {
                out.add(
                        Severity.MEDIUM,
                        Family.CONCEALMENT,
                        "writable-code",
                        f.path(),
                        "A section can be both written and run: " + s.name() + ".",
                        "Ein Abschnitt ist zugleich beschreibbar und ausführbar: " + s.name() + ".",
                        s.size() + " bytes");
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
        added.removeIf(l -> had.contains(Comparison.shape(l)));
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
                String.join(", ", new java.util.TreeSet<>(added)));
    }

    /// Linkers stamp each build; the same stamp on other code says that somebody patched it afterwards.
    private static void sameBuild(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        String stamp = now.version().getOrDefault("build-id", "");
        if (stamp.isEmpty() || !stamp.equals(old.version().get("build-id"))) {
            return;
        }
        Map<String, Section> before = new HashMap<>();
        for (Section s : old.sections()) {
            before.put(s.name(), s);
        }
        for (Section s : now.sections()) {
            Section was = before.get(s.name());
            if (was != null
                    && CODE.contains(s.name())
                    && (was.size() != s.size() || was.entropy() != s.entropy())) {
                out.add(
                        Severity.HIGH,
                        Family.PROVENANCE,
                        "patched-build",
                        f.path(),
                        "The program carries the stamp of the last release's build, but its code is another one.",
                        "Das Programm trägt den Stempel des Baus der letzten Version, aber sein Code ist ein anderer.",
                        "build " + stamp + ", section " + s.name());
                return;
            }
        }
    }

    /// The linker stamps time and checksum; with the same of both, or with the same time and version, on other code
    /// somebody changed the code afterwards and nothing else.
    private static void sameLink(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        String time = now.version().getOrDefault("link-time", "0");
        String code = now.version().getOrDefault("code-digest", "");
        String codeBefore = old.version().getOrDefault("code-digest", "");
        if (!time.equals(old.version().get("link-time"))
                || codeBefore.isEmpty()
                || code.equals(codeBefore)) {
            return;
        }
        String sum = now.version().getOrDefault("checksum", "0");
        String release = now.version().getOrDefault("FileVersion", "");
        boolean sameSum = !sum.equals("0") && sum.equals(old.version().get("checksum"));
        boolean sameVersion =
                !release.isEmpty() && release.equals(old.version().get("FileVersion"));
        // A checksum that stayed on other code was written for that other code, whatever the time.
        if (!sameSum && CONSTANT_TIMES.contains(time)) {
            return;
        }
        out.add(
                sameSum || sameVersion ? Severity.HIGH : Severity.MEDIUM,
                Family.PROVENANCE,
                "patched-build",
                f.path(),
                "The program carries the stamp of the last release's build, but its code is another one.",
                "Das Programm trägt den Stempel des Baus der letzten Version, aber sein Code ist ein anderer.",
                "link time "
                        + time
                        + (sameSum ? ", the same checksum " + sum : "")
                        + (sameVersion ? ", the same version " + release : ""));
    }

    /// Code that Windows runs before the program's own start; compilers add it when the program needs it, patchers to
    /// be first.
    private static void callbacks(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        int n = Integer.parseInt(now.version().getOrDefault("tls-callbacks", "0"));
        int was = Integer.parseInt(old.version().getOrDefault("tls-callbacks", "0"));
        if (n > was) {
            out.add(
                    Severity.MEDIUM,
                    Family.PLACE,
                    "early-code",
                    f.path(),
                    "The program has more code that runs before its own start.",
                    "Das Programm hat mehr Code, der vor seinem eigentlichen Start läuft.",
                    was + " -> " + n + " TLS callbacks");
        }
    }

    private static @Nullable FileFacts arrived(Comparison c, String name) {
        for (Pair p : c.pairs()) {
            if (p.added() && p.now().name().equalsIgnoreCase(name)) {
                return p.now();
            }
        }
        return null;
    }

    private static void packed(FileFacts f, FileFacts before, Findings out) {
        long now = Long.parseLong(f.attributes().getOrDefault("packed", "0"));
        long old = Long.parseLong(before.attributes().getOrDefault("packed", "0"));
        if (old == 0 && now >= MIN_PACKED) {
            out.add(
                    Severity.MEDIUM,
                    Family.CONCEALMENT,
                    "packed-data",
                    f.path(),
                    "The program newly carries encrypted or compressed data.",
                    "Das Programm trägt neuerdings verschlüsselte oder gepackte Daten.",
                    now + " bytes of full entropy, before none");
        }
    }
}
