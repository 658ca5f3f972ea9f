package dev.firebreak.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each folder under `golden/inventories` holds one input and, in `expected.txt`, what must be read from it. Run with
/// `-Dfirebreak.golden.update=true` to write the expectations anew, and read the difference.
class InventoriesGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/inventories");
    private static final Instant FILE_TIME = Instant.parse("2023-04-01T00:00:00Z");

    @TestFactory
    List<DynamicTest> every_sample_is_read_as_expected() throws IOException {
        try (Stream<Path> cases = Files.list(FOLDER)) {
            List<DynamicTest> tests =
                    cases.filter(Files::isDirectory)
                            .sorted()
                            .map(
                                    folder ->
                                            DynamicTest.dynamicTest(
                                                    folder.getFileName().toString(),
                                                    () -> check(folder)))
                            .toList();
            assertThat(tests).hasSizeGreaterThan(40);
            return tests;
        }
    }

    private static void check(Path folder) throws IOException {
        Path input;
        try (Stream<Path> files = Files.list(folder)) {
            input =
                    files.filter(file -> !file.getFileName().toString().equals("expected.txt"))
                            .findFirst()
                            .orElseThrow();
        }
        Transcript transcript = new Transcript();
        InventoryOptions options = new InventoryOptions(null, null, null, FILE_TIME);
        Inventories.ReadResult result = Inventories.read(input, options, transcript);
        transcript.finished();
        String actual =
                "%s, %d machines, %d components, %d problems\n"
                                .formatted(
                                        result.kind(),
                                        result.assets(),
                                        result.components(),
                                        result.problems())
                        + transcript;
        Path expected = folder.resolve("expected.txt");
        if (Boolean.getBoolean("firebreak.golden.update")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }
}
