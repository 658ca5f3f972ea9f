package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Command lines that fetch and run, decode and run, or build something out of test data.
final class ShellTricks {
    /// Longer scripts are judged by their words only: these patterns look at single lines.
    private static final int MAX = 4 << 20;

    private static final int MAX_LINE = 4000;

    /// @param parts what a line that fits has in it, in small letters: one of each group; far cheaper to see than the
    ///     pattern
    private record Trick(SignalKind kind, String what, Pattern pattern, List<List<String>> parts) {
        boolean possible(String lower) {
            for (List<String> group : parts) {
                boolean one = false;
                for (int i = 0; i < group.size() && !one; i++) {
                    one = lower.contains(group.get(i));
                }
                if (!one) {
                    return false;
                }
            }
            return true;
        }
    }

    /// @param parts groups of words, apart by blanks, that stand in [Trick#parts()]
    private static Trick trick(SignalKind kind, String what, String regex, String... parts) {
        return new Trick(
                kind,
                what,
                Pattern.compile(regex),
                Stream.of(parts).map(group -> List.of(group.split(" "))).toList());
    }

    private static final String FETCHERS = "curl wget fetch";
    private static final String EVAL = "iex invoke-expression";
    private static final String DOWNLOADS =
            "downloadstring invoke-webrequest invoke-restmethod iwr irm";

    private static final String FETCH = "\\b(?:curl|wget|fetch)\\b[^|;&\\n]{0,300}";
    private static final List<Trick> TRICKS =
            List.of(
                    trick(
                            SignalKind.DOWNLOAD_EXECUTE,
                            "fetch piped into an interpreter",
                            FETCH
                                    + "\\|\\s*(?:sudo\\s+)?(?:\\S*/)?(?:ba|z|da|k)?(?:sh|python[0-9.]*|perl|node|ruby)\\b",
                            FETCHERS,
                            "|"),
                    trick(
                            SignalKind.DOWNLOAD_EXECUTE,
                            "fetch run by eval or sh -c",
                            "(?:eval|(?:ba)?sh\\s+-c|source|\\.)\\s+[\"']?[$<`(]{1,3}\\s*" + FETCH,
                            FETCHERS),
                    trick(
                            SignalKind.DOWNLOAD_EXECUTE,
                            "fetched file made executable",
                            FETCH
                                    + "(?:&&|;|\\|\\|)[^\\n]{0,200}chmod\\s+(?:a?\\+x|[0-7]*[1357][0-7]*)",
                            FETCHERS,
                            "chmod"),
                    trick(
                            SignalKind.DOWNLOAD_EXECUTE,
                            "Invoke-Expression of a download",
                            "(?i)(?:iex|invoke-expression)[^\\n]{0,200}(?:downloadstring|invoke-webrequest|invoke-restmethod|\\biwr\\b|\\birm\\b)",
                            EVAL,
                            DOWNLOADS),
                    trick(
                            SignalKind.DOWNLOAD_EXECUTE,
                            "Invoke-Expression of a download",
                            "(?i)(?:downloadstring|invoke-webrequest|invoke-restmethod|\\biwr\\b|\\birm\\b)[^\\n]{0,200}\\|\\s*(?:iex|invoke-expression)",
                            EVAL,
                            DOWNLOADS),
                    trick(
                            SignalKind.DOWNLOAD_EXECUTE,
                            "download by a Windows tool",
                            "(?i)(?:certutil[^\\n]{0,80}-urlcache|bitsadmin[^\\n]{0,80}/transfer|mshta\\s+[\"']?https?:|regsvr32[^\\n]{0,60}/i:https?:)",
                            "certutil bitsadmin mshta regsvr32"),
                    trick(
                            SignalKind.DECODE_EXECUTE,
                            "decoded text piped into an interpreter",
                            "(?:base64\\s+(?:-d|-D|--decode)|xxd\\s+-r|openssl\\s+enc\\s[^|\\n]*-d|gunzip|xz\\s+-d|unxz|tr\\s+[^|\\n]{3,60})[^|;\\n]{0,80}\\|(?:[^;\\n]{0,200}\\|)?\\s*(?:sudo\\s+)?(?:\\S*/)?(?:ba|z|da)?(?:sh|python[0-9.]*|perl)\\b",
                            "|",
                            "base64 xxd openssl gunzip xz tr"),
                    trick(
                            SignalKind.DECODE_EXECUTE,
                            "eval of decoded text",
                            "eval\\s+[\"']?[$`(][^\\n]{0,200}(?:base64|xxd|openssl|rev\\b|\\btr\\s|unxz|xz\\s)",
                            "eval"),
                    trick(
                            SignalKind.DECODE_EXECUTE,
                            "encoded PowerShell command",
                            "(?i)powershell[^\\n]{0,80}\\s-e(?:nc|ncodedcommand|c)?\\s+[A-Za-z0-9+/=]{40,}",
                            "powershell"),
                    trick(
                            SignalKind.DECODE_EXECUTE,
                            "one-liner that decodes and runs",
                            "(?:python[0-9.]*|perl|node|ruby)\\s+-[ce]\\s+[^\\n]{0,300}(?:b64decode|base64|unpack|fromhex|Buffer\\.from)",
                            "python perl node ruby",
                            "base64 b64decode unpack fromhex buffer.from"),
                    trick(
                            SignalKind.DOWNLOAD_EXECUTE,
                            "shell over the network",
                            "(?:/dev/tcp/|\\bnc\\s+-[a-z]*e\\s|\\bncat\\s[^\\n]*(?:-e|--exec)|bash\\s+-i\\s+>&)",
                            "/dev/tcp/ nc bash"),
                    trick(
                            SignalKind.BUILD_TRICK,
                            "build script that unpacks test data",
                            "(?:tests?|fixtures?|samples?|testdata)/[^\\s\"';|]{1,120}\\.(?:xz|lzma|gz|bz2|zst|bin|dat)[^\\n]{0,200}\\|",
                            "|",
                            "test fixture sample"),
                    trick(
                            SignalKind.BUILD_TRICK,
                            "build script that reshuffles bytes",
                            "\\btr\\s+[\"'][^\"'\\n]{6,}[\"']\\s+[\"'][^\"'\\n]{6,}[\"'][^\\n]{0,100}\\|\\s*(?:xz|lzma|gzip|bash|sh)\\b",
                            "|",
                            "tr"));

    /// A line without any of these is none of the tricks.
    private static final KeywordAutomaton WORDS =
            new KeywordAutomaton(
                    List.of(
                            "curl",
                            "wget",
                            "base64",
                            "Base64",
                            "xxd ",
                            "openssl ",
                            "unxz",
                            "xz ",
                            "/dev/tcp",
                            "nc -",
                            "ncat",
                            "bash -i",
                            "certutil",
                            "Certutil",
                            "bitsadmin",
                            "mshta",
                            "regsvr32",
                            "ownloadString",
                            "ownloadstring",
                            "nvoke-",
                            "IEX",
                            "iex",
                            "b64decode",
                            "gunzip",
                            "ncodedCommand",
                            " -enc ",
                            " -e ",
                            "tr \"",
                            "tr '",
                            "fetch ",
                            "tests/",
                            "test/",
                            "fixtures/",
                            "fromhex"));

    private static final Pattern INLINE_TASK =
            Pattern.compile(
                    "<Exec\\s[^>]{0,400}Command\\s*=\\s*\"([^\"]{1,200})|TaskFactory\\s*=\\s*\"(RoslynCodeTaskFactory|CodeTaskFactory)\"",
                    Pattern.CASE_INSENSITIVE);

    private ShellTricks() {}

    static void read(byte[] code, FileKind kind, Signals out) {
        if (code.length > MAX) {
            return;
        }
        commands(code, out);
        if (kind == FileKind.BUILD_SCRIPT) {
            Matcher m = INLINE_TASK.matcher(new String(code, StandardCharsets.ISO_8859_1));
            while (m.find()) {
                String command = m.group(1) == null ? "code inside the build file" : m.group(1);
                out.add(SignalKind.INSTALL_HOOK, "build task " + command, command);
            }
        }
    }

    /// Looks at each line that holds a word of the tricks.
    static void commands(byte[] code, Signals out) {
        if (code.length > MAX) {
            return;
        }
        int[] done = {-1};
        WORDS.scan(
                code,
                0,
                code.length,
                (_, end) -> {
                    if (end > done[0]) {
                        done[0] = line(code, end - 1, out);
                    }
                });
    }

    /// Judges the line around `at`, with lines that a backslash joins to it; returns its end.
    private static int line(byte[] code, int at, Signals out) {
        int start = at;
        while (start > 0
                && at - start < MAX_LINE
                && !(code[start - 1] == '\n' && (start < 2 || code[start - 2] != '\\'))) {
            start--;
        }
        int end = at;
        while (end < code.length
                && end - start < MAX_LINE
                && !(code[end] == '\n' && code[end - 1] != '\\')) {
            end++;
        }
        String line =
                new String(code, start, end - start, StandardCharsets.ISO_8859_1)
                        .replace("\\\n", " ");
        String lower = line.toLowerCase(Locale.ROOT);
        for (Trick t : TRICKS) {
            if (!t.possible(lower)) {
                continue;
            }
            Matcher m = t.pattern().matcher(line);
            if (m.find()) {
                out.add(t.kind(), t.what() + ": " + squeeze(m.group()), TextPlace.proof(code, at));
            }
        }
        return end;
    }

    private static String squeeze(String text) {
        String one = text.replaceAll("\\s+", " ");
        return one.length() > 60 ? one.substring(0, 60) : one;
    }
}
