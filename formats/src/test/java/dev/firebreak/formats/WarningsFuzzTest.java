package dev.firebreak.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Advisory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Damaged warnings of every structured format: nothing throws, and nothing is silently empty.
class WarningsFuzzTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final int ROUNDS = 2_500;
    private static final String[] PIECES = {
        "\0",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "-1e999",
        "\\u0000",
        "\\",
        "'",
        "\r\n",
        ";",
        "\t",
        "#",
        "999999999999999999999",
        "\ufeff",
        "ü",
        "😀",
        "n/a",
        "*",
        "vers:",
        "pkg:",
        "cpe:2.3:",
        "CVE-1",
        "|",
        "<",
        ">=",
        "()",
        "[domain-name:value = '",
        "\"product_id\":",
        "\"branches\":["
    };

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(GOLDEN)) {
            for (Path p :
                    walk.filter(p -> p.getFileName().toString().startsWith("input."))
                            .sorted()
                            .toList()) {
                String format = GOLDEN.relativize(p).getName(0).toString();
                if (List.of("csaf", "cve", "osv", "stix", "misp", "list").contains(format)) {
                    seeds.add(Files.readAllBytes(p));
                }
            }
        }
        return seeds;
    }

    private static byte[] damage(byte[] seed, byte[] other, Random random) {
        byte[] bytes = seed.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            bytes =
                    switch (random.nextInt(6)) {
                        case 0 -> Arrays.copyOf(bytes, at);
                        case 1 ->
                                splice(
                                        bytes,
                                        at,
                                        at,
                                        PIECES[random.nextInt(PIECES.length)].getBytes(
                                                StandardCharsets.UTF_8));
                        case 2 ->
                                splice(
                                        bytes,
                                        at,
                                        Math.min(bytes.length, at + random.nextInt(40)),
                                        new byte[0]);
                        case 3 -> {
                            int from = random.nextInt(other.length);
                            yield splice(
                                    bytes,
                                    at,
                                    at,
                                    Arrays.copyOfRange(
                                            other,
                                            from,
                                            Math.min(other.length, from + random.nextInt(300))));
                        }
                        case 4 ->
                                splice(
                                        bytes,
                                        at,
                                        Math.min(bytes.length, at + 1),
                                        new byte[] {(byte) random.nextInt(256)});
                        default -> {
                            int end = Math.min(bytes.length, at + random.nextInt(200));
                            yield splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
                        }
                    };
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

    @Test
    void no_damage_makes_a_reader_throw_or_fall_silent() throws IOException {
        long seed = 20230330;
        System.out.println("WarningsFuzzTest seed " + seed);
        Random random = new Random(seed);
        List<byte[]> seeds = seeds();
        assertThat(seeds).hasSizeGreaterThan(10);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input =
                    damage(
                            seeds.get(random.nextInt(seeds.size())),
                            seeds.get(random.nextInt(seeds.size())),
                            random);
            List<Advisory> read;
            try {
                read = Warnings.readAll("fuzz", input);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "round "
                                + round
                                + " seed "
                                + seed
                                + "\n"
                                + new String(input, StandardCharsets.ISO_8859_1),
                        e);
            }
            assertThat(read).isNotEmpty();
            for (Advisory a : read) {
                boolean silent =
                        a.statements().isEmpty()
                                && a.indicators().isEmpty()
                                && a.facts().isEmpty()
                                && a.questions().isEmpty()
                                && a.problems().isEmpty()
                                && a.title().isEmpty()
                                && a.id() == null;
                assertThat(silent)
                        .as("round %s: %s", round, new String(input, StandardCharsets.ISO_8859_1))
                        .isFalse();
            }
        }
    }

    @Test
    void every_prefix_of_a_warning_says_that_it_is_cut() throws IOException {
        for (byte[] seed : seeds()) {
            String text = new String(seed, StandardCharsets.UTF_8).strip();
            if (!text.startsWith("{")) {
                continue;
            }
            for (int cut = 1; cut < text.length(); cut += Math.max(1, text.length() / 60)) {
                Advisory read =
                        Warnings.read(
                                "cut", text.substring(0, cut).getBytes(StandardCharsets.UTF_8));
                assertThat(read.problems().size() + read.questions().size())
                        .as(text.substring(0, cut))
                        .isPositive();
            }
        }
    }
}
