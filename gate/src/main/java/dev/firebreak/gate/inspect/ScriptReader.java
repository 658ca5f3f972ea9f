package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.inspect.Keywords.Keyword;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// Reads source text that is run: what it can do, where it talks to, and the ways in which code is hidden in text.
final class ScriptReader {
    /// Decoding and running lie this close together when they belong together, in characters.
    private static final int NEAR = 400;

    /// A call with a long encoded text in it.
    private static final int MAX_CALL = 2 << 20;

    private static final int MAX_HITS = 20_000;

    /// Characters before a file's name in which the folder is named.
    private static final int AROUND = 120;

    private record Hit(Keyword keyword, int start, int end) {}

    private final byte[] raw;
    private final byte[] code;
    private final FileKind kind;
    private final Signals out;
    private final List<Hit> hits = new ArrayList<>();

    private ScriptReader(byte[] raw, FileKind kind, Signals out) {
        this.raw = raw;
        this.kind = kind;
        this.out = out;
        this.code = Comments.blank(raw, kind);
    }

    static void read(byte[] text, FileKind kind, Signals out) {
        new ScriptReader(text, kind, out).read();
    }

    private void read() {
        char language = Keywords.language(kind);
        Keywords.AUTOMATON.scan(
                code,
                0,
                code.length,
                (index, end) -> {
                    if (index == Keywords.URL_MARK) {
                        Urls.at(code, 0, end, code.length, out);
                        return;
                    }
                    Keyword k = Keywords.get(index, language);
                    if (k != null
                            && hits.size() < MAX_HITS
                            && bounded(k, end - Keywords.AUTOMATON.length(index), end)) {
                        hits.add(new Hit(k, end - Keywords.AUTOMATON.length(index), end));
                    }
                });
        for (Hit h : hits) {
            // The proof counts lines from the start, so it is made for the first of a kind only.
            if (!out.has(h.keyword().kind(), h.keyword().what())) {
                out.add(h.keyword().kind(), h.keyword().what(), TextPlace.proof(raw, h.start()));
            }
        }
        Urls.quoted(code, out);
        decodeAndRun();
        if (kind == FileKind.PYTHON) {
            PythonWays.read(code, out);
        }
        if (kind == FileKind.JAVASCRIPT || kind == FileKind.PYTHON) {
            Interception.read(code, out);
        }
        if (kind != FileKind.SHELL && kind != FileKind.BUILD_SCRIPT) {
            PieceWords.read(code, out);
        }
        Concealment.read(raw, code, out);
        if (kind == FileKind.SHELL
                || kind == FileKind.BUILD_SCRIPT
                || kind == FileKind.BATCH
                || kind == FileKind.POWERSHELL
                || kind == FileKind.WINDOWS_SCRIPT) {
            ShellTricks.read(code, kind, out);
        }
        if (kind == FileKind.PYTHON || kind == FileKind.JAVASCRIPT) {
            ShellTricks.commands(code, out);
        }
    }

    /// A word of code stands alone: `eval(` is not `retrieval(`, `exec(` is not `regex.exec(`.
    private boolean bounded(Keyword k, int start, int end) {
        String text = k.text();
        if (k.what().startsWith("module ")) {
            String before =
                    new String(
                            code,
                            Math.max(0, start - 10),
                            start - Math.max(0, start - 10),
                            StandardCharsets.ISO_8859_1);
            return before.contains("require(")
                    || before.contains("from")
                    || before.contains("import");
        }
        if (text.endsWith(" -c") && follows(end, " 'pass'")) {
            return false; // a test of the interpreter, as packaging tools write it
        }
        if (k.kind() == SignalKind.PERSISTENCE && text.startsWith(".") && text.endsWith("rc")) {
            return inHome(start);
        }
        char first = text.charAt(0);
        if (!k.kind().capability() || !Character.isLetter(first) && first != '_') {
            return true;
        }
        if (start == 0) {
            return true;
        }
        byte b = code[start - 1];
        boolean word =
                b >= 'a' && b <= 'z'
                        || b >= 'A' && b <= 'Z'
                        || b >= '0' && b <= '9'
                        || b == '_'
                        || b == '$';
        boolean member =
                b == '.'
                        && text.endsWith("(")
                        && text.indexOf('.') < 0
                        && !before(start, "globalThis.")
                        && !before(start, "window.")
                        && !before(start, "global.");
        if (word || member) {
            return false;
        }
        // "function eval(" declares, it does not call; a method named fetch( { is a declaration,
        // too
        return !(before(start, "function ") || before(start, "def ") || before(start, "async "));
    }

    /// A start-up file of a shell means something where it is sought in somebody's home; lists of file types name it, too.
    private boolean inHome(int start) {
        byte before = start == 0 ? 0 : code[start - 1];
        if (before == '/' || before == '\\') {
            return true;
        }
        int from = Math.max(0, start - AROUND);
        String near =
                new String(code, from, start - from, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        return near.contains("home") || near.contains("expanduser") || near.contains("userprofile");
    }

    private boolean follows(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= code.length || code[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean before(int at, String word) {
        int from = at - word.length();
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (code[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void decodeAndRun() {
        hits.sort(Comparator.comparingInt(Hit::start));
        if (kind == FileKind.JAVASCRIPT
                && hits.stream().anyMatch(h -> h.keyword().kind() == SignalKind.DYNAMIC_CODE)
                && hits.stream().anyMatch(h -> h.keyword().kind() == SignalKind.DECODING)) {
            runsDecodedName();
        }
        for (int i = 0; i < hits.size(); i++) {
            Hit run = hits.get(i);
            if (run.keyword().kind() != SignalKind.DYNAMIC_CODE) {
                continue;
            }
            int end = endOfCall(run.end());
            for (int j = i + 1; j < hits.size() && hits.get(j).start() < end; j++) {
                Hit d = hits.get(j);
                if (d.keyword().kind() == SignalKind.DECODING) {
                    out.add(
                            SignalKind.DECODE_EXECUTE,
                            run.keyword().what() + " of " + d.keyword().what(),
                            TextPlace.proof(raw, run.start()));
                }
            }
        }
    }

    private void runsDecodedName() {
        TreeSet<Integer> decoding = new TreeSet<>();
        for (Hit h : hits) {
            if (h.keyword().kind() == SignalKind.DECODING) {
                decoding.add(h.start());
            }
        }
        DecodedNames names =
                new DecodedNames(
                        code,
                        (from, to) -> {
                            Integer first = decoding.ceiling(from);
                            return first != null && first < to;
                        });
        for (Hit h : hits) {
            if (h.keyword().kind() == SignalKind.DYNAMIC_CODE
                    && names.in(h.end(), endOfCall(h.end()))) {
                out.add(
                        SignalKind.DYNAMIC_CODE,
                        "text that was decoded before",
                        TextPlace.proof(raw, h.start()));
                return;
            }
        }
    }

    /// Where the call that was opened before `from` is closed: its brackets are counted, up to a bound.
    private int endOfCall(int from) {
        int depth = 1;
        int limit = Math.min(code.length, from + MAX_CALL);
        for (int i = from; i < limit; i++) {
            if (code[i] == '(') {
                depth++;
            } else if (code[i] == ')' && --depth == 0) {
                return i;
            } else if (code[i] == '\n' && kind != FileKind.JAVASCRIPT && kind != FileKind.PYTHON) {
                return i;
            } else if (i > from + NEAR && code[i] == ';') {
                return i;
            }
        }
        return limit;
    }
}
