package dev.firebreak.core.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firebreak.core.model.VersionScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VersionsTest {
    private record Case(VersionScheme scheme, List<String> versions, List<String> relations) {}

    private static Case read(String line) {
        String[] parts = line.split(" ", 2);
        List<String> versions = new ArrayList<>();
        List<String> relations = new ArrayList<>();
        for (String part : parts[1].split("(?<= [<=?]) |(?= [<=?] )")) {
            String p = part.strip();
            (p.equals("<") || p.equals("=") || p.equals("?") ? relations : versions).add(p);
        }
        return new Case(
                VersionScheme.valueOf(parts[0].toUpperCase(Locale.ROOT)), versions, relations);
    }

    static Stream<String> cases() {
        try (InputStream in =
                Objects.requireNonNull(VersionsTest.class.getResourceAsStream("orders.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void versions_are_ordered_as_their_specification_says(String line) {
        Case c = read(line);
        assertThat(c.versions).hasSizeGreaterThan(1).hasSize(c.relations.size() + 1);
        for (int i = 0; i < c.versions.size(); i++) {
            for (int j = i + 1; j < c.versions.size(); j++) {
                List<String> between = c.relations.subList(i, j);
                String a = c.versions.get(i);
                String b = c.versions.get(j);
                OptionalInt expected =
                        between.contains("?")
                                ? OptionalInt.empty()
                                : OptionalInt.of(between.contains("<") ? -1 : 0);
                assertThat(sign(Versions.compare(c.scheme, a, b)))
                        .as(a + " against " + b)
                        .isEqualTo(expected);
                OptionalInt back = sign(Versions.compare(c.scheme, b, a));
                assertThat(back.isEmpty() ? back : OptionalInt.of(-back.getAsInt()))
                        .as(b + " against " + a)
                        .isEqualTo(expected);
            }
        }
    }

    private static OptionalInt sign(OptionalInt c) {
        return c.isEmpty() ? c : OptionalInt.of(Integer.signum(c.getAsInt()));
    }

    private static final List<String> PIECES =
            List.of(
                    "0",
                    "1",
                    "2",
                    "9",
                    "10",
                    "00",
                    "09",
                    "a",
                    "b",
                    "rc",
                    "alpha",
                    "beta",
                    "dev",
                    "post",
                    "p",
                    "k",
                    "update",
                    "hf",
                    "sp",
                    "x",
                    "foo",
                    "snapshot",
                    ".",
                    ".",
                    ".",
                    ".",
                    "-",
                    "-",
                    "~",
                    "^",
                    "+",
                    ":",
                    "_",
                    " ",
                    "!");

    private static String random(Random random) {
        StringBuilder out = new StringBuilder().append(random.nextInt(12));
        if (random.nextBoolean()) {
            out.append('.').append(random.nextInt(3)).append('.').append(random.nextInt(3));
        }
        int n = random.nextInt(8);
        for (int i = 0; i < n; i++) {
            out.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return out.toString();
    }

    @ParameterizedTest
    @EnumSource(VersionScheme.class)
    void any_order_is_reflexive_antisymmetric_and_transitive(VersionScheme scheme) {
        long seed = 20230329;
        Random random = new Random(seed);
        List<String> versions = new ArrayList<>();
        for (int i = 0; versions.size() < 100 && i < 100_000; i++) {
            String v = random(random);
            // Without its release an RPM version equals every release of it, and Maven's order has
            // circles where parts
            // are empty; neither is ours to mend.
            boolean usual =
                    switch (scheme) {
                        case RPM -> v.indexOf('-') > 0;
                        case MAVEN -> v.matches("[0-9]+([.-][0-9]+)*(-[a-z]+[0-9]*)?");
                        default -> true;
                    };
            if (usual && Versions.isVersion(scheme, v)) {
                versions.add(v);
            }
        }
        assertThat(versions).hasSizeGreaterThan(20);
        int n = versions.size();
        int[][] c = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                c[i][j] =
                        sign(Versions.compare(scheme, versions.get(i), versions.get(j))).orElse(9);
            }
        }
        for (int i = 0; i < n; i++) {
            assertThat(c[i][i]).as(versions.get(i)).isZero();
            for (int j = 0; j < n; j++) {
                String pair = "seed " + seed + " " + versions.get(i) + " / " + versions.get(j);
                assertThat(c[i][j]).as(pair).isEqualTo(c[j][i] == 9 ? 9 : -c[j][i]);
                if (scheme != VersionScheme.GENERIC) {
                    assertThat(c[i][j]).as("total: " + pair).isNotEqualTo(9);
                }
                for (int k = 0; k < n; k++) {
                    boolean chain = c[i][j] <= 0 && c[j][k] <= 0 && c[i][k] != 9;
                    boolean kept = (c[i][j] < 0 || c[j][k] < 0) ? c[i][k] < 0 : c[i][k] == 0;
                    if (chain && !kept) {
                        fail(
                                pair
                                        + " / "
                                        + versions.get(k)
                                        + ": "
                                        + c[i][j]
                                        + " "
                                        + c[j][k]
                                        + " "
                                        + c[i][k]);
                    }
                }
            }
        }
    }

    @Test
    void maven_versions_are_ordered_as_maven_orders_them() {
        long seed = 7;
        Random random = new Random(seed);
        List<String> pieces =
                List.of(
                        "0",
                        "1",
                        "2",
                        "10",
                        "01",
                        "a",
                        "b",
                        "m",
                        "alpha",
                        "beta",
                        "milestone",
                        "rc",
                        "cr",
                        "snapshot",
                        "final",
                        "ga",
                        "release",
                        "sp",
                        "foo",
                        "xyz",
                        ".",
                        ".",
                        "-",
                        "-");
        int decided = 0;
        for (int i = 0; i < 30_000; i++) {
            String a = maven(random, pieces);
            String b =
                    random.nextInt(3) == 0
                            ? a + pieces.get(random.nextInt(pieces.size()))
                            : maven(random, pieces);
            int expected =
                    Integer.signum(new ComparableVersion(a).compareTo(new ComparableVersion(b)));
            assertThat(sign(Versions.compare(VersionScheme.MAVEN, a, b)))
                    .as("seed " + seed + " " + a + " / " + b)
                    .isEqualTo(OptionalInt.of(expected));
            decided += expected != 0 ? 1 : 0;
        }
        assertThat(decided).isGreaterThan(15_000);
    }

    @Test
    void debian_versions_are_ordered_as_dpkg_orders_them()
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "no dpkg here");
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 60; ) {
            String a = random(random);
            String b = random.nextInt(3) == 0 ? a + "~1" : random(random);
            if (Versions.compare(VersionScheme.DEB, a, b).isEmpty()) {
                continue;
            }
            i++;
            int expected = dpkg(a, "lt", b) ? -1 : dpkg(a, "eq", b) ? 0 : 1;
            assertThat(sign(Versions.compare(VersionScheme.DEB, a, b)))
                    .as("seed " + seed + " " + a + " / " + b)
                    .isEqualTo(OptionalInt.of(expected));
        }
    }

    private static boolean dpkg(String a, String relation, String b)
            throws IOException, InterruptedException {
        return new ProcessBuilder("/usr/bin/dpkg", "--compare-versions", a, relation, b)
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }

    private static String maven(Random random, List<String> pieces) {
        StringBuilder out = new StringBuilder().append(random.nextInt(3));
        int n = random.nextInt(7);
        for (int i = 0; i < n; i++) {
            out.append(pieces.get(random.nextInt(pieces.size())));
        }
        return out.toString();
    }

    @Test
    void no_text_breaks_a_comparison() {
        long seed = 3;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            int n = random.nextInt(40);
            for (int k = 0; k < n; k++) {
                text.append(
                        random.nextInt(3) == 0
                                ? (char) random.nextInt(0x250)
                                : "0123456789.-+~^:abv*x[](),<>=| ".charAt(random.nextInt(31)));
            }
            String t = text.toString();
            for (VersionScheme scheme : VersionScheme.values()) {
                assertThat(Versions.compare(scheme, t, "1.2.3")).as(t).isNotNull();
                assertThat(
                                Versions.judge(
                                        List.of(t),
                                        List.of(),
                                        scheme,
                                        VersionScheme.GENERIC,
                                        "1.2.3"))
                        .as(t)
                        .isNotNull();
                assertThat(
                                Versions.judge(
                                        List.of("1.2.3"),
                                        List.of(),
                                        VersionScheme.GENERIC,
                                        scheme,
                                        t))
                        .as(t)
                        .isNotNull();
            }
        }
    }

    @Test
    void a_version_of_hostile_length_is_none_and_costs_nothing() {
        String hostile = "1" + ".0a-1".repeat(200_000);
        for (VersionScheme scheme : VersionScheme.values()) {
            assertThat(Versions.compare(scheme, hostile, hostile)).isEmpty();
        }
    }
}
