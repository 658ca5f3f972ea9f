package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.facts.SignatureFacts;

/// Files that start by themselves, run with more rights, or take the place of a system library.
final class PlaceRule implements Rule {
    @Override
    public void look(Comparison c, Findings out) {
        for (Pair p : c.pairs()) {
            for (Signal s : Comparison.fresh(p)) {
                if (s.kind() == SignalKind.AUTOSTART) {
                    Severity severity =
                            c.first() ? Severity.INFO : c.knew(s) ? Severity.MEDIUM : Severity.HIGH;
                    out.add(
                            severity,
                            Family.PLACE,
                            "autostart",
                            p.now(),
                            "The file starts by itself: " + s.what() + ".",
                            "Die Datei startet von selbst: " + Words.german(s.what()) + ".",
                            s);
                } else if (s.kind() == SignalKind.PRIVILEGE && !c.knew(s)) {
                    boolean extension = s.what().startsWith("extension ");
                    boolean grave =
                            !extension
                                    || s.what().contains("<all_urls>")
                                    || s.what().contains("*://*/*")
                                    || s.what().contains("webRequest")
                                    || s.what().contains("cookies")
                                    || s.what().contains("nativeMessaging")
                                    || s.what().contains("debugger")
                                    || s.what().contains("proxy");
                    Severity severity =
                            c.first() ? Severity.INFO : grave ? Severity.HIGH : Severity.MEDIUM;
                    out.add(
                            severity,
                            Family.PLACE,
                            "privilege",
                            p.now(),
                            "The file gives more rights than before: " + s.what() + ".",
                            "Die Datei gibt mehr Rechte als zuvor: " + Words.german(s.what()) + ".",
                            s);
                }
            }
            firstProgram(c, p, out);
            firstBytecode(c, p, out);
            sideLoad(c, p, out);
            if (p.added() && !c.first() && p.now().kind() == FileKind.SHORTCUT) {
                out.add(
                        Severity.HIGH,
                        Family.PLACE,
                        "shortcut",
                        p.now().path(),
                        "A new shortcut that starts something.",
                        "Eine neue Verknüpfung, die etwas startet.",
                        p.now().name());
            }
        }
    }

    /// Machine code where the last release's component had none.
    private static void firstProgram(Comparison c, Pair p, Findings out) {
        boolean program = p.now().kind().nativeCode() || p.now().kind() == FileKind.WASM;
        if (c.first() || !p.added() || !program || !c.hadComponent(p.now())) {
            return;
        }
        for (FileFacts f :
                c.before() == null ? java.util.List.<FileFacts>of() : c.before().files()) {
            if (f.kind().nativeCode() || f.kind() == FileKind.WASM) {
                return;
            }
        }
        out.add(
                p.now().has(SignalKind.NETWORK)
                                || p.now().has(SignalKind.PROCESS)
                                || p.now().has(SignalKind.INJECTION)
                                || loadedNewly(c, p.now())
                        ? Severity.HIGH
                        : Severity.MEDIUM,
                Family.PLACE,
                "first-program",
                p.now().path(),
                "The release brings machine code for the first time.",
                "Die Version enthält erstmals Maschinencode.",
                p.now().name());
    }

    /// Packages bring Python as source, and interpreters translate it; what is brought translated may be another program
    /// than the source beside it.
    private static void firstBytecode(Comparison c, Pair p, Findings out) {
        if (c.first()
                || c.before() == null
                || !p.added()
                || p.now().kind() != FileKind.PYTHON_BYTECODE
                || !c.hadComponent(p.now())
                || c.before().files().stream()
                        .anyMatch(f -> f.kind() == FileKind.PYTHON_BYTECODE)) {
            return;
        }
        out.add(
                Severity.HIGH,
                Family.PLACE,
                "first-program",
                p.now().path(),
                "The release brings translated Python for the first time.",
                "Die Version enthält erstmals übersetztes Python.",
                p.now().name());
    }

    /// Code beside it newly loads libraries by their path.
    private static boolean loadedNewly(Comparison c, FileFacts program) {
        if (c.componentHad(program, SignalKind.NATIVE_LOAD)) {
            return false;
        }
        for (FileFacts f : c.now().files()) {
            if (f.kind() == FileKind.CLASS
                    && f.container().equals(program.container())
                    && f.has(SignalKind.NATIVE_LOAD)) {
                return true;
            }
        }
        return false;
    }

    private static void sideLoad(Comparison c, Pair p, Findings out) {
        FileFacts f = p.now();
        if (!p.added()
                || f.kind() != FileKind.PE
                || f.code() == null
                || !f.code().library()
                || !SideLoading.known(f.name())) {
            return;
        }
        boolean signed =
                !f.ownSignatures().isEmpty()
                        && f.ownSignatures().getFirst().state() == SignatureFacts.State.INTACT;
        out.add(
                c.first() || signed ? Severity.MEDIUM : Severity.HIGH,
                Family.PLACE,
                "side-loading",
                f.path(),
                "The library bears the name of a system library that programs load from their own folder first.",
                "Die Bibliothek trägt den Namen einer Systembibliothek, die Programme zuerst aus ihrem eigenen Ordner laden.",
                f.name()
                        + (signed
                                ? ", signed by " + f.ownSignatures().getFirst().subject()
                                : ", not signed"));
    }
}
