package dev.firebreak.core.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.ObservableType;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static List<String> seen(ObservableType type, String value) {
        return Keys.ofObservation(type, value).stream().map(JoinKey::value).toList();
    }

    @Test
    void a_domain_lies_on_its_parents_and_on_itself() {
        assertThat(seen(ObservableType.DOMAIN, "A.b.Bad.Example."))
                .containsExactly("bad.example", "b.bad.example", "a.b.bad.example");
        assertThat(seen(ObservableType.DOMAIN, "localhost")).containsExactly("localhost");
        assertThat(seen(ObservableType.DOMAIN, "bad.example")).containsExactly("bad.example");
        assertThat(seen(ObservableType.DOMAIN, ".bad.example")).contains("bad.example");
        assertThat(seen(ObservableType.DOMAIN, "")).isEmpty();
        assertThat(seen(ObservableType.DOMAIN, "m\u00fcnchen.example"))
                .containsExactly("xn--mnchen-3ya.example");
    }

    @Test
    void a_domain_with_very_many_labels_lies_on_its_last_parents_and_itself() {
        String name = "a.".repeat(40) + "bad.example";
        assertThat(seen(ObservableType.DOMAIN, name))
                .hasSize(Keys.MAX_PARENTS + 1)
                .contains("bad.example", name);
    }

    @Test
    void every_block_shares_exactly_one_key_with_each_of_its_addresses() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            boolean six = random.nextBoolean();
            byte[] a = new byte[six ? 16 : 4];
            random.nextBytes(a);
            int widest = six ? Keys.WIDEST_V6 : Keys.WIDEST_V4;
            int bits = widest + random.nextInt(a.length * 8 + 1 - widest);
            ObservableType type = six ? ObservableType.IPV6 : ObservableType.IPV4;
            List<JoinKey> pattern =
                    Keys.ofIndicator(type, Addresses.text(Addresses.cut(a, bits)) + "/" + bits);
            List<JoinKey> shared =
                    Keys.ofObservation(type, Addresses.text(a)).stream()
                            .filter(pattern::contains)
                            .toList();
            assertThat(shared).as("%s/%d", Addresses.text(a), bits).hasSize(1);
        }
        assertThat(Keys.ofIndicator(ObservableType.IPV4, "0.0.0.0/0")).isEmpty();
    }

    @Test
    void addresses_are_read_as_the_platform_reads_them() throws Exception {
        Random random = new Random(9);
        for (int i = 0; i < 2000; i++) {
            byte[] a = new byte[16];
            for (int g = 0; g < 16; g++) {
                a[g] = random.nextInt(3) == 0 ? (byte) random.nextInt() : 0;
            }
            a[0] = 0x20;
            String text = Addresses.text(a);
            assertThat(Addresses.parse(text)).as(text).isEqualTo(a);
            assertThat(InetAddress.getByName(text).getAddress()).isEqualTo(a);
            assertThat(Addresses.parse(InetAddress.getByAddress(a).getHostAddress())).isEqualTo(a);
        }
        for (String bad :
                List.of(
                        "",
                        ":",
                        ":::",
                        "1::2::3",
                        "1:2:3:4:5:6:7:8:9",
                        "12345::",
                        "1:2:",
                        "g::",
                        "1.2.3",
                        "1.2.3.4.5",
                        "1.2.3.256",
                        "1..2.3",
                        "::1.2.3",
                        "1:2:3:4:5:6:7::8:9")) {
            assertThat(Addresses.parse(bad)).as(bad).isNull();
        }
        assertThat(Addresses.parse("::ffff:192.0.2.1")).isEqualTo(Addresses.parse("192.0.2.1"));
        assertThat(Addresses.parse("fe80::1%eth0")).isEqualTo(Addresses.parse("fe80::1"));
    }

    @Test
    void a_url_meets_at_boundaries_of_its_path_only() {
        ValueMatcher m = new ValueMatcher();
        String pattern = "https://raw.example/iconstorages/images";
        KeyedIndicator i =
                KeyedIndicator.of(
                        "i", Keys.ofIndicator(ObservableType.URL, pattern).getFirst(), pattern);
        for (String yes :
                List.of(
                        pattern,
                        pattern + "/",
                        pattern + "/icon1.ico",
                        "http://RAW.example:80/iconstorages/images?x=1",
                        "raw.example/iconstorages/images#top")) {
            assertThat(m.meets(i, yes)).as(yes).isEqualTo(Matcher.Answer.YES);
        }
        for (String no :
                List.of(
                        "https://raw.example/iconstorages",
                        pattern + "2",
                        "https://raw.example.evil/iconstorages/images",
                        "https://raw.example:8443/iconstorages/images",
                        "https://x/?u=" + pattern)) {
            assertThat(m.meets(i, no)).as(no).isEqualTo(Matcher.Answer.NO);
        }
        assertThat(Keys.ofObservation(ObservableType.URL, "https://user:pw@[2001:DB8::1]:8443/x"))
                .containsExactly(new JoinKey(JoinKey.Kind.URL_HOST, "2001:db8::1"));
        assertThat(Keys.ofObservation(ObservableType.URL, "/only/a/path")).isEmpty();
    }

    @Test
    void ids_and_buckets_do_not_change_from_version_to_version() {
        assertThat(Finding.idOf("i", new Owner("Stadt", "PC1")))
                .isEqualTo(Finding.idOf("i", new Owner("stadt", "pc1")));
        assertThat(Finding.idOf("i", new Owner("Stadt", "PC1"))).hasSize(32);
        assertThat(Keys.bucket(new Owner("Stadt", "PC1"), 64)).isBetween(0, 63);
        assertThat(Finding.idOf("a", new Owner("bc", "")))
                .isNotEqualTo(Finding.idOf("ab", new Owner("c", "")));
    }
}
