package dev.firebreak.formats.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.core.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTextTest {
    private static String words(String text) {
        VersionText.Reading reading = VersionText.read(text);
        assertThat(reading.understood()).as(text).isTrue();
        List<String> all = new ArrayList<>(reading.versions());
        reading.ranges().forEach(r -> all.add(r.constraints()));
        return String.join(" , ", all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "3.4 # 3.4",
                "V3.4 SP1 # 3.4 SP1",
                "18.12.407 und 18.12.416 # 18.12.407 , 18.12.416",
                "18.11.1213, 18.12.402, 18.12.407 & 18.12.416 # 18.11.1213 , 18.12.402 , 18.12.407 , 18.12.416",
                "18.12.407 (Update 7) # 18.12.407",
                "1:2.3-4ubuntu1 # 1:2.3-4ubuntu1",
                "7.x # >=7|<8",
                "alle Versionen der 7er-Reihe # >=7|<8",
                "5.0+ # >=5.0",
                "prior to 3.4 # <3.4",
                "before version 3.4 # <3.4",
                "vor 3.4 # <3.4",
                "bis vor 3.4 # <3.4",
                "bis einschließlich 2.0 # <=2.0",
                "up to and including 3.4 # <=3.4",
                "up to (excluding) 3.4 # <3.4",
                "3.4 and earlier # <=3.4",
                "3.4 und früher # <=3.4",
                "3.4 or below # <=3.4",
                "5.0 or later # >=5.0",
                "5.0 und höher # >=5.0",
                "ab 5.0 # >=5.0",
                "all versions up to 3.4 # <=3.4"
            })
    void understands(String text, String expected) {
        assertThat(words(text)).isEqualTo(expected);
    }

    @Test
    void understands_symbols_and_several_ranges() {
        assertThat(words("< 3.4")).isEqualTo("<3.4");
        assertThat(words(">=1.0|<2.0")).isEqualTo(">=1.0|<2.0");
        assertThat(words(">= 1.0, < 2.0")).isEqualTo(">=1.0|<2.0");
        assertThat(words("<3.4 || >=4.0 <4.2")).isEqualTo("<3.4 , >=4.0|<4.2");
        assertThat(words("All versions >= V3.0 and < V3.4")).isEqualTo(">=3.0|<3.4");
        assertThat(words("All versions < V3.4 Update 2")).isEqualTo("<3.4 Update 2");
        assertThat(words("1.0 - 2.0")).isEqualTo(">=1.0|<=2.0");
        assertThat(words("von 1.0 bis 2.0")).isEqualTo(">=1.0|<=2.0");
        assertThat(words("vers:npm/>=1.0|<2.0|>=3.0|<=3.1|5.0"))
                .isEqualTo("5.0 , >=1.0|<2.0 , >=3.0|<=3.1");
        assertThat(VersionText.read("vers:npm/1.0").scheme()).isEqualTo(VersionScheme.NPM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all versions",
                "All",
                "*",
                "alle Versionen",
                "vers:all/*",
                "vers:generic/*",
                "all supported versions"
            })
    void all_is_all(String text) {
        assertThat(VersionText.read(text).ranges()).containsExactly(VersionRange.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before 3.4 only if module X is enabled",
                "unspecified",
                "every other Tuesday's build",
                "R2",
                "vers:npm/!=1.0",
                "< ",
                "3.4 except 3.4.2",
                "vers:",
                "vers:npm/",
                "><",
                ">= <"
            })
    void what_has_a_part_of_unknown_meaning_is_not_understood(String text) {
        assertThat(VersionText.read(text).understood()).isFalse();
        assertThat(VersionText.read(text).isEmpty()).isTrue();
    }

    @Test
    void reads_back_every_range_that_vers_can_write() {
        for (VersionRange range :
                List.of(
                        VersionRange.ALL,
                        VersionRange.atMost("1.2"),
                        VersionRange.below("1.2"),
                        VersionRange.atLeast("1.2"),
                        VersionRange.above("1.2"),
                        new VersionRange("1", true, "2", false),
                        new VersionRange("1", false, "2", true))) {
            VersionText.Reading reading = VersionText.read(range.vers(VersionScheme.MAVEN));
            assertThat(reading.ranges()).containsExactly(range);
            assertThat(reading.scheme()).isEqualTo(VersionScheme.MAVEN);
        }
    }

    @Test
    void no_text_takes_long_or_throws() {
        long seed = 7;
        System.out.println("VersionTextTest seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {
            "1.0",
            " ",
            "<",
            ">=",
            "and",
            "earlier",
            "bis",
            "(",
            ")",
            "-",
            "–",
            "all",
            ",",
            "|",
            "vers:",
            "/",
            "x",
            ".",
            "*",
            "7er-Reihe",
            "v",
            "up to",
            "einschließlich",
            "\n",
            "%",
            "😀"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)])
                        .append(random.nextBoolean() ? " " : "");
            }
            VersionText.Reading reading = VersionText.read(text.toString());
            assertThat(reading.understood() || reading.isEmpty()).isTrue();
        }
    }

    @Test
    void gaps_are_exactly_the_versions_outside() {
        long seed = 11;
        System.out.println("VersionGaps seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<VersionRange> ranges = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                int a = random.nextInt(10);
                int b = a + random.nextInt(10);
                String low = random.nextInt(5) == 0 ? null : Integer.toString(a);
                String high = random.nextInt(5) == 0 ? null : Integer.toString(b);
                boolean both = a == b;
                ranges.add(
                        new VersionRange(
                                low,
                                low != null && (both || random.nextBoolean()),
                                high,
                                high != null && (both || random.nextBoolean())));
            }
            List<VersionRange> gaps =
                    VersionGaps.outside(
                                    ranges, (a, b) -> Versions.compare(VersionScheme.GENERIC, a, b))
                            .orElseThrow();
            for (int v = 0; v < 42; v++) {
                double version = v / 2.0;
                assertThat(in(gaps, version))
                        .as("%s in %s, gaps %s", version, ranges, gaps)
                        .isNotEqualTo(in(ranges, version));
            }
        }
    }

    private static boolean in(List<VersionRange> ranges, double version) {
        for (VersionRange r : ranges) {
            double low =
                    r.lower() == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(r.lower());
            double high =
                    r.upper() == null ? Double.POSITIVE_INFINITY : Double.parseDouble(r.upper());
            boolean above = r.lowerInclusive() ? version >= low : version > low;
            boolean below = r.upperInclusive() ? version <= high : version < high;
            if (above && below) {
                return true;
            }
        }
        return false;
    }
}
