package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/// Words that only arise when text literals are joined, as in `'chi' + 'ld_' + 'process'`: whoever writes so does not
/// want the word to be found.
final class PieceWords {
    private static final Set<String> TELLING =
            Set.of(
                    "eval",
                    "exec",
                    "execSync",
                    "execFile",
                    "spawn",
                    "spawnSync",
                    "require",
                    "Function",
                    "constructor",
                    "child_process",
                    "http",
                    "https",
                    "os.system",
                    "dns",
                    "net",
                    "atob",
                    "fetch",
                    "XMLHttpRequest",
                    "fromCharCode",
                    "subprocess",
                    "__import__",
                    "b64decode",
                    "system",
                    "socket",
                    "powershell",
                    "DownloadString",
                    "DownloadFile",
                    "Invoke",
                    "Expression",
                    "WScript",
                    "base64_decode",
                    "shell_exec");
    private static final int MAX_WORD = 40;

    /// `'chi'.concat('ld_process')`
    private static final byte[] CONCAT = "concat(".getBytes(StandardCharsets.US_ASCII);

    private PieceWords() {}

    static void read(byte[] t, Signals out) {
        for (int i = 1; i + 3 < t.length; i++) {
            if (t[i] == ']' || t[i] == ')') {
                JoinedPieces.at(t, i, TELLING, out);
                continue;
            }
            int next = seam(t, i);
            if (next > 0 && letter(t[i - 1]) && letter(t[next])) {
                i = word(t, i, out);
            }
        }
    }

    /// The offset behind a seam that starts with the closing quote at `i`, or -1.
    private static int seam(byte[] t, int i) {
        if (!quote(t[i])) {
            return -1;
        }
        int k = blanks(t, i + 1);
        if (k >= t.length || t[k] != '+' && t[k] != '.') {
            return -1;
        }
        boolean dot = t[k] == '.';
        k = blanks(t, k + 1);
        if (dot
                && k + CONCAT.length < t.length
                && Arrays.equals(t, k, k + CONCAT.length, CONCAT, 0, CONCAT.length)) {
            k = blanks(t, k + CONCAT.length);
        }
        return k + 1 < t.length && quote(t[k]) ? k + 1 : -1;
    }

    private static int blanks(byte[] t, int from) {
        int k = from;
        while (k < t.length && k < from + 4 && (t[k] == ' ' || t[k] == '\t')) {
            k++;
        }
        return k;
    }

    /// Joins the pieces around the seam at `at`; returns the offset behind them.
    private static int word(byte[] t, int at, Signals out) {
        int start = at;
        while (start > 0 && at - start < MAX_WORD && letter(t[start - 1])) {
            start--;
        }
        StringBuilder word = new StringBuilder();
        int i = start;
        while (i < t.length && word.length() < MAX_WORD) {
            int next = seam(t, i);
            if (next > 0 && letter(t[next])) {
                i = next;
            } else if (letter(t[i])) {
                word.append((char) t[i]);
                i++;
            } else {
                break;
            }
        }
        String text = word.toString();
        boolean whole = start > 0 && quote(t[start - 1]) && i < t.length && quote(t[i]);
        if (whole && TELLING.contains(text)) {
            out.add(
                    SignalKind.OBFUSCATION,
                    "the word " + text + " put together from pieces",
                    TextPlace.proof(t, start));
        }
        return Math.max(i, at);
    }

    private static boolean quote(byte b) {
        return b == '"' || b == '\'' || b == '`';
    }

    private static boolean letter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b >= '0' && b <= '9';
    }
}
