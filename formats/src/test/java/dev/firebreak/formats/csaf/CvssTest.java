package dev.firebreak.formats.csaf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scores published by FIRST and NVD for well-known vectors.
class CvssTest {
    @ParameterizedTest
    @CsvSource({
        "3.1, CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8",
        "3.1, CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H, 10.0",
        "3.1, CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H, 7.8",
        "3.1, CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N, 6.1",
        "3.1, CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N, 3.1",
        "3.1, CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N, 0.0",
        "3.0, CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N, 6.4",
        "3.0, CVSS:3.0/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H, 9.3",
        "2.0, AV:N/AC:L/Au:N/C:C/I:C/A:C, 10.0",
        "2.0, AV:N/AC:M/Au:N/C:N/I:P/A:N, 4.3",
        "2.0, AV:L/AC:H/Au:N/C:C/I:C/A:C, 6.2"
    })
    void base_scores(String version, String vector, double score) {
        Cvss.Scores scores = Cvss.scores(version, vector);
        assertThat(scores).isNotNull();
        assertThat(scores.base()).isEqualTo(score);
    }

    @Test
    void temporal_and_environmental_scores() {
        Cvss.Scores v2 =
                Cvss.scores(
                        "2.0",
                        "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H");
        assertThat(v2).isEqualTo(new Cvss.Scores(7.8, 6.4, 9.2));
        Cvss.Scores v3 =
                Cvss.scores("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C");
        assertThat(v3).isNotNull();
        assertThat(v3.temporal()).isEqualTo(8.8);
        Cvss.Scores harmless =
                Cvss.scores("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MC:N/MI:N/MA:N");
        assertThat(harmless).isNotNull();
        assertThat(harmless.environmental()).isZero();
    }

    @Test
    void an_incomplete_vector_has_no_score() {
        assertThat(Cvss.scores("3.1", "CVSS:3.1/AV:N")).isNull();
        assertThat(Cvss.scores("3.1", "CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")).isNull();
        assertThat(Cvss.scores("4.0", "CVSS:4.0/AV:N")).isNull();
    }
}
