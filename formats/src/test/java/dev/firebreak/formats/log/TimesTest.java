package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final long SEED = 20_260_102;
    private static final Instant LATEST = Instant.parse("2026-03-29T12:30:20Z");
    private static final List<LogOptions> OPTIONS =
            List.of(
                    LogOptions.defaults(LATEST),
                    LogOptions.defaults(LATEST).withZone(ZoneId.of("Europe/Berlin")),
                    LogOptions.defaults(LATEST).withYear(2024));
    private static final String[] SHAPES = {
        "%2$s %3$2d %4$02d:%5$02d:%6$s dns1 dnsmasq[12]: ",
        "%3$02d-%2$s-%1$d %4$02d:%5$02d:%6$s.%7$03d queries: info: ",
        "%3$02d/%2$s/%1$d:%4$02d:%5$02d:%6$s +0100",
        "%1$d-%8$02d-%3$02dT%4$02d:%5$02d:%6$s.%7$03dZ",
        "%1$d-%8$02d-%3$02d %4$02d:%5$02d:%6$s,%7$d",
        "%3$d.%8$d.%1$d %4$02d:%5$02d:%6$s",
        "%8$d/%3$d/%1$d %4$d:%5$02d:%6$s PM",
        "%2$s %3$d %1$d %4$02d:%5$02d:%6$s.%7$06d"
    };
    private static final String[] MONTHS = {"Jan", "Feb", "Mar", "Apr"};
    private static final String[] SECONDS = {
        "00", "07", "19", "20", "21", "59", "60", "61", "7", "x1", "1x", "", "123"
    };

    /// Few different values, so that a time often differs from the one before it in its second only.
    private static String time(Random random, String shape) {
        int month = random.nextInt(40) > 0 ? 3 : 1 + random.nextInt(4);
        String second =
                random.nextInt(5) > 0
                        ? "%02d".formatted(random.nextInt(60))
                        : SECONDS[random.nextInt(SECONDS.length)];
        return shape.formatted(
                random.nextInt(50) > 0 ? 2025 : 2026,
                MONTHS[month - 1],
                29 - random.nextInt(20) / 19,
                random.nextInt(20) > 0 ? 12 : random.nextInt(4),
                30 - random.nextInt(20) / 18,
                second,
                random.nextInt(1000),
                month);
    }

    @Test
    void aTimeReadAfterOthersMeansWhatItMeansAlone() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (LogOptions options : OPTIONS) {
            for (String shape : SHAPES) {
                Times times = new Times(options);
                int readable = 0;
                for (int i = 0; i < 4_000; i++) {
                    String text = "~" + time(random, shape);
                    byte[] a = Bytes.of(text + " and what follows");
                    int end = text.length() - (random.nextInt(30) == 0 ? random.nextInt(6) : 0);
                    long alone = new Times(options).parse(a, 1, end);
                    assertThat(times.parse(a, 1, end)).as(text.substring(1, end)).isEqualTo(alone);
                    readable += alone != Times.NO_TIME ? 1 : 0;
                }
                assertThat(readable).as(shape).isGreaterThan(2_000);
            }
        }
    }
}
