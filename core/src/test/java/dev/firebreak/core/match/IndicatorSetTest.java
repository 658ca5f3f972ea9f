package dev.firebreak.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import dev.firebreak.core.model.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndicatorSetTest {
    private static Indicator indicator(ObservableType type, String value) {
        return Indicator.of(type, value, Span.field("test", "", value));
    }

    private static List<String> matches(IndicatorSet set, ObservableType type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        // Room around the value, so that reading beyond it would be noticed.
        byte[] room = ("x." + value + ".x").getBytes(StandardCharsets.UTF_8);
        Matches matches = new Matches();
        set.match(type, new Slice().set(room, 2, 2 + bytes.length), matches);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            found.add(set.indicators().get(matches.id(i)).value());
        }
        return found;
    }

    private static boolean matches(
            ObservableType indicatorType, String indicator, ObservableType type, String value) {
        return !matches(IndicatorSet.of(List.of(indicator(indicatorType, indicator))), type, value)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, evil.example, true",
        "evil.example, EVIL.Example., true",
        "evil.example, a.b.evil.example, true",
        "evil.example, notevil.example, false",
        "evil.example, evil.example.de, false",
        "evil.example, xevil.example, false",
        "evil.example, evil-example, false",
        "evil.example, vil.example, false",
        "evil.example, example, false",
        "a.evil.example, evil.example, false",
        "evil.example, evil.examplf, false",
        "xn--mnchen-3ya.example, münchen.example, true",
        "münchen.example, www.xn--mnchen-3ya.example, true",
        "evil.example, .evil.example, true",
        "evil.example, '', false",
        "evil.example, ., false",
        "_dmarc.evil.example, _dmarc.evil.example, true",
    })
    void aDomainMatchesItselfAndItsSubdomainsOnly(
            String indicator, String value, boolean expected) {
        assertThat(matches(ObservableType.DOMAIN, indicator, ObservableType.DOMAIN, value))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.70, false",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::1, 2001:0DB8:0:0:0:0:0:1, true",
        "2001:db8::1, 2001:db8::2, false",
        "2001:db8::/127, 2001:db8::1, true",
        "192.0.2.7, ::ffff:192.0.2.7, true",
        "::ffff:192.0.2.7, 192.0.2.7, true",
        "fe80::1, fe80::1%eth0, true",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8, true",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0, true",
        "::, 0:0:0:0:0:0:0:0, true",
        "192.0.2.7, not-an-address, false",
    })
    void anAddressMatchesItselfAndTheBlocksItLiesIn(
            String indicator, String value, boolean expected) {
        assertThat(matches(ObservableType.IPV4, indicator, ObservableType.IPV6, value))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/a/b, http://EVIL.example/a/b, true",
        "https://evil.example/a/b, https://evil.example:443/a/b?x=1, true",
        "https://evil.example/a/b, https://evil.example/a/b/c, true",
        "https://evil.example/a/b/, https://evil.example/a/b, true",
        "https://evil.example/a/b, https://evil.example/a/bc, false",
        "https://evil.example/a/b, https://evil.example/A/B, false",
        "https://evil.example/a/b, https://www.evil.example/a/b, false",
        "https://evil.example/a/b, https://other.example/a/b, false",
        "https://evil.example/a?id=1, https://evil.example/a?id=1&x=2, true",
        "https://evil.example/a?id=1, https://evil.example/a?id=12, false",
        "https://evil.example/a?id=1, https://evil.example/a, false",
        "http://evil.example:8080/a, http://evil.example:8080/a, true",
        "http://evil.example:8080/a, http://evil.example/a, false",
        "http://evil.example/a, http://user:pw@evil.example:8080/a, true",
        "http://evil.example/, http://evil.example/any/thing, true",
        "http://evil.example, http://evil.example, true",
        "http://evil.example/%7Ex, http://evil.example/~x, true",
        "http://[2001:db8::1]/a, http://[2001:db8::1]:80/a, true",
        "http://github.com/a/b, http://github.com/a/b/c, true",
        "http://github.com/, http://github.com/a/b/c, false",
    })
    void aUrlMatchesByHostAndPath(String indicator, String value, boolean expected) {
        assertThat(matches(ObservableType.URL, indicator, ObservableType.URL, value))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/a, DOMAIN, evil.example, true",
        "https://evil.example/a, DOMAIN, sub.evil.example, false",
        "https://raw.githubusercontent.com/x/y/main/icon1.ico, DOMAIN, raw.githubusercontent.com, false",
        "https://raw.githubusercontent.com/x/y/main/icon1.ico, URL, https://raw.githubusercontent.com/x/y/main/icon1.ico, true",
        "https://raw.githubusercontent.com/x/y/main/icon1.ico, URL, https://raw.githubusercontent.com/x/y/main/other.ico, false",
        "http://192.0.2.7:8080/a, IPV4, 192.0.2.7, true",
        "http://192.0.2.7/a, DOMAIN, 192.0.2.7, false",
    })
    void aLookUpOfAUrlsHostCountsOnlyWhereTheHostIsNotShared(
            String url, ObservableType type, String value, boolean expected) {
        assertThat(matches(ObservableType.URL, url, type, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ffmpeg.dll, C:\\x\\FFmpeg.dll, true",
        "ffmpeg.dll, ffmpeg.dll, true",
        "ffmpeg.dll, notffmpeg.dll, false",
        "C:\\x\\ffmpeg.dll, D:\\X\\ffmpeg.dll, true",
        "C:\\x\\ffmpeg.dll, C:\\y\\ffmpeg.dll, false",
        "%APPDATA%\\3CX\\ffmpeg.dll, C:\\Users\\u\\AppData\\Roaming\\3CX\\ffmpeg.dll, true",
        "~/Library/a.plist, /Users/u/Library/a.plist, true",
        "/tmp/a.sh, tmp/a.sh, true",
    })
    void aFileNameMatchesByItsLastPartAndTheFoldersTheIndicatorNames(
            String indicator, String value, boolean expected) {
        assertThat(matches(ObservableType.FILENAME, indicator, ObservableType.FILENAME, value))
                .isEqualTo(expected);
    }

    @Test
    void hashesAndMailAddressesMatchInAnyCase() {
        assertThat(
                        matches(
                                ObservableType.MD5,
                                "9e107d9d372bb6826bd81d3542a419d6",
                                ObservableType.MD5,
                                "9E107D9D372BB6826BD81D3542A419D6"))
                .isTrue();
        assertThat(
                        matches(
                                ObservableType.MD5,
                                "9e107d9d372bb6826bd81d3542a419d6",
                                ObservableType.SHA1,
                                "9e107d9d372bb6826bd81d3542a419d6"))
                .isFalse();
        assertThat(
                        matches(
                                ObservableType.EMAIL,
                                "a@evil.example",
                                ObservableType.EMAIL,
                                "A@Evil.example"))
                .isTrue();
    }

    @Test
    void whatIsNoAddressOrUrlIsTold() {
        IndicatorSet set =
                IndicatorSet.of(
                        List.of(
                                indicator(ObservableType.IPV4, "192.0.2.0/33"),
                                indicator(ObservableType.IPV6, "zzz"),
                                indicator(ObservableType.URL, "http:///x")));
        assertThat(set.problems()).hasSize(3);
    }

    /// A nested loop over all indicators, with nothing clever in it.
    private static TreeSet<String> naive(List<Indicator> indicators, String query) {
        String name = query.toLowerCase(Locale.ROOT);
        while (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        TreeSet<String> found = new TreeSet<>();
        for (Indicator indicator : indicators) {
            String wanted = indicator.value().toLowerCase(Locale.ROOT);
            if (name.equals(wanted) || name.endsWith("." + wanted)) {
                found.add(indicator.value());
            }
        }
        return found;
    }

    @Test
    void randomNamesMatchWhatANestedLoopFinds() {
        long seed = 20230329;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] labels = {
            "evil", "Evil", "notevil", "evi1", "a", "b", "cdn", "com", "de", "co", "uk", "example",
            "x-y", "_t"
        };
        for (int round = 0; round < 40; round++) {
            List<Indicator> indicators = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(60); i++) {
                indicators.add(indicator(ObservableType.DOMAIN, name(random, labels)));
            }
            IndicatorSet set = IndicatorSet.of(indicators);
            for (int i = 0; i < 500; i++) {
                String query = name(random, labels) + (random.nextInt(5) == 0 ? "." : "");
                assertThat(new TreeSet<>(matches(set, ObservableType.DOMAIN, query)))
                        .as("seed %d, query %s", seed, query)
                        .isEqualTo(naive(indicators, query));
            }
        }
    }

    private static String name(Random random, String[] labels) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append(name.isEmpty() ? "" : ".").append(labels[random.nextInt(labels.length)]);
        }
        return name.toString();
    }
}
