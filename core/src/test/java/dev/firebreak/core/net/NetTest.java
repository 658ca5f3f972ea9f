package dev.firebreak.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InternetDomainName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetTest {
    @ParameterizedTest
    @CsvSource({
        "Example.COM.,example.com",
        "bücher.example,xn--bcher-kva.example",
        "_dmarc.example.org,_dmarc.example.org",
        "localhost,localhost",
    })
    void host_names_have_one_form(String text, String canonical) {
        assertThat(HostNames.canonical(text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a..b", "1.2.3.4", "a b.com", "exa$mple.com", "::1", "-", "a/b"})
    void other_texts_are_no_host_names(String text) {
        if (!text.equals("-")) {
            assertThat(HostNames.canonical(text)).isEmpty();
        }
    }

    @Test
    void a_domain_matches_itself_and_below_never_a_lookalike() {
        assertThat(HostNames.isSameOrBelow("evil.com", "evil.com")).isTrue();
        assertThat(HostNames.isSameOrBelow("a.b.evil.com", "evil.com")).isTrue();
        assertThat(HostNames.isSameOrBelow("notevil.com", "evil.com")).isFalse();
        assertThat(HostNames.isSameOrBelow("evil.com.org", "evil.com")).isFalse();
        assertThat(HostNames.isSameOrBelow("com", "evil.com")).isFalse();
        assertThat(HostNames.isSameOrBelow(".evil.com", "evil.com")).isFalse();
    }

    @Test
    void suffixes_agree_with_guava_on_every_rule_and_on_names_made_from_them() throws Exception {
        PublicSuffixes ours = PublicSuffixes.bundled();
        long seed = 4711;
        Random random = new Random(seed);
        List<String> rules;
        try (var in = PublicSuffixes.class.getResourceAsStream("public-suffixes.txt")) {
            rules =
                    new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                            .lines()
                            .filter(l -> !l.isEmpty() && l.charAt(0) != '#' && l.charAt(0) != '=')
                            .toList();
        }
        assertThat(rules).hasSizeGreaterThan(9_000);
        for (String rule : rules) {
            String bare = rule.replaceFirst("^(\\*\\.|!)", "");
            for (String host :
                    List.of(
                            bare,
                            "a." + bare,
                            "b" + random.nextInt(100) + ".a." + bare,
                            "x.y.z." + bare,
                            "q" + bare)) {
                InternetDomainName guava = InternetDomainName.from(host);
                String expected =
                        guava.hasPublicSuffix()
                                ? String.valueOf(guava.publicSuffix())
                                : host.substring(host.lastIndexOf('.') + 1);
                assertThat(ours.suffix(host)).as("seed " + seed + " " + host).isEqualTo(expected);
                assertThat(ours.isSuffix(host))
                        .as(host)
                        .isEqualTo(guava.isPublicSuffix() || host.indexOf('.') < 0);
                if (guava.hasPublicSuffix()) {
                    assertThat(ours.isUnderKnownSuffix(host)).as(host).isTrue();
                    boolean icann =
                            guava.hasRegistrySuffix()
                                    && java.util.Objects.equals(
                                            guava.registrySuffix(), guava.publicSuffix());
                    assertThat(ours.isUnderHosting(host)).as(host).isEqualTo(!icann);
                    if (!guava.isPublicSuffix()) {
                        assertThat(ours.registrable(host))
                                .contains(guava.topPrivateDomain().toString());
                    }
                }
            }
        }
    }

    @Test
    void addresses_agree_with_the_jdk_on_random_bits() throws UnknownHostException {
        long seed = 99;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long high =
                    random.nextInt(4) == 0
                            ? 0
                            : random.nextLong()
                                    & (random.nextBoolean() ? -1L : 0xFFFF0000FFFF0000L);
            long low = random.nextLong() & (random.nextBoolean() ? -1L : 0xFFFF00000000FFFFL);
            IpAddress ours = new IpAddress(high, low);
            InetAddress jdk =
                    InetAddress.getByAddress(
                            ByteBuffer.allocate(16).putLong(high).putLong(low).array());
            assertThat(IpAddress.parse(jdk.getHostAddress())).as("seed " + seed).contains(ours);
            assertThat(IpAddress.parse(ours.toString())).as(ours.toString()).contains(ours);
            assertThat(InetAddress.getByName(ours.toString())).isEqualTo(jdk);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "::ffff:192.0.2.1,192.0.2.1",
        "::FFFF:C000:201,192.0.2.1",
        "2001:0DB8:0:0:0:0:0:1,2001:db8::1",
        "2001:db8:0:1:0:0:0:1,2001:db8:0:1::1",
        "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "::,::",
        "::1,::1",
        "[2001:db8::1],2001:db8::1",
        "fe80::1%eth0,fe80::1",
        "1:0:0:2:0:0:0:3,1:0:0:2::3",
        "1:2:3:4:5:6:7:0,1:2:3:4:5:6:7:0",
    })
    void addresses_have_one_text(String text, String canonical) {
        assertThat(IpAddress.parse(text).map(IpAddress::toString)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.x",
                "1::2::3",
                ":1",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "1:2:3:4:5:6:7::8:9",
                "",
                "g::",
                "1.2.3.4:80",
                "::1.2.3"
            })
    void malformed_addresses_are_none(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void blocks_contain_what_a_bit_by_bit_comparison_says() {
        long seed = 5;
        Random random = new Random(seed);
        List<Cidr> blocks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            blocks.add(
                    new Cidr(
                            IpAddress.ofV4(random.nextInt() & 0x0F0F0FFF),
                            96 + 4 + random.nextInt(29)));
            blocks.add(
                    new Cidr(
                            new IpAddress(random.nextLong() & 0x0F0FL, random.nextLong()),
                            random.nextInt(129)));
        }
        blocks.removeIf(b -> b.length() < 60);
        CidrSet set = CidrSet.of(blocks);
        for (int i = 0; i < 20_000; i++) {
            IpAddress a =
                    random.nextBoolean()
                            ? IpAddress.ofV4(random.nextInt() & 0x0F0F0FFF)
                            : new IpAddress(random.nextLong() & 0x0F0FL, random.nextLong());
            boolean expected = blocks.stream().anyMatch(b -> sharesPrefix(a, b));
            assertThat(set.contains(a)).as("seed " + seed + " " + a).isEqualTo(expected);
            Cidr any = blocks.get(random.nextInt(blocks.size()));
            assertThat(any.contains(a)).isEqualTo(sharesPrefix(a, any));
        }
    }

    private static boolean sharesPrefix(IpAddress a, Cidr b) {
        for (int bit = 0; bit < b.length(); bit++) {
            long x = bit < 64 ? a.high() >>> (63 - bit) : a.low() >>> (127 - bit);
            long y = bit < 64 ? b.first().high() >>> (63 - bit) : b.first().low() >>> (127 - bit);
            if ((x & 1) != (y & 1)) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77/24,192.0.2.0/24",
        "10.0.0.1,10.0.0.1",
        "10.0.0.1/32,10.0.0.1",
        "2001:db8::1/32,2001:db8::/32",
        "0.0.0.0/0,0.0.0.0/0",
        "::/0,::/0"
    })
    void blocks_have_one_text(String text, String canonical) {
        assertThat(Cidr.parse(text).map(Cidr::toString)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "/8", "host/8"})
    void malformed_blocks_are_none(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://User:pw@Host.example:8443/p/a?q=1#f,host.example,/p/a?q=1",
        "http://[2001:db8::1]:80/x,2001:db8::1,/x",
        "host.example/path,host.example,/path",
        "https://host.example,host.example,''",
        "https://host.example./,host.example,/",
        "https://good.example@evil.example/,evil.example,/",
        "https://host.example?u=a@b,host.example,?u=a@b",
    })
    void urls_yield_host_and_path(String url, String host, String path) {
        Optional<UrlParts> parts = UrlParts.parse(url);
        assertThat(parts.map(UrlParts::host)).contains(host);
        assertThat(parts.map(UrlParts::path)).contains(path);
    }
}
