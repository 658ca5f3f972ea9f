package dev.firebreak.formats.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns bytes into text when nobody says in which character set they are.
public final class Texts {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Texts() {}

    /// @param charset what the bytes were read as, for the note to the user when it was a guess
    public record Decoded(String text, Charset charset) {}

    /// Decodes by byte order mark, else UTF-16 if every other byte of the start is zero, else UTF-8 if valid, else
    /// windows-1252 (which never fails). The byte order mark is not part of the text.
    public static Decoded decode(byte[] bytes) {
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            return decodeFrom(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xff, 0xfe)) {
            return decodeFrom(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xfe, 0xff)) {
            return decodeFrom(bytes, 2, StandardCharsets.UTF_16BE);
        }
        Charset wide = guessUtf16(bytes);
        if (wide != null) {
            return decodeFrom(bytes, 0, wide);
        }
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            return new Decoded(text, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return decodeFrom(bytes, 0, WINDOWS_1252);
        }
    }

    private static @org.jspecify.annotations.Nullable Charset guessUtf16(byte[] bytes) {
        int n = Math.min(bytes.length, 256) & ~1;
        if (n < 8) {
            return null;
        }
        int evenZero = 0;
        int oddZero = 0;
        for (int i = 0; i < n; i += 2) {
            evenZero += bytes[i] == 0 ? 1 : 0;
            oddZero += bytes[i + 1] == 0 ? 1 : 0;
        }
        int most = n / 2 * 8 / 10;
        if (oddZero >= most && evenZero == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return evenZero >= most && oddZero == 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static Decoded decodeFrom(byte[] bytes, int offset, Charset charset) {
        return new Decoded(new String(bytes, offset, bytes.length - offset, charset), charset);
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
