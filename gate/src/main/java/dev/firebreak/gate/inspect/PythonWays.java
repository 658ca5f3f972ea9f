package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ways around the plain names in Python: modules imported by a call, functions fetched by their name, and programs kept
/// as pickled bytes.
final class PythonWays {
    private static final Pattern BY_CALL =
            Pattern.compile(
                    "(?:__import__|import_module)\\(\\s{0,8}['\"](os|posix|nt|subprocess|pty|socket|urllib[.\\w]{0,20}|http\\.client|requests|ctypes)['\"]");
    private static final Pattern STARTS =
            Pattern.compile(
                    "\\.\\s{0,4}(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?|startfile)\\s{0,4}\\(");
    private static final Pattern FETCHED =
            Pattern.compile(
                    "getattr\\(\\s{0,8}(?:os|posix|nt|__import__\\([^)\n]{1,40}\\))\\s{0,8},\\s{0,8}['\"](?:system|popen|exec[lv]p?e?|spawn[lv]p?e?)['\"]");
    private static final Pattern FROM_OS =
            Pattern.compile(
                    "from (?:os|posix) import [^\n]{0,200}?\\b(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?)\\b");
    private static final Pattern UNPICKLES =
            Pattern.compile(
                    "\\b(?:c?[pP]ickle|_pickle|dill|cloudpickle|marshal)\\.loads\\(\\s{0,40}(?:[rR]?b[rR]?)['\"]");

    private static final Pattern BY_NUMBERS =
            Pattern.compile("\\bmap\\(\\s{0,4}chr\\s{0,4},\\s{0,4}[\\[(]\\s{0,4}\\d");

    private PythonWays() {}

    static void read(byte[] code, Signals out) {
        String text = new String(code, StandardCharsets.ISO_8859_1);
        if (text.contains("import_")) {
            Matcher m = BY_CALL.matcher(text);
            while (m.find()) {
                imported(m.group(1), text, code, m.start(), out);
            }
        }
        if (text.contains("map(chr")) {
            tell(BY_NUMBERS, text, SignalKind.OBFUSCATION, "letters written as numbers", code, out);
        }
        if (text.contains("getattr(")) {
            tell(FETCHED, text, SignalKind.PROCESS, "function of os by name", code, out);
        }
        if (text.contains("os import") || text.contains("posix import")) {
            tell(FROM_OS, text, SignalKind.PROCESS, "os.system", code, out);
        }
        if (text.contains(".loads(")) {
            tell(
                    UNPICKLES,
                    text,
                    SignalKind.DECODE_EXECUTE,
                    "objects or code made of bytes in the source",
                    code,
                    out);
        }
    }

    private static void tell(
            Pattern way, String text, SignalKind kind, String what, byte[] code, Signals out) {
        Matcher m = way.matcher(text);
        if (m.find()) {
            out.add(kind, what, TextPlace.proof(code, m.start()));
        }
    }

    private static void imported(String module, String text, byte[] code, int at, Signals out) {
        SignalKind kind =
                switch (module) {
                    case "subprocess", "pty" -> SignalKind.PROCESS;
                    case "os", "posix", "nt" ->
                            STARTS.matcher(text).find() ? SignalKind.PROCESS : null;
                    case "ctypes" -> SignalKind.NATIVE_LOAD;
                    case null, default -> SignalKind.NETWORK;
                };
        if (kind != null) {
            out.add(kind, module + " imported by a call", TextPlace.proof(code, at));
        }
    }
}
