package dev.firebreak.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Damages every sample in many ways: a reader may complain, but never throw, hang or break the order of calls.
class InventoriesFuzzTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/inventories");
    private static final int ROUNDS = 50;
    private static final InventoryOptions OPTIONS =
            new InventoryOptions(null, null, null, Instant.EPOCH);
    private static final InventoryOptions MAPPED =
            new InventoryOptions(
                    dev.firebreak.formats.table.ColumnMap.parse(
                            "name=name,version=version,asset=DisplayName,url=columns.name"),
                    null,
                    null,
                    Instant.EPOCH);
    private static final String[] SPICE = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\n",
        "\r",
        "\0",
        "\t",
        ";",
        "null",
        "true",
        "1e999",
        "\\u0000",
        "<",
        ">",
        "&x;",
        "<!DOCTYPE a>",
        "]]>",
        "..",
        "-",
        " ",
        "\ufeff",
        "ü",
        "😀",
        "\"\"",
        "{}",
        "[]",
        "\"version\":",
        "\"components\":[",
        "999999999999999999999999"
    };

    @Test
    void no_damage_makes_a_reader_throw() throws IOException {
        long seed = Long.getLong("firebreak.seed", 20230330L);
        System.out.println("InventoriesFuzzTest seed " + seed);
        int read = 0;
        for (Path sample : samples()) {
            byte[] original = Files.readAllBytes(sample);
            Random random = new Random(seed ^ sample.toString().hashCode());
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = damage(original, random);
                Transcript transcript = new Transcript();
                long start = System.nanoTime();
                try {
                    Inventories.readStream(
                            sample.getFileName().toString(),
                            new ByteArrayInputStream(damaged),
                            round % 4 == 3 ? MAPPED : OPTIONS,
                            transcript);
                    Inventories.recognise(damaged);
                    transcript.finished();
                } catch (RuntimeException | AssertionError | StackOverflowError e) {
                    fail(
                            "seed "
                                    + seed
                                    + ", "
                                    + sample
                                    + ", round "
                                    + round
                                    + ": "
                                    + new String(damaged, StandardCharsets.ISO_8859_1),
                            e);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as(sample.toString())
                        .isLessThan(Duration.ofSeconds(20));
                read += transcript.components().size();
            }
        }
        assertThat(read).as("the damage must leave something to read").isGreaterThan(2_000);
    }

    private static List<Path> samples() throws IOException {
        List<Path> samples = new ArrayList<>();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("expected.txt"))
                    .sorted()
                    .forEach(samples::add);
        }
        return samples;
    }

    private static byte[] damage(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = java.util.Arrays.copyOf(bytes, at);
                case 2 ->
                        bytes =
                                splice(
                                        bytes,
                                        at,
                                        at,
                                        SPICE[random.nextInt(SPICE.length)].getBytes(
                                                StandardCharsets.UTF_8));
                case 3 ->
                        bytes =
                                splice(
                                        bytes,
                                        at,
                                        Math.min(bytes.length, at + 1 + random.nextInt(40)),
                                        new byte[0]);
                case 4 -> {
                    int end = Math.min(bytes.length, at + 1 + random.nextInt(200));
                    bytes = splice(bytes, at, at, java.util.Arrays.copyOfRange(bytes, at, end));
                }
                default -> {
                    byte[] noise = new byte[random.nextInt(16)];
                    random.nextBytes(noise);
                    bytes = splice(bytes, at, at, noise);
                }
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] insert) {
        byte[] result = new byte[bytes.length - (to - from) + insert.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(insert, 0, result, from, insert.length);
        System.arraycopy(bytes, to, result, from + insert.length, bytes.length - to);
        return result;
    }
}
