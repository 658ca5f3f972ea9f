package dev.firebreak.formats.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class Utf8InputTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static String read(InputStream in) throws IOException {
        try (Utf8Input utf8 = new Utf8Input(in)) {
            return new String(utf8.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Hands out few bytes at a time, so that every character is cut somewhere.
    private static InputStream dripping(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, 1 + random.nextInt(7)));
            }
        };
    }

    @Test
    void any_text_in_any_character_set_comes_out_as_it_was_however_it_is_cut() throws IOException {
        long seed = 42;
        System.out.println("Utf8InputTest seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {
            "a", "Name;Version\r\n", "ü", "ß", "€", "“", "日本", "😀", " ", "xxxxxxxxxxxxxxxxxxxxxxxx"
        };
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder("Für den Anfang ");
            for (int i = random.nextInt(3000); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String expected = text.toString();
            assertThat(read(dripping(expected.getBytes(StandardCharsets.UTF_8), random)))
                    .isEqualTo(expected);
            assertThat(
                            read(
                                    dripping(
                                            ("\ufeff" + expected)
                                                    .getBytes(StandardCharsets.UTF_16LE),
                                            random)))
                    .isEqualTo(expected);
            assertThat(
                            read(
                                    dripping(
                                            ("\ufeff" + expected)
                                                    .getBytes(StandardCharsets.UTF_16BE),
                                            random)))
                    .isEqualTo(expected);
            String western = expected.replaceAll("[日本😀]", "Ö");
            assertThat(read(dripping(western.getBytes(WINDOWS), random))).isEqualTo(western);
        }
    }

    @Test
    void agrees_with_javas_decoder_on_what_is_valid_utf8() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(12)];
            random.nextBytes(bytes);
            byte[] padded =
                    ("Name;Version;Publisher;" + "x".repeat(random.nextInt(9)))
                            .getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(padded);
            all.writeBytes(bytes);
            String strict;
            try {
                strict =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(java.nio.ByteBuffer.wrap(all.toByteArray()))
                                .toString();
            } catch (java.nio.charset.CharacterCodingException e) {
                strict = null;
            }
            Utf8Input in = new Utf8Input(new ByteArrayInputStream(all.toByteArray()));
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(in.firstInvalid() < 0).isEqualTo(strict != null);
            assertThat(text)
                    .doesNotContain(
                            "\ufffd".repeat(strict != null && strict.contains("\ufffd") ? 99 : 1));
            if (strict != null) {
                assertThat(text).isEqualTo(strict);
            }
        }
    }

    @Test
    void one_line_in_another_character_set_does_not_spoil_the_others() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("Größe\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("Größe\n".getBytes(WINDOWS));
        bytes.writeBytes("Größe\n".getBytes(StandardCharsets.UTF_8));
        Utf8Input in = new Utf8Input(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("Größe\nGröße\nGröße\n");
        assertThat(in.firstInvalid()).isEqualTo(10);
    }

    @Test
    void a_source_that_breaks_off_ends_early_and_says_why() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] &= 0x7f;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(noise);
        }
        byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        Utf8Input in = new Utf8Input(new GZIPInputStream(new ByteArrayInputStream(cut)));
        int n = in.readAllBytes().length;
        assertThat(n).isBetween(80_000, 120_000);
        assertThat(in.failure()).isNotNull();
    }
}
