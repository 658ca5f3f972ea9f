package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @ParameterizedTest
    @CsvSource({"30d,30", "30,30", "4w,28", "18m,540", "2y,730"})
    void aDurationIsANumberWithAUnit(String text, long days) {
        assertThat(Arguments.duration(text)).isEqualTo(Duration.ofDays(days));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "-3d", "3h", "99999999d", "drei Tage"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Arguments.duration(text)).hasMessageContaining("30d");
    }

    @Test
    void aDayMayBeWrittenTheGermanWay() {
        assertThat(Arguments.startOfDay("22.03.2023"))
                .isEqualTo(Instant.parse("2023-03-22T00:00:00Z"));
        assertThat(Arguments.endOfDay("2023-03-22"))
                .isEqualTo(Instant.parse("2023-03-22T23:59:59Z"));
        assertThat(Arguments.startOfDay("2023-03-22T10:00:00+02:00"))
                .isEqualTo(Instant.parse("2023-03-22T08:00:00Z"));
    }

    @Test
    void aDayThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Arguments.startOfDay("31.02.2023x"))
                .hasMessageContaining("22.03.2023");
    }
}
