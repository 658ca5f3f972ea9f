package dev.firebreak.gate.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.idealista.tlsh.TLSH;
import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.FileKind;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    /// The library takes text only; on text both must agree.
    @Test
    void theDigestIsTheOneOfAnotherImplementation() {
        long seed = Long.getLong("firebreak.seed", 20_261_127);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder();
            int length = 600 + random.nextInt(90_000);
            while (text.length() < length) {
                text.append(Integer.toString(random.nextInt(1_000_000), 36)).append(round % 7);
            }
            String wanted = new TLSH(text.toString()).hash();
            String actual =
                    Similarity.of(
                            FileKind.JAVASCRIPT,
                            Content.of(text.toString().getBytes(StandardCharsets.US_ASCII)));
            assertThat(actual).isNotNull();
            assertThat(actual.substring(2)).isEqualToIgnoringCase(wanted);
        }
    }

    @Test
    void plainAndSmallFilesHaveNone() {
        assertThat(Similarity.of(FileKind.JAVASCRIPT, Content.of(new byte[5000]))).isNull();
        assertThat(Similarity.of(FileKind.JAVASCRIPT, Content.of(new byte[10]))).isNull();
        assertThat(Similarity.of(FileKind.IMAGE, Content.of(new byte[5000]))).isNull();
    }
}
