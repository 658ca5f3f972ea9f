package dev.firebreak.gate.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class YaraTest {
    @Test
    void matchingRulesAreNamed() throws IOException {
        Optional<Yara> yara =
                Yara.compile(
                        List.of(
                                "rule has_mark { strings: $a = \"firebreak-mark\" condition: $a } rule other { strings: $a = \"absent-words\" condition: $a }"));
        Assumptions.assumeTrue(yara.isPresent(), "libyara is not installed");
        try (Yara y = yara.orElseThrow()) {
            assertThat(y.scan("xx firebreak-mark yy".getBytes(StandardCharsets.UTF_8), 5))
                    .containsExactly("has_mark");
            assertThat(y.scan("nothing".getBytes(StandardCharsets.UTF_8), 5)).isEmpty();
        }
    }

    @Test
    void brokenRulesAreRefused() {
        assertThatThrownBy(
                        () -> {
                            Optional<Yara> yara = Yara.compile(List.of("rule broken {"));
                            Assumptions.assumeTrue(yara.isPresent(), "libyara is not installed");
                        })
                .isInstanceOfAny(IOException.class, org.opentest4j.TestAbortedException.class);
    }
}
