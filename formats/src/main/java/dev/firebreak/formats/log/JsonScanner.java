package dev.firebreak.formats.log;

import dev.firebreak.core.model.Slice;
import java.util.Arrays;

/// Finds the values of known keys in one JSON object without building anything: strings are jumped over eight bytes at
/// a time, objects without a known key are skipped, and values stay where they are in the line.
///
/// It checks as much of the grammar as it needs to not lose its way; a line that is cut or has no closing bracket is
/// refused.
final class JsonScanner {
    /// Deeper objects are refused.
    static final int MAX_DEPTH = 64;

    /// Values of known keys kept of one line; further ones (of a long array) are not looked at.
    static final int MAX_VALUES = 512;

    private static final long QUOTES = Swar.pattern('"');
    private static final long SPACES = Swar.pattern(' ');
    private static final long COMMAS = Swar.pattern(',');
    private static final long OPENING = Swar.pattern('{');
    private static final long BRACES = Swar.pattern('}');
    private static final long BACKSLASHES = Swar.pattern('\\');

    private final JsonPaths paths;
    private final int[] firstOf;
    private final int[] lastOf;
    private final int[] numbers = new int[MAX_VALUES];
    private final int[] starts = new int[MAX_VALUES];
    private final int[] ends = new int[MAX_VALUES];
    private final int[] nexts = new int[MAX_VALUES];
    private final boolean[] escaped = new boolean[MAX_VALUES];
    private int count;
    private byte[] array = new byte[0];
    private int at;
    private int end;
    private boolean sawEscape;

    private final JsonKeyGuess guess = new JsonKeyGuess();
    private int keyBefore;
    private int keyNumber;

    private final long[] prefixes = new long[MAX_DEPTH + 1];
    private final boolean[] isArray = new boolean[MAX_DEPTH + 1];
    private final int[] arrayNumbers = new int[MAX_DEPTH + 1];

    private byte[] scratch = new byte[256];
    private int scratchUsed;

    /// @param known numbers in `paths` are below this
    JsonScanner(JsonPaths paths, int known) {
        this.paths = paths;
        firstOf = new int[known];
        lastOf = new int[known];
        Arrays.fill(firstOf, -1);
    }

    /// Reads one object; the values are then had from [#first] and so on until the next call.
    ///
    /// @return false if it is no whole object
    boolean scan(byte[] a, int start, int stop) {
        for (int i = 0; i < count; i++) {
            firstOf[numbers[i]] = -1;
        }
        count = 0;
        scratchUsed = 0;
        array = a;
        at = start;
        end = stop;
        space();
        if (at >= end || a[at] != '{') {
            return false;
        }
        at++;
        return objects();
    }

    private void space() {
        if (at < end && array[at] > ' ') {
            return;
        }
        while (at < end
                && (array[at] == ' '
                        || array[at] == '\t'
                        || array[at] == '\r'
                        || array[at] == '\n')) {
            at++;
        }
    }

    private boolean objects() {
        int depth = 0;
        keyBefore = JsonKeyGuess.LINE_START;
        prefixes[0] = JsonPaths.ROOT;
        isArray[0] = false;
        while (true) {
            space();
            if (at >= end) {
                return false;
            }
            byte c = array[at];
            if (c == ',') {
                at++;
                continue;
            }
            if (c == '}' || c == ']') {
                if (isArray[depth] != (c == ']')) {
                    return false;
                }
                at++;
                if (depth-- == 0) {
                    return true;
                }
                continue;
            }
            long hash;
            int number;
            if (isArray[depth]) {
                hash = prefixes[depth];
                number = arrayNumbers[depth];
            } else {
                if (c != '"') {
                    return false;
                }
                at++;
                hash = guessedKey(prefixes[depth]);
                number = keyNumber;
                space();
                if (at >= end || array[at] != ':') {
                    return false;
                }
                at++;
                space();
                if (at >= end) {
                    return false;
                }
                c = array[at];
            }
            if (c == '{' || c == '[') {
                // An array's objects are looked into like the object itself; their keys follow the
                // array's path.
                boolean interesting = number != JsonPaths.UNKNOWN;
                if (!interesting) {
                    if (!skipContainer()) {
                        return false;
                    }
                    continue;
                }
                if (++depth > MAX_DEPTH) {
                    return false;
                }
                at++;
                isArray[depth] = c == '[';
                prefixes[depth] = number == JsonPaths.WRAPPER ? JsonPaths.ROOT : hash;
                arrayNumbers[depth] = number;
            } else if (!scalar(c, number)) {
                return false;
            }
        }
    }

    /// The hash of the key that starts here; its number is then in [#keyNumber].
    private long guessedKey(long prefix) {
        int from = at;
        boolean room = from + 16 <= array.length;
        int key = room ? guess.guess(array, from, prefix, keyBefore) : JsonKeyGuess.NONE;
        if (key != JsonKeyGuess.NONE && from + guess.length(key) < end) {
            keyBefore = key;
            keyNumber = guess.number(key);
            at = from + guess.length(key) + 1;
            return guess.hash(key);
        }
        long hash = key(prefix);
        keyNumber = paths.number(hash);
        keyBefore =
                room && hash != 0 && at < end
                        ? guess.learn(
                                array, from, at - 1 - from, prefix, hash, keyNumber, keyBefore)
                        : JsonKeyGuess.LINE_START;
        return hash;
    }

    /// Hashes a key while looking for its end; [#at] is then behind the closing quote.
    private long key(long prefix) {
        long h = prefix;
        int i = at;
        while (true) {
            long word = Swar.load(array, i);
            long quote = Swar.equal(word, QUOTES);
            if (quote == 0) {
                h = JsonPaths.mix(h, word);
                i += 8;
                if (i > end) {
                    at = end;
                    return h;
                }
                continue;
            }
            int length = Long.numberOfTrailingZeros(quote) >>> 3;
            i += length;
            if (i >= end) {
                at = end;
                return h;
            }
            at = i + 1;
            if (array[i - 1] == '\\') {
                // A key with an escaped quote is none of ours; its end is found as for any string.
                at = i - 1;
                string();
                return 0;
            }
            return JsonPaths.finish(h, word, length);
        }
    }

    /// From inside a string: goes behind its closing quote.
    private boolean string() {
        sawEscape = false;
        int i = at;
        while (i < end) {
            long word = Swar.load(array, i);
            long found = Swar.equal(word, QUOTES) | Swar.equal(word, BACKSLASHES);
            if (found == 0) {
                i += 8;
                continue;
            }
            i += Long.numberOfTrailingZeros(found) >>> 3;
            if (i >= end) {
                break;
            }
            if (array[i] == '"') {
                at = i + 1;
                return true;
            }
            sawEscape = true;
            i += 2;
        }
        at = end;
        return false;
    }

    private boolean scalar(byte c, int number) {
        int from = at;
        int to;
        if (c == '"') {
            at++;
            from++;
            if (!string()) {
                return false;
            }
            to = at - 1;
        } else {
            sawEscape = false;
            to = plainEnd();
            if (to == from || c == 'n') {
                return to > from;
            }
        }
        if (number >= 0 && count < MAX_VALUES) {
            keep(number, from, to);
        }
        return true;
    }

    /// Behind a number or a word (true, false, null): at the comma or bracket that ends it.
    private int plainEnd() {
        int i = at;
        while (i < end) {
            // Bit 5 makes one of the two closing brackets.
            long word = Swar.load(array, i) | SPACES;
            long found = Swar.equal(word, COMMAS) | Swar.equal(word, BRACES);
            if (found != 0) {
                i += Long.numberOfTrailingZeros(found) >>> 3;
                break;
            }
            i += 8;
        }
        int to = Math.min(i, end);
        int from = at;
        at = to;
        while (to > from && array[to - 1] <= ' ' && array[to - 1] >= 0) {
            to--;
        }
        return to;
    }

    private void keep(int number, int from, int to) {
        numbers[count] = number;
        starts[count] = from;
        ends[count] = to;
        escaped[count] = sawEscape;
        nexts[count] = -1;
        if (firstOf[number] < 0) {
            firstOf[number] = count;
        } else {
            nexts[lastOf[number]] = count;
        }
        lastOf[number] = count;
        count++;
    }

    /// Jumps over an object or array without looking at its keys.
    private boolean skipContainer() {
        int depth = 0;
        while (at < end) {
            // Bit 5 makes one of the two opening brackets, and of the two closing ones.
            long word = Swar.load(array, at) | SPACES;
            long found =
                    Swar.mark(word, OPENING) | Swar.mark(word, BRACES) | Swar.mark(word, QUOTES);
            if (found == 0) {
                at += 8;
                continue;
            }
            at += Long.numberOfTrailingZeros(found) >>> 3;
            if (at >= end) {
                break;
            }
            switch (array[at]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        at++;
                        return true;
                    }
                }
                case '"' -> {
                    at++;
                    if (!string()) {
                        return false;
                    }
                    continue;
                }
                default -> {} // a control character that bit 5 made a quote
            }
            at++;
        }
        at = end;
        return false;
    }

    /// The number of values kept of the line, and the number of the key of each.
    int count() {
        return count;
    }

    int number(int value) {
        return numbers[value];
    }

    boolean has(int number) {
        return firstOf[number] >= 0;
    }

    /// The first value of a key, or -1; further ones (of an array) with [#next].
    int first(int number) {
        return firstOf[number];
    }

    int next(int value) {
        return nexts[value];
    }

    /// A value without its escapes, valid until the next [#scan]; empty for -1.
    Slice value(int value, Slice into) {
        if (value < 0) {
            return into.set(array, 0, 0);
        }
        if (!escaped[value]) {
            return into.set(array, starts[value], ends[value]);
        }
        return decode(starts[value], ends[value], into);
    }

    private Slice decode(int from, int to, Slice into) {
        if (scratch.length - scratchUsed < to - from + 16) {
            // A new array, since slices of this line may still point into the old one.
            scratch = new byte[Math.max(scratch.length * 2, (to - from + 16) * 2)];
            scratchUsed = 0;
        }
        int start = scratchUsed;
        int used = start;
        for (int i = from; i < to; i++) {
            byte c = array[i];
            if (c != '\\' || i + 1 >= to) {
                scratch[used++] = c;
                continue;
            }
            i++;
            switch (array[i]) {
                case 'n' -> scratch[used++] = '\n';
                case 't' -> scratch[used++] = '\t';
                case 'r' -> scratch[used++] = '\r';
                case 'b' -> scratch[used++] = '\b';
                case 'f' -> scratch[used++] = '\f';
                case 'u' -> {
                    int code = hex4(i + 1, to);
                    i += code < 0 ? 0 : 4;
                    if (code >= 0xd800
                            && code < 0xdc00
                            && i + 2 < to
                            && array[i + 1] == '\\'
                            && array[i + 2] == 'u') {
                        int low = hex4(i + 3, to);
                        if (low >= 0xdc00 && low < 0xe000) {
                            code = Character.toCodePoint((char) code, (char) low);
                            i += 6;
                        }
                    }
                    used = utf8(code < 0 ? '?' : code, used);
                }
                default -> scratch[used++] = array[i];
            }
        }
        scratchUsed = used;
        return into.set(scratch, start, used);
    }

    private int hex4(int from, int to) {
        if (from + 4 > to) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(array[i], 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    private int utf8(int code, int used) {
        int at = used;
        if (code < 0x80) {
            scratch[at++] = (byte) code;
        } else if (code < 0x800) {
            scratch[at++] = (byte) (0xc0 | code >> 6);
            scratch[at++] = (byte) (0x80 | code & 0x3f);
        } else if (code < 0x10000) {
            scratch[at++] = (byte) (0xe0 | code >> 12);
            scratch[at++] = (byte) (0x80 | code >> 6 & 0x3f);
            scratch[at++] = (byte) (0x80 | code & 0x3f);
        } else {
            scratch[at++] = (byte) (0xf0 | code >> 18);
            scratch[at++] = (byte) (0x80 | code >> 12 & 0x3f);
            scratch[at++] = (byte) (0x80 | code >> 6 & 0x3f);
            scratch[at++] = (byte) (0x80 | code & 0x3f);
        }
        return at;
    }
}
