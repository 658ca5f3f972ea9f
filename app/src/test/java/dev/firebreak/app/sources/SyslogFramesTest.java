package dev.firebreak.app.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SyslogFramesTest {
    private static SyslogFrames frames(String text) {
        return new SyslogFrames(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void framesAreCountedInOctets() throws IOException {
        SyslogFrames frames = frames("6 <13>ab8 <13>äö");
        assertThat(frames.next()).isEqualTo("<13>ab");
        assertThat(frames.next()).isEqualTo("<13>äö");
        assertThat(frames.next()).isNull();
    }

    @Test
    void aFrameWithoutUsableLengthEndsTheStreamWithAReason() {
        assertThatThrownBy(() -> frames("<13>no length").next())
                .hasMessageContaining("usable length");
        assertThatThrownBy(() -> frames("99999999 x").next()).hasMessageContaining("usable length");
        assertThatThrownBy(() -> frames("10 short").next()).hasMessageContaining("within a frame");
    }

    @Test
    void aMessageBecomesTheLineOfALogFile() {
        assertThat(
                        SyslogFrames.line(
                                "<30>1 2026-03-30T10:00:00Z ns1 dnsmasq 812 - - query[A] example.org from 10.0.0.7"))
                .isEqualTo(
                        "2026-03-30T10:00:00Z ns1 dnsmasq[812]: query[A] example.org from 10.0.0.7");
        assertThat(
                        SyslogFrames.line(
                                "<30>1 2026-03-30T10:00:00Z ns1 app - - [a@1 b=\"c\\\"]\"] text"))
                .isEqualTo("2026-03-30T10:00:00Z ns1 app: text");
        assertThat(
                        SyslogFrames.line(
                                "<30>1 2026-03-30T10:00:00Z ns1 eve - - - {\"event_type\":\"dns\"}"))
                .isEqualTo("{\"event_type\":\"dns\"}");
        assertThat(SyslogFrames.line("<30>Mar 30 10:00:00 ns1 named: old style"))
                .isEqualTo("Mar 30 10:00:00 ns1 named: old style");
    }

    @Test
    void anyBytesEndInAMessageOrAReason() {
        long seed = 5425;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && bytes.length > 3) {
                bytes[0] = (byte) ('1' + random.nextInt(9));
                bytes[1] = ' ';
                bytes[2] = '<';
            }
            SyslogFrames frames = new SyslogFrames(new ByteArrayInputStream(bytes));
            try {
                String message;
                while ((message = frames.next()) != null) {
                    assertThat(SyslogFrames.line(message)).as("seed %s", seed).doesNotContain("\n");
                }
            } catch (IOException e) {
                assertThat(e)
                        .as("seed %s", seed)
                        .hasMessageMatching(
                                "a frame without a usable length|the stream ends within a frame");
            }
        }
    }
}
