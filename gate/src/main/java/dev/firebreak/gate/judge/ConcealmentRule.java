package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;

/// Things hidden in files: encoded code that is run, fetched code that is run, data behind the end, false names.
final class ConcealmentRule implements Rule {
    /// A new unreadable file of this size holds by itself, in bytes.
    private static final long LARGE = 4096;

    @Override
    public void look(Comparison c, Findings out) {
        for (Pair p : c.pairs()) {
            if (p.same()) {
                continue;
            }
            for (Signal s : Comparison.fresh(p)) {
                // Without an earlier release everything is fresh; only what is telling by itself
                // then counts.
                if (!c.knew(s)) {
                    signal(c, p, s, out);
                }
            }
            unreadable(c, p, out);
        }
    }

    private static void signal(Comparison c, Pair p, Signal s, Findings out) {
        FileFacts f = p.now();
        boolean telling = !c.first();
        switch (s.kind()) {
            case DECODE_EXECUTE ->
                    out.add(
                            c.first() && !p.now().has(SignalKind.INSTALL_HOOK)
                                    ? Severity.MEDIUM
                                    : Severity.HIGH,
                            Family.CONCEALMENT,
                            "decode-and-run",
                            f,
                            "Code decodes something and runs it.",
                            "Der Code entschlüsselt etwas und führt es aus.",
                            s);
            case DOWNLOAD_EXECUTE ->
                    out.add(
                            Severity.HIGH,
                            Family.CONCEALMENT,
                            "fetch-and-run",
                            f,
                            "Code fetches something from the network and runs it.",
                            "Der Code lädt etwas aus dem Netz und führt es aus.",
                            s);
            case OBFUSCATION -> {
                out.add(
                        telling ? Severity.HIGH : Severity.MEDIUM,
                        Family.CONCEALMENT,
                        "made-unreadable",
                        f,
                        "Text or names in the code were made unreadable: " + s.what() + ".",
                        "Texte oder Namen im Code wurden unleserlich gemacht: "
                                + Words.german(s.what())
                                + ".",
                        s);
            }
            case ENCODED_BLOB ->
                    out.add(
                            telling && (f.has(SignalKind.DYNAMIC_CODE) || f.has(SignalKind.PROCESS))
                                    ? Severity.MEDIUM
                                    : Severity.LOW,
                            Family.CONCEALMENT,
                            "encoded-text",
                            f,
                            "A long encoded text that was not there before.",
                            "Ein langer kodierter Text, den es vorher nicht gab.",
                            s);
            case HIDDEN_TEXT ->
                    out.add(
                            s.what().startsWith("characters") || !telling
                                    ? Severity.MEDIUM
                                    : Severity.HIGH,
                            Family.CONCEALMENT,
                            "hidden-text",
                            f,
                            "The source hides something from its reader: " + s.what() + ".",
                            "Der Quelltext verbirgt etwas vor dem Leser: "
                                    + Words.german(s.what())
                                    + ".",
                            s);
            case TRAILING_DATA ->
                    out.add(
                            telling ? Severity.HIGH : Severity.MEDIUM,
                            Family.CONCEALMENT,
                            "data-behind-the-end",
                            f,
                            "Data lies where the file's format has none: " + s.what() + ".",
                            "Daten liegen, wo das Dateiformat keine hat: "
                                    + Words.german(s.what())
                                    + ".",
                            s);
            case FALSE_TYPE ->
                    out.add(
                            s.what().startsWith("program") || telling && s.what().startsWith("text")
                                    ? Severity.HIGH
                                    : Severity.MEDIUM,
                            Family.CONCEALMENT,
                            "false-name",
                            f,
                            "The file is not what its name says: " + s.what() + ".",
                            "Die Datei ist nicht, was ihr Name sagt: "
                                    + Words.german(s.what())
                                    + ".",
                            s);
            case EMBEDDED_EXECUTABLE ->
                    out.add(
                            telling && (p.changed() || !f.kind().nativeCode())
                                    ? Severity.HIGH
                                    : Severity.MEDIUM,
                            Family.CONCEALMENT,
                            "program-inside",
                            f,
                            "A program is hidden inside another file: " + s.what() + ".",
                            "In einer anderen Datei steckt ein Programm: "
                                    + Words.german(s.what())
                                    + ".",
                            s);
            case BUILD_TRICK ->
                    out.add(
                            telling ? Severity.HIGH : Severity.MEDIUM,
                            Family.CONCEALMENT,
                            "build-trick",
                            f,
                            "A build script turns data into something that runs.",
                            "Ein Bauskript macht aus Daten etwas Ausführbares.",
                            s);
            case OPAQUE ->
                    out.add(
                            Severity.MEDIUM,
                            Family.CONCEALMENT,
                            "opaque",
                            f,
                            "A part cannot be looked into: " + s.what() + ".",
                            "Ein Teil ist nicht einsehbar: " + Words.german(s.what()) + ".",
                            s);
            case NETWORK,
                    PROCESS,
                    PERSISTENCE,
                    CREDENTIALS,
                    INJECTION,
                    DYNAMIC_CODE,
                    DECODING,
                    NATIVE_LOAD,
                    URL,
                    ADDRESS,
                    DROP_SITE,
                    HARVEST_SEND -> {}
            case INSTALL_HOOK,
                    AUTOSTART,
                    LOAD_HOOK,
                    PRIVILEGE,
                    DEPENDENCY,
                    ENTRY_ANOMALY,
                    INTEGRITY,
                    INTEGRITY_OK,
                    RULE_MATCH -> {}
        }
    }

    /// A new file of random-looking bytes of no known kind.
    private static void unreadable(Comparison c, Pair p, Findings out) {
        FileFacts f = p.now();
        if (c.first()
                || !p.added()
                || f.kind() != FileKind.DATA
                || f.size() < 1024
                || f.entropy() < (f.size() < 8192 ? 7.6 : 7.9)) {
            return;
        }
        for (FileFacts old :
                c.before() == null ? java.util.List.<FileFacts>of() : c.before().files()) {
            if (old.kind() == FileKind.DATA
                    && old.entropy() > 7.5
                    && extension(old).equals(extension(f))) {
                return;
            }
        }
        out.add(
                f.size() >= LARGE ? Severity.HIGH : Severity.MEDIUM,
                Family.CONCEALMENT,
                "unreadable-file",
                f.path(),
                "A new file of unreadable bytes of no known kind.",
                "Eine neue Datei aus unlesbaren Bytes ohne bekanntes Format.",
                f.size() + " bytes, entropy " + f.entropy());
    }

    private static String extension(FileFacts f) {
        String n = f.name();
        int dot = n.lastIndexOf('.');
        return dot < 0 ? "" : n.substring(dot);
    }
}
