package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import dev.firebreak.formats.table.ColumnMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damages every golden log in many ways: no reader may throw, give a slice outside of its array, or place a line
/// outside of the file.
class LogFuzzTest {
    private static final long SEED = 42;
    private static final int ROUNDS = 400;
    private static final byte[] NASTY = {
        0,
        '\n',
        '\r',
        '\t',
        ' ',
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '#',
        '(',
        ')',
        (byte) 0xff
    };

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/golden/log"))) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aDamagedLogIsReadWithoutHarm(String name) throws IOException {
        Path folder = Path.of("src/test/resources/golden/log", name);
        byte[] original;
        try (Stream<Path> files = Files.list(folder)) {
            original =
                    Files.readAllBytes(
                            files.filter(f -> f.getFileName().toString().startsWith("input."))
                                    .findFirst()
                                    .orElseThrow());
        }
        LogOptions options = LogOptions.defaults(Instant.parse("2023-06-01T00:00:00Z"));
        if (name.startsWith("mapped-csv")) {
            options =
                    options.withMap(
                            ColumnMap.parse(
                                    "time=Zeit,host=Rechner,address=IP-Adresse,domain=Ziel"));
        } else if (name.startsWith("mapped")) {
            options =
                    options.withMap(ColumnMap.parse("time=t,host=dev.name,ip=net.dst,url=net.url"));
        }
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(original, random);
            LogOptions used = options;
            int length = damaged.length;
            assertThatCode(
                            () ->
                                    Logs.readStream(
                                            "fuzz",
                                            new Crumbs(damaged, round(random)),
                                            used,
                                            new Checking(length * 3L)))
                    .as("seed %d, round %d of %s", SEED, round, name)
                    .doesNotThrowAnyException();
        }
    }

    private static int round(Random random) {
        return 1 + random.nextInt(5000);
    }

    private static byte[] damage(byte[] original, Random random) {
        byte[] copy = original.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(5)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = NASTY[random.nextInt(NASTY.length)];
                case 2 -> copy = Arrays.copyOf(copy, Math.max(1, at));
                case 3 -> {
                    int from = random.nextInt(copy.length);
                    int length = Math.min(random.nextInt(60), copy.length - Math.max(at, from));
                    System.arraycopy(copy, from, copy, at, length);
                }
                default -> {
                    byte[] longer = new byte[copy.length + 20];
                    System.arraycopy(copy, 0, longer, 0, at);
                    Arrays.fill(longer, at, at + 20, NASTY[random.nextInt(NASTY.length)]);
                    System.arraycopy(copy, at, longer, at + 20, copy.length - at);
                    copy = longer;
                }
            }
        }
        return copy;
    }

    /// Gives its bytes in small pieces, so that lines are cut everywhere.
    private static final class Crumbs extends InputStream {
        private final ByteArrayInputStream in;
        private final int most;

        Crumbs(byte[] bytes, int most) {
            in = new ByteArrayInputStream(bytes);
            this.most = most;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] b, int off, int len) {
            return in.read(b, off, Math.min(len, most));
        }
    }

    private static final class Checking extends RecordingSink {
        private final long size;

        Checking(long size) {
            this.size = size;
        }

        @Override
        public void observation(
                ObservableType type, Slice value, Slice host, long epochMicros, long offset) {
            check(value);
            check(host);
            check(line.get());
            assertThat(value.isEmpty()).isFalse();
            assertThat(offset).isBetween(0L, size);
        }

        @Override
        public void seen(Slice host, long epochMicros, long offset) {
            check(host);
        }

        @Override
        public void hostName(Slice address, Slice name, long epochMicros) {
            check(address);
            check(name);
        }

        private static void check(Slice slice) {
            assertThat(slice.start).isBetween(0, slice.array.length);
            assertThat(slice.end).isBetween(slice.start, slice.array.length);
        }
    }

    @org.junit.jupiter.api.Test
    void theSameLogInPiecesOfAnySizeSaysTheSame() throws IOException {
        byte[] log =
                Files.readAllBytes(Path.of("src/test/resources/golden/log/zeek-dns-tsv/input.log"));
        LogOptions options = LogOptions.defaults(Instant.EPOCH);
        RecordingSink whole = new RecordingSink();
        Logs.readStream("x", new ByteArrayInputStream(log), options, whole);
        for (int most : List.of(1, 2, 3, 7, 64, 1000)) {
            RecordingSink pieces = new RecordingSink();
            Logs.readStream("x", new Crumbs(log, most), options, pieces);
            assertThat(pieces.observations).isEqualTo(whole.observations);
        }
    }
}
