package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.FileKind;
import java.util.Arrays;

/// Blanks comments out of source text, so that words and links in them do not count as code. Offsets stay as they are.
///
/// It is a light lexer: strings, templates, comments and, for JavaScript, regular expressions by what stands before
/// them. Where it errs it leaves text in, except inside a mistaken comment, which ends at the line's end.
final class Comments {
    private Comments() {}

    static byte[] blank(byte[] text, FileKind kind) {
        return switch (kind) {
            case JAVASCRIPT, PHP -> slashes(text);
            case PYTHON -> python(text);
            case SHELL, POWERSHELL, PERL, RUBY, BUILD_SCRIPT -> hashes(text);
            case BATCH, WINDOWS_SCRIPT -> text;
            case PE, ELF, MACHO, CLASS, METADATA, TEXT, IMAGE, FONT, MEDIA, SHORTCUT -> text;
            case PYTHON_BYTECODE, WASM, SIGNATURE, ARCHIVE, DATA, LINK -> text;
        };
    }

    private static byte[] slashes(byte[] t) {
        byte[] out = t.clone();
        byte last = '(';
        for (int i = 0; i < t.length; i++) {
            byte b = t[i];
            if (b == '"' || b == '\'') {
                i = endOfString(t, i, b, false);
                last = b;
            } else if (b == '`') {
                i = endOfString(t, i, b, true);
                last = b;
            } else if (b == '/' && i + 1 < t.length && t[i + 1] == '/') {
                int end = lineEnd(t, i);
                Arrays.fill(out, i, end, (byte) ' ');
                i = end - 1;
            } else if (b == '/' && i + 1 < t.length && t[i + 1] == '*') {
                int end = i + 2;
                while (end + 1 < t.length && !(t[end] == '*' && t[end + 1] == '/')) {
                    end++;
                }
                end = Math.min(t.length, end + 2);
                for (int k = i; k < end; k++) {
                    if (t[k] != '\n') {
                        out[k] = ' ';
                    }
                }
                i = end - 1;
            } else if (b == '/' && startsRegex(last, t, i)) {
                i = endOfRegex(t, i);
                last = '/';
            } else if (b > ' ') {
                last = b;
            }
        }
        return out;
    }

    private static boolean startsRegex(byte last, byte[] t, int i) {
        if ("(,=:[!&|?{};+-*%<>~^".indexOf(last) >= 0) {
            return true;
        }
        // "return /x/" and the like
        int k = i - 1;
        while (k > 0 && t[k] == ' ') {
            k--;
        }
        return k >= 5 && t[k] == 'n' && t[k - 1] == 'r' && t[k - 2] == 'u' && t[k - 3] == 't';
    }

    private static int endOfRegex(byte[] t, int i) {
        boolean set = false;
        for (int k = i + 1; k < t.length && t[k] != '\n'; k++) {
            if (t[k] == '\\') {
                k++;
            } else if (t[k] == '[') {
                set = true;
            } else if (t[k] == ']') {
                set = false;
            } else if (t[k] == '/' && !set) {
                return k;
            }
        }
        return i;
    }

    private static int endOfString(byte[] t, int i, byte quote, boolean lines) {
        for (int k = i + 1; k < t.length; k++) {
            if (t[k] == '\\') {
                k++;
            } else if (t[k] == quote) {
                return k;
            } else if (t[k] == '\n' && !lines) {
                return i; // no string after all: an apostrophe in a regular expression or text
            }
        }
        return lines ? i : t.length - 1;
    }

    private static byte[] python(byte[] t) {
        byte[] out = t.clone();
        boolean statement = true;
        for (int i = 0; i < t.length; i++) {
            byte b = t[i];
            if (b == '#') {
                int end = lineEnd(t, i);
                Arrays.fill(out, i, end, (byte) ' ');
                i = end - 1;
            } else if ((b == '"' || b == '\'')
                    && i + 2 < t.length
                    && t[i + 1] == b
                    && t[i + 2] == b) {
                int end = i + 3;
                while (end + 2 < t.length && !(t[end] == b && t[end + 1] == b && t[end + 2] == b)) {
                    end += t[end] == '\\' ? 2 : 1;
                }
                end = Math.min(t.length, end + 3);
                for (int k = i;
                        statement && k < end;
                        k++) { // a docstring, as it is a statement of its own
                    if (t[k] != '\n') {
                        out[k] = ' ';
                    }
                }
                i = end - 1;
            } else if (b == '"' || b == '\'') {
                i = endOfString(t, i, b, false);
                statement = false;
            } else if (b == '\n') {
                statement = true;
            } else if (b > ' ' && b != 'r') {
                statement = false;
            }
        }
        return out;
    }

    private static byte[] hashes(byte[] t) {
        byte[] out = t.clone();
        boolean start = true;
        for (int i = 0; i < t.length; i++) {
            if (t[i] == '#' && start && !(i + 1 < t.length && t[i + 1] == '!')) {
                int end = lineEnd(t, i);
                Arrays.fill(out, i, end, (byte) ' ');
                i = end - 1;
            }
            start = i < t.length && (t[i] == '\n' || start && (t[i] == ' ' || t[i] == '\t'));
        }
        return out;
    }

    private static int lineEnd(byte[] t, int i) {
        int k = i;
        while (k < t.length && t[k] != '\n') {
            k++;
        }
        return k;
    }
}
