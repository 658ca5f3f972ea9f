package dev.firebreak.formats.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.core.model.Certainty;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StixPatternTest {
    private static PatternTerms terms(String pattern) throws PatternException {
        return PatternTerms.of(StixPattern.parse(pattern));
    }

    private static List<String> values(String pattern) throws PatternException {
        return terms(pattern).terms().stream().map(t -> t.type().json() + " " + t.value()).toList();
    }

    @Test
    void reads_the_objects_that_logs_know() throws PatternException {
        assertThat(values("[domain-name:value = 'a.example']")).containsExactly("domain a.example");
        assertThat(values("[ipv4-addr:value = '203.0.113.0/24']"))
                .containsExactly("ipv4 203.0.113.0/24");
        assertThat(values("[ipv4-addr:value ISSUBSET '203.0.113.0/24']"))
                .containsExactly("ipv4 203.0.113.0/24");
        assertThat(values("[ipv6-addr:value='2001:db8::1']")).containsExactly("ipv6 2001:db8::1");
        assertThat(values("[url:value = 'http://a.example/x']"))
                .containsExactly("url http://a.example/x");
        assertThat(values("[email-message:from_ref.value = 'a@b.example']"))
                .containsExactly("email a@b.example");
        assertThat(values("[file:hashes.'SHA-256' = 'ab']")).containsExactly("sha256 ab");
        assertThat(
                        values(
                                "[file:hashes.MD5 = 'ab' OR file:hashes.\"SHA-1\" = 'cd']"
                                        .replace('"', '\'')))
                .containsExactly("md5 ab", "sha1 cd");
        assertThat(values("[process:binary_ref.hashes.SHA1 = 'cd']")).containsExactly("sha1 cd");
        assertThat(values("[network-traffic:dst_ref.value = '203.0.113.7']"))
                .containsExactly("ipv4 203.0.113.7");
        assertThat(values("[network-traffic:dst_ref.value = 'c2.example']"))
                .containsExactly("domain c2.example");
        assertThat(
                        values(
                                "[network-traffic:extensions.'http-request-ext'.request_header.Host = 'c2.example']"))
                .containsExactly("domain c2.example");
        assertThat(values("[file:name IN ('a.exe', 'b.exe')]"))
                .containsExactly("filename a.exe", "filename b.exe");
    }

    @Test
    void a_hash_is_enough_for_a_file_and_other_conjunctions_lose_certainty()
            throws PatternException {
        PatternTerms file = terms("[file:name = 'x.dll' AND file:hashes.MD5 = 'ab']");
        assertThat(file.terms())
                .singleElement()
                .satisfies(t -> assertThat(t.certainty()).isEqualTo(Certainty.STATED));
        PatternTerms traffic =
                terms("[domain-name:value = 'a.example' AND ipv4-addr:value = '203.0.113.7']");
        assertThat(traffic.terms()).hasSize(2).allMatch(t -> t.certainty() == Certainty.INFERRED);
        assertThat(traffic.notes()).isNotEmpty();
        assertThat(terms("[a:b = 1] FOLLOWEDBY [domain-name:value = 'a.example']").notes())
                .isNotEmpty();
    }

    @Test
    void what_is_negated_or_a_wildcard_is_named_and_not_used() throws PatternException {
        assertThat(values("[domain-name:value != 'a.example']")).isEmpty();
        assertThat(
                        values(
                                "[NOT domain-name:value = 'a.example' OR domain-name:value NOT IN ('b.example')]"))
                .isEmpty();
        assertThat(values("[url:value LIKE 'http://%/gate.php']")).isEmpty();
        assertThat(terms("[url:value LIKE 'http://%/gate.php']").notes())
                .singleElement()
                .asString()
                .contains("not used");
        assertThat(values("[domain-name:value LIKE '%.a.example']"))
                .containsExactly("domain a.example");
        assertThat(values("[domain-name:value MATCHES '^a\\\\.example$']"))
                .containsExactly("domain a.example");
        assertThat(values("[domain-name:value MATCHES '^a.*\\\\.example$']")).isEmpty();
    }

    @Test
    void start_and_stop_bound_the_time() throws PatternException {
        PatternTerms terms =
                terms(
                        "([domain-name:value = 'a.example'] REPEATS 5 TIMES WITHIN 60 SECONDS) START t'2023-03-01T00:00:00Z' STOP t'2023-04-01T00:00:00.5Z'");
        assertThat(terms.terms())
                .singleElement()
                .satisfies(
                        t -> {
                            assertThat(t.from()).isEqualTo(Instant.parse("2023-03-01T00:00:00Z"));
                            assertThat(t.until())
                                    .isEqualTo(Instant.parse("2023-04-01T00:00:00.5Z"));
                        });
        assertThat(terms.notes()).hasSize(2);
    }

    @Test
    void quotes_and_backslashes_are_undone() throws PatternException {
        assertThat(values("[file:name = 'it\\'s.exe']")).containsExactly("filename it's.exe");
        assertThat(values("[file:name = 'C:\\\\x\\\\y.exe']"))
                .containsExactly("filename C:\\x\\y.exe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "[domain-name:value]",
                "[domain-name:value = ]",
                "[domain-name:value = 'a",
                "domain-name:value = 'a'",
                "[domain-name = 'a']",
                "[domain-name:value = 'a'] AND",
                "[domain-name:value = 'a'] START t'x' STOP t'y'",
                "[a:b IN ('x' 'y')]",
                "[a:b = 'x'] nonsense",
                "[a:b ~ 'x']"
            })
    void a_broken_pattern_says_where(String pattern) {
        assertThatThrownBy(() -> StixPattern.parse(pattern))
                .isInstanceOf(PatternException.class)
                .hasMessageContaining("at character");
    }

    @Test
    void deep_nesting_is_refused_without_exhausting_the_stack() {
        String deep = "(".repeat(100_000) + "[a:b = 1]" + ")".repeat(100_000);
        assertThatThrownBy(() -> StixPattern.parse(deep))
                .isInstanceOf(PatternException.class)
                .hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> StixPattern.parse("[" + "(".repeat(100_000)))
                .isInstanceOf(PatternException.class);
    }

    @Test
    void no_pattern_makes_the_parser_fail_otherwise() {
        long seed = 5;
        System.out.println("StixPatternTest seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {
            "[",
            "]",
            "(",
            ")",
            "domain-name:value",
            "=",
            "!=",
            "'a'",
            "'",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "MATCHES",
            "FOLLOWEDBY",
            "START",
            "STOP",
            "t'2023-01-01T00:00:00Z'",
            "WITHIN",
            "5",
            "SECONDS",
            ",",
            "\\",
            "file:hashes.'MD5'",
            "EXISTS",
            "x",
            "-"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(14); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(' ');
            }
            try {
                PatternTerms.of(StixPattern.parse(text.toString()));
            } catch (PatternException e) {
                assertThat(e).hasMessageContaining("at character");
            }
        }
    }
}
