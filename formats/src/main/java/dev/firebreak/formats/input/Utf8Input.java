package dev.firebreak.formats.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns any text stream into valid UTF-8 without a byte order mark, so that readers deal with one character set.
///
/// UTF-16 is told by its byte order mark or by its zero bytes. Everything else is UTF-8, and each byte that is not
/// valid UTF-8 is read as windows-1252: a German file in windows-1252 comes out right, since its umlauts are never
/// valid UTF-8 sequences, and one bad line does not spoil the others.
///
/// An error of the source (a truncated gzip) ends the stream like an end of file, so that what came before is still
/// read; [#failure] then says what happened. Ask it at the end.
public final class Utf8Input extends InputStream {
    /// No inventory or log in one file is larger than this after decompression, in bytes: against bombs.
    public static final long MAX_BYTES = 64L << 30;

    private static final int BLOCK = 1 << 16;

    /// Bytes looked at before the first is handed out.
    private static final int FIRST = 1 << 12;

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    // The five bytes windows-1252 leaves undefined decode to U+FFFD in Java's table; we keep them
    // as C1 controls.
    private static final String HIGH_1252 = high1252();

    private final InputStream in;
    private byte[] raw;
    private int rawLength;
    private byte[] out = new byte[0];
    private int at;
    private int limit;
    private final @Nullable CharsetDecoder wide;
    private final CharBuffer wideChars;
    private boolean ended;
    private long read;
    private long firstInvalid = -1;
    private @Nullable IOException failure;

    public Utf8Input(InputStream in) {
        this(in, BLOCK);
    }

    /// Of a text in memory; a small one needs small blocks only.
    public static Utf8Input of(byte[] text) {
        int block = Math.clamp(text.length + 1L, FIRST, BLOCK);
        return new Utf8Input(new ByteArrayInputStream(text), block);
    }

    private Utf8Input(InputStream in, int block) {
        this.in = in;
        raw = new byte[block];
        fill(FIRST);
        Charset charset = wideCharset();
        if (charset == null) {
            wide = null;
            wideChars = CharBuffer.allocate(0);
            if (rawLength >= 3
                    && raw[0] == (byte) 0xef
                    && raw[1] == (byte) 0xbb
                    && raw[2] == (byte) 0xbf) {
                dropRaw(3);
            }
        } else {
            wideChars = CharBuffer.allocate(BLOCK);
            wide =
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE);
            if (rawLength >= 2 && (raw[0] & 0xff) + (raw[1] & 0xff) == 0xff + 0xfe) {
                dropRaw(2);
            }
        }
    }

    /// Why the source broke off, or null if it came to its end.
    public @Nullable IOException failure() {
        return failure;
    }

    /// Bytes read from the source (after decompression) so far.
    public long bytesRead() {
        return read;
    }

    /// Offset of the first byte that is not valid UTF-8 and was read as windows-1252, or -1.
    public long firstInvalid() {
        return firstInvalid;
    }

    private @Nullable Charset wideCharset() {
        int n = Math.min(rawLength, 256);
        if (isPlain(raw, n)) {
            return null;
        }
        Charset charset = Texts.decode(Arrays.copyOf(raw, n)).charset();
        return charset.equals(StandardCharsets.UTF_16LE)
                        || charset.equals(StandardCharsets.UTF_16BE)
                ? charset
                : null;
    }

    /// Nothing but ASCII without zero bytes: no UTF-16.
    private static boolean isPlain(byte[] b, int n) {
        for (int i = 0; i < n; i++) {
            if (b[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    private void dropRaw(int n) {
        System.arraycopy(raw, n, raw, 0, rawLength - n);
        rawLength -= n;
    }

    /// Reads until at least `least` raw bytes are there or the source ends.
    private void fill(int least) {
        try {
            while (rawLength < least && !ended) {
                int n = in.read(raw, rawLength, raw.length - rawLength);
                if (n < 0) {
                    ended = true;
                } else {
                    rawLength += n;
                    read += n;
                    if (read > MAX_BYTES) {
                        throw new IOException(
                                "larger than " + (MAX_BYTES >> 30) + " GiB after decompression");
                    }
                }
            }
        } catch (IOException e) {
            failure = e;
            ended = true;
        }
    }

    private boolean more() {
        at = 0;
        limit = 0;
        while (limit == 0) {
            fill(8);
            if (rawLength == 0) {
                return false;
            }
            if (wide != null) {
                decodeWide(wide);
            } else {
                decodeNarrow();
            }
        }
        return true;
    }

    private void decodeWide(CharsetDecoder decoder) {
        ByteBuffer bytes = ByteBuffer.wrap(raw, 0, rawLength);
        wideChars.clear();
        decoder.decode(bytes, wideChars, ended);
        int used = bytes.position();
        wideChars.flip();
        // A surrogate pair never spans two blocks: the decoder keeps an unpaired first half back.
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(wideChars);
        out = encoded.array();
        limit = encoded.limit();
        if (used == 0 && limit == 0) {
            used = rawLength;
        }
        dropRaw(used);
    }

    private void decodeNarrow() {
        int valid = validUntil(raw, 0, rawLength, firstInvalid >= 0);
        boolean incomplete = valid < rawLength && !ended && isIncomplete(raw, valid, rawLength);
        if (valid == rawLength || incomplete) {
            // The hot case: hand out the block as it is and keep the cut character for the next
            // one.
            byte[] spare = out.length == raw.length && out != raw ? out : new byte[raw.length];
            System.arraycopy(raw, valid, spare, 0, rawLength - valid);
            out = raw;
            limit = valid;
            raw = spare;
            rawLength -= valid;
            return;
        }
        decodeMixed(valid);
    }

    private void decodeMixed(int validUntil) {
        if (firstInvalid < 0) {
            firstInvalid = read - rawLength + validUntil;
        }
        byte[] target = new byte[rawLength * 3];
        int n = 0;
        int from = 0;
        int valid = validUntil(raw, 0, rawLength, true);
        while (true) {
            System.arraycopy(raw, from, target, n, valid - from);
            n += valid - from;
            if (valid == rawLength || (!ended && isIncomplete(raw, valid, rawLength))) {
                break;
            }
            char c = HIGH_1252.charAt((raw[valid] & 0xff) - 0x80);
            if (c < 0x800) {
                target[n++] = (byte) (0xc0 | c >> 6);
            } else {
                target[n++] = (byte) (0xe0 | c >> 12);
                target[n++] = (byte) (0x80 | c >> 6 & 0x3f);
            }
            target[n++] = (byte) (0x80 | c & 0x3f);
            from = valid + 1;
            valid = validUntil(raw, from, rawLength, true);
        }
        out = target;
        limit = n;
        dropRaw(valid);
    }

    /// The end of the valid UTF-8 that starts at `from`; eight ASCII bytes are checked at once.
    ///
    /// @param western whether the file is known to hold windows-1252: then a German capital or ß before a typographic
    ///     sign, which could be UTF-8 for a letter of another script, is not taken for one
    private static int validUntil(byte[] b, int from, int end, boolean western) {
        int i = from;
        while (i < end) {
            while (i + 8 <= end && ((long) LONGS.get(b, i) & HIGH_BITS) == 0) {
                i += 8;
            }
            if (i >= end) {
                break;
            }
            int length = sequence(b, i, end);
            if (length <= 0 || western && length == 2 && isGermanAndSign(b[i], b[i + 1])) {
                return i;
            }
            i += length;
        }
        return i;
    }

    /// Ä, Ö, Ü or ß before €, a quotation mark, dots or a dash.
    private static boolean isGermanAndSign(byte letter, byte sign) {
        int first = letter & 0xff;
        int second = sign & 0xff;
        boolean german = first == 0xc4 || first == 0xd6 || first == 0xdc || first == 0xdf;
        return german
                && (second == 0x80
                        || second == 0x84
                        || second == 0x85
                        || second >= 0x91 && second <= 0x97);
    }

    /// Length of the UTF-8 sequence at `i`, or 0 if it is not valid or not complete.
    private static int sequence(byte[] b, int i, int end) {
        int first = b[i] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || i + length > end) {
            return 0;
        }
        int second = b[i + 1] & 0xff;
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((b[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static boolean isIncomplete(byte[] b, int i, int end) {
        int first = b[i] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || i + length <= end) {
            return false;
        }
        for (int k = i + 1; k < end; k++) {
            if ((b[k] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String high1252() {
        byte[] bytes = new byte[128];
        for (int i = 0; i < 128; i++) {
            bytes[i] = (byte) (0x80 + i);
        }
        char[] chars = new String(bytes, Charset.forName("windows-1252")).toCharArray();
        for (int i = 0; i < 128; i++) {
            if (chars[i] == '\ufffd') {
                chars[i] = (char) (0x80 + i);
            }
        }
        return new String(chars);
    }

    @Override
    public int read() {
        if (at >= limit && !more()) {
            return -1;
        }
        return out[at++] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) {
        if (len == 0) {
            return 0;
        }
        if (at >= limit && !more()) {
            return -1;
        }
        int n = Math.min(len, limit - at);
        System.arraycopy(out, at, b, off, n);
        at += n;
        return n;
    }

    @Override
    public int available() {
        return limit - at;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
