package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Programs that were changed after they were built: stamps that stayed on other code, other first instructions, more code
/// before the start.
final class PatchRule implements Rule {
    /// So many hex digits of the first instructions are compared: what follows holds addresses.
    private static final int FIRST = 6;

    /// Link times that say nothing: none, and the one that all builds of Delphi carry.
    private static final Set<String> CONSTANT_TIMES = Set.of("0", "2a425e19", "ffffffff");

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
            NativeFacts old = before == null ? null : before.code();
            if (now != null && old != null && p.changed() && p.now().kind().nativeCode()) {
                callbacks(p.now(), now, old, out);
                sameBuild(p.now(), now, old, out);
                sameLink(p.now(), now, old, out);
                codeAlone(p.now(), now, old, out);
                start(p.now(), now, old, out);
            }
        }
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

    /// Without a stamp: the code is another one, and all the rest, the place of every part included, stayed as it was. A
    /// compiler that translates other sources moves tables, addresses and texts along.
    private static void codeAlone(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        if (stamped(now) && stamped(old)) {
            return; // an honest build stamps anew; whether it did is asked elsewhere
        }
        List<Section> a = now.sections();
        List<Section> b = old.sections();
        if (a.size() != b.size() || a.size() < 3 || now.overlay() != old.overlay()) {
            return;
        }
        boolean other =
                !now.version()
                        .getOrDefault("code-digest", "")
                        .equals(old.version().getOrDefault("code-digest", ""));
        for (int i = 0; i < a.size(); i++) {
            Section s = a.get(i);
            Section was = b.get(i);
            boolean run = s.flags().contains("x");
            if (!s.name().equals(was.name())
                    || s.size() != was.size()
                    || s.virtualSize() != was.virtualSize()
                    || s.offset() != was.offset()
                    || !run && s.entropy() != was.entropy()) {
                return;
            }
            other |= run && s.entropy() != was.entropy();
        }
        if (other) {
            out.add(
                    Severity.HIGH,
                    Family.PROVENANCE,
                    "patched-build",
                    f.path(),
                    "The program's code is another one, but everything around it stayed as it was: it was changed after it was built.",
                    "Der Code des Programms ist ein anderer, alles um ihn herum aber blieb gleich: Es wurde nach dem Bau verändert.",
                    a.size() + " sections of the same places and sizes");
        }
    }

    private static boolean stamped(NativeFacts f) {
        return !CONSTANT_TIMES.contains(f.version().getOrDefault("link-time", "0"))
                || f.version().containsKey("build-id");
    }

    /// The first instructions come from the compiler's own start files, so the same tools write the same ones. Libraries start
    /// as they please, and a jump or call (`e9`, `e8`) is followed by a distance.
    private static void start(FileFacts f, NativeFacts now, NativeFacts old, Findings out) {
        String first = now.version().getOrDefault("entry-code", "");
        String was = old.version().getOrDefault("entry-code", "");
        if (first.length() < FIRST
                || was.length() < FIRST
                || first.startsWith(was.substring(0, was.startsWith("e") ? 2 : FIRST))
                || now.library()
                || !now.machine().startsWith("x86")
                || !now.toolchain().equals(old.toolchain())
                || !now.machine().equals(old.machine())) {
            return;
        }
        out.add(
                Severity.HIGH,
                Family.PROVENANCE,
                "start-moved",
                f.path(),
                "The program begins with other instructions than before, though it was built with the same tools.",
                "Das Programm beginnt mit anderen Anweisungen als zuvor, obwohl es mit denselben Werkzeugen gebaut wurde.",
                was + " -> " + first);
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
}
