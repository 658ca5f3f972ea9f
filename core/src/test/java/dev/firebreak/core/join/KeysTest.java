package dev.firebreak.core.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.net.Cidr;
import dev.firebreak.core.net.IpAddress;
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
            IpAddress a =
                    six
                            ? new IpAddress(random.nextLong(), random.nextLong())
                            : IpAddress.ofV4(random.nextInt());
            int widest = six ? Keys.WIDEST_V6 : Keys.WIDEST_V4;
            int bits = widest + random.nextInt((six ? 128 : 32) + 1 - widest);
            String block = new Cidr(a, six ? bits : bits + Keys.V4_OFFSET).first() + "/" + bits;
            ObservableType type = six ? ObservableType.IPV6 : ObservableType.IPV4;
            List<JoinKey> pattern = Keys.ofIndicator(type, block);
            List<JoinKey> shared =
                    Keys.ofObservation(type, a.toString()).stream()
                            .filter(pattern::contains)
                            .toList();
            assertThat(shared).as("%s/%d", a.toString(), bits).hasSize(1);
        }
        assertThat(Keys.ofIndicator(ObservableType.IPV4, "0.0.0.0/0")).isEmpty();
    }

    @Test
    void an_address_has_the_same_keys_however_it_is_written() {
        assertThat(seen(ObservableType.IPV6, "2001:DB8:0:0::1"))
                .isEqualTo(seen(ObservableType.IPV6, "2001:db8::1"))
                .containsExactly("2001:db8::1", "2001:db8::/64", "2001:db8::/48", "2001:db8::/32");
        assertThat(seen(ObservableType.IPV6, "::ffff:192.0.2.1"))
                .isEqualTo(seen(ObservableType.IPV4, "192.0.2.1"))
                .containsExactly("192.0.2.1", "192.0.2.0/24", "192.0.0.0/16");
        assertThat(seen(ObservableType.IPV6, "fe80::1%eth0")).contains("fe80::1");
        assertThat(seen(ObservableType.IPV4, "192.0.2.256")).isEmpty();
        assertThat(seen(ObservableType.IPV4, "192.0.02.1")).isEmpty();
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
