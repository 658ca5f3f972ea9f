package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Code that can do what neither the file nor its component could do before.
final class CapabilityRule implements Rule {
    private static final Set<SignalKind> GRAVE =
            EnumSet.of(
                    SignalKind.NETWORK,
                    SignalKind.PROCESS,
                    SignalKind.PERSISTENCE,
                    SignalKind.CREDENTIALS,
                    SignalKind.INJECTION);

    @Override
    public void look(Comparison c, Findings out) {
        if (c.first()) {
            return;
        }
        for (Pair p : c.pairs()) {
            if (!p.same() && p.now().kind().executable()) {
                file(c, p, out);
            }
        }
    }

    private static void file(Comparison c, Pair p, Findings out) {
        Map<SignalKind, Signal> fresh = new EnumMap<>(SignalKind.class);
        for (Signal s : p.now().signals()) {
            if (s.kind().capability() && (p.before() == null || !p.before().has(s.kind()))) {
                fresh.merge(
                        s.kind(),
                        s,
                        (a, b) -> a.what().indexOf('!') > 0 || b.what().indexOf('!') < 0 ? a : b);
            }
        }
        Set<SignalKind> foreign = EnumSet.noneOf(SignalKind.class);
        for (SignalKind k : fresh.keySet()) {
            if (!c.componentHad(p.now(), k)) {
                foreign.add(k);
            }
        }
        fresh.forEach(
                (kind, s) -> {
                    if (GRAVE.contains(kind)) {
                        tell(c, p, kind, s, foreign.contains(kind), out);
                    }
                });
        shape(p.now(), p.added() && c.hadComponent(p.now()), fresh.keySet(), foreign, out);
    }

    private static void tell(
            Comparison c, Pair p, SignalKind kind, Signal s, boolean foreign, Findings out) {
        FileFacts f = p.now();
        boolean known = c.hadComponent(f);
        Severity severity;
        if (f.kind().nativeCode()) {
            boolean library = f.code() != null && f.code().library();
            boolean byImport = s.what().indexOf('!') > 0 || s.proof().startsWith("imports");
            severity =
                    p.changed() && library && byImport && kind != SignalKind.PERSISTENCE
                            ? Severity.HIGH
                            : foreign && known ? Severity.MEDIUM : Severity.LOW;
            severity =
                    p.changed() && severity == Severity.LOW && byImport
                            ? Severity.MEDIUM
                            : severity;
        } else if (foreign && known) {
            severity = Severity.HIGH;
        } else {
            severity = Severity.LOW;
        }
        out.add(
                severity,
                Family.CAPABILITY,
                "new-" + kind.json(),
                f,
                english(kind)
                        + (foreign
                                ? " Nothing in this part of the last release could."
                                : " The file could not before."),
                german(kind)
                        + (foreign
                                ? " Nichts in diesem Teil der letzten Version konnte das."
                                : " Die Datei konnte das vorher nicht."),
                s);
    }

    /// Abilities that make a downloader or a thief when they come together and are new.
    private static void shape(
            FileFacts f,
            boolean added,
            Set<SignalKind> fresh,
            Set<SignalKind> foreign,
            Findings out) {
        if (foreign.isEmpty() || f.kind() == FileKind.WASM) {
            return;
        }
        if (f.kind().script()
                && fresh.contains(SignalKind.DYNAMIC_CODE)
                && fresh.contains(SignalKind.DECODING)) {
            out.add(
                    foreign.contains(SignalKind.DYNAMIC_CODE) ? Severity.HIGH : Severity.MEDIUM,
                    Family.CONCEALMENT,
                    "decode-and-run",
                    f.path(),
                    "The file newly decodes something and newly runs text as code.",
                    "Die Datei entschlüsselt neuerdings etwas und führt neuerdings Text als Code aus.",
                    fresh.toString());
        }
        // Reading secrets is new: then it is enough that the file can send, however long it could.
        boolean network =
                fresh.contains(SignalKind.NETWORK)
                        || foreign.contains(SignalKind.CREDENTIALS) && f.has(SignalKind.NETWORK);
        boolean runs =
                fresh.contains(SignalKind.PROCESS)
                        || fresh.contains(SignalKind.DYNAMIC_CODE)
                                && fresh.contains(SignalKind.DECODING);
        boolean reads = fresh.contains(SignalKind.CREDENTIALS);
        boolean stays =
                fresh.contains(SignalKind.PERSISTENCE) || fresh.contains(SignalKind.INJECTION);
        if (f.kind().script()
                && !f.has(SignalKind.INSTALL_HOOK)
                && foreign.contains(SignalKind.DYNAMIC_CODE)) {
            out.add(
                    Severity.MEDIUM,
                    Family.CAPABILITY,
                    "new-dynamic-code",
                    f.path(),
                    "The code runs text as code. Nothing in this part of the last release did.",
                    "Der Code führt Text als Code aus. Nichts in diesem Teil der letzten Version tat das.",
                    fresh.toString());
        }
        boolean newPart =
                foreign.contains(SignalKind.NETWORK)
                        || foreign.contains(SignalKind.PROCESS)
                        || foreign.contains(SignalKind.CREDENTIALS)
                        || foreign.contains(SignalKind.PERSISTENCE)
                        || foreign.contains(SignalKind.INJECTION);
        int n = (network ? 1 : 0) + (runs ? 1 : 0) + (reads ? 1 : 0) + (stays ? 1 : 0);
        boolean program = f.kind().nativeCode();
        boolean foreignProgram =
                program
                        && added
                        && foreign.contains(SignalKind.NETWORK)
                        && foreign.contains(SignalKind.PROCESS);
        if (n >= 2 && newPart && (!program || foreignProgram)) {
            out.add(
                    Severity.HIGH,
                    Family.CAPABILITY,
                    "abilities-together",
                    f.path(),
                    "The file newly combines abilities that downloaders and thieves combine.",
                    "Die Datei vereint neue Fähigkeiten, wie sie Nachlader und Diebe vereinen.",
                    fresh.toString());
        }
    }

    private static String english(SignalKind kind) {
        return switch (kind) {
            case NETWORK -> "The code can talk to the network.";
            case PROCESS -> "The code can start other programs.";
            case PERSISTENCE -> "The code knows places that make a program start by itself.";
            case CREDENTIALS -> "The code knows places where passwords and keys lie.";
            case INJECTION -> "The code can write into other programs.";
            case DYNAMIC_CODE,
                    DECODING,
                    NATIVE_LOAD,
                    URL,
                    ADDRESS,
                    DROP_SITE,
                    ENCODED_BLOB,
                    OBFUSCATION ->
                    "";
            case DECODE_EXECUTE,
                    DOWNLOAD_EXECUTE,
                    HARVEST_SEND,
                    HIDDEN_TEXT,
                    TRAILING_DATA,
                    FALSE_TYPE,
                    EMBEDDED_EXECUTABLE,
                    OPAQUE ->
                    "";
            case INSTALL_HOOK,
                    AUTOSTART,
                    LOAD_HOOK,
                    PRIVILEGE,
                    BUILD_TRICK,
                    DEPENDENCY,
                    ENTRY_ANOMALY,
                    INTEGRITY,
                    INTEGRITY_OK,
                    RULE_MATCH ->
                    "";
        };
    }

    private static String german(SignalKind kind) {
        return switch (kind) {
            case NETWORK -> "Der Code kann mit dem Netz sprechen.";
            case PROCESS -> "Der Code kann andere Programme starten.";
            case PERSISTENCE ->
                    "Der Code kennt Stellen, an denen ein Programm sich selbst startet.";
            case CREDENTIALS -> "Der Code kennt Orte, an denen Passwörter und Schlüssel liegen.";
            case INJECTION -> "Der Code kann in andere Programme schreiben.";
            case DYNAMIC_CODE,
                    DECODING,
                    NATIVE_LOAD,
                    URL,
                    ADDRESS,
                    DROP_SITE,
                    ENCODED_BLOB,
                    OBFUSCATION ->
                    "";
            case DECODE_EXECUTE,
                    DOWNLOAD_EXECUTE,
                    HARVEST_SEND,
                    HIDDEN_TEXT,
                    TRAILING_DATA,
                    FALSE_TYPE,
                    EMBEDDED_EXECUTABLE,
                    OPAQUE ->
                    "";
            case INSTALL_HOOK,
                    AUTOSTART,
                    LOAD_HOOK,
                    PRIVILEGE,
                    BUILD_TRICK,
                    DEPENDENCY,
                    ENTRY_ANOMALY,
                    INTEGRITY,
                    INTEGRITY_OK,
                    RULE_MATCH ->
                    "";
        };
    }
}
