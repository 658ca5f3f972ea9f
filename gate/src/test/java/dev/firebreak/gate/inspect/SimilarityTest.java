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

    /// The plain way: every step of the hash for every triplet of every window, as the paper has it. Random bytes and
    /// sizes around the chunks that are read at once.
    @Test
    void theDigestOfAnyBytesIsTheOneOfThePlainWay() {
        long seed = Long.getLong("firebreak.seed", 20_261_128);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int size =
                    switch (round % 4) {
                        case 0 -> 512 + random.nextInt(4000);
                        case 1 -> (1 << 16) - 6 + random.nextInt(12);
                        case 2 -> (1 << 17) - 6 + random.nextInt(12);
                        default -> 512 + random.nextInt(300_000);
                    };
            byte[] bytes = new byte[size];
            int range = 1 + random.nextInt(256);
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) random.nextInt(range);
            }
            int[] buckets = new int[256];
            int checksum = 0;
            for (int i = 4; i < size; i++) {
                int a = bytes[i];
                int b = bytes[i - 1];
                int c = bytes[i - 2];
                int d = bytes[i - 3];
                int e = bytes[i - 4];
                checksum = Similarity.pearson(0, a, b, checksum);
                buckets[Similarity.pearson(2, a, b, c)]++;
                buckets[Similarity.pearson(3, a, b, d)]++;
                buckets[Similarity.pearson(5, a, c, d)]++;
                buckets[Similarity.pearson(7, a, c, e)]++;
                buckets[Similarity.pearson(11, a, b, e)]++;
                buckets[Similarity.pearson(13, a, d, e)]++;
            }
            assertThat(Similarity.of(FileKind.ELF, Content.of(bytes)))
                    .as("size %d, range %d", size, range)
                    .isEqualTo(Similarity.text(buckets, checksum, size));
        }
    }

    @Test
    void plainAndSmallFilesHaveNone() {
        assertThat(Similarity.of(FileKind.JAVASCRIPT, Content.of(new byte[5000]))).isNull();
        assertThat(Similarity.of(FileKind.JAVASCRIPT, Content.of(new byte[10]))).isNull();
        assertThat(Similarity.of(FileKind.IMAGE, Content.of(new byte[5000]))).isNull();
    }

    @Test
    void programsOfSeveralMegabytesHaveOneAndSingleClassesNone() {
        byte[] bytes = new byte[5 << 20];
        new Random(1).nextBytes(bytes);
        assertThat(Similarity.of(FileKind.PE, Content.of(bytes))).hasSize(72);
        assertThat(Similarity.of(FileKind.CLASS, Content.of(bytes))).isNull();
    }
}
