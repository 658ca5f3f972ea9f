package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonScannerTest {
    private static final long SEED = 20_260_103;
    private static final String[] PIECES = {
        "1",
        "-2.5e3",
        "true",
        "null",
        "\"\"",
        "\"}\"",
        "\"[{\"",
        "\"a\\\"]\"",
        "\"\\\\\"",
        "\"ü\u0002\"",
        "\"long enough for a word\""
    };
    private static final int QUERY = 0;

    private final JsonScanner scanner = new JsonScanner(paths(), 1);

    private static JsonPaths paths() {
        JsonPaths paths = new JsonPaths();
        paths.add("query", QUERY);
        return paths.build();
    }

    private static void value(Random random, StringBuilder to, int depth) {
        int kind = depth == 0 ? 2 : random.nextInt(4);
        if (kind >= 2) {
            to.append(PIECES[random.nextInt(PIECES.length)]);
            return;
        }
        to.append(kind == 0 ? '[' : '{');
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : random.nextBoolean() ? "," : " , ");
            if (kind == 1) {
                to.append("\"query\" : ");
            }
            value(random, to, depth - 1);
        }
        to.append(kind == 0 ? ']' : '}');
    }

    private boolean scan(String line) {
        byte[] a = line.getBytes(StandardCharsets.UTF_8);
        return scanner.scan(Arrays.copyOf(a, a.length + BlockParser.SLACK), 0, a.length);
    }

    @Test
    void whatStandsBehindAnUnknownObjectOrArrayIsFoundWhateverIsInIt() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder line = new StringBuilder("{\"other\":");
            line.append(random.nextBoolean() ? "[" : "{\"x\":");
            boolean array = line.charAt(line.length() - 1) == '[';
            value(random, line, 4);
            line.append(array ? "]" : "}");
            int end = line.length();
            line.append(",\"query\":\"n").append(i).append("\"}");
            assertThat(scan(line.toString())).as("%s", line).isTrue();
            assertThat(scanner.value(scanner.first(QUERY), new Slice()))
                    .as("%s", line)
                    .hasToString("n" + i);
            assertThat(scanner.count()).isEqualTo(1);
            String cut = line.substring(0, 9 + random.nextInt(end - 9));
            assertThat(scan(cut)).as(cut).isFalse();
        }
    }
}
