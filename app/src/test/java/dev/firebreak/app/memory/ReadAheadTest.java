package dev.firebreak.app.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.check.InputFiles;
import dev.firebreak.app.check.Progress;
import dev.firebreak.core.index.Settings;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
    private static final Instant NOW = Instant.parse("2023-04-01T00:00:00Z");
    private static final TakeOptions OPTIONS = TakeOptions.of("Stadt", NOW);

    @TempDir Path folder;

    @Test
    void reading_ahead_leaves_the_very_bytes_that_reading_one_by_one_leaves() throws IOException {
        for (long seed = 1; seed <= 6; seed++) {
            System.out.println("seed " + seed);
            Path inputs = inputs(new Random(seed), folder.resolve("in-" + seed), true);
            if (seed == 1) {
                large(new Random(seed), inputs);
            }
            List<Problem> one = new ArrayList<>();
            List<Problem> many = new ArrayList<>();
            Path data = folder.resolve("data-" + seed);

            TakeResult expected = oneByOne(data.resolve("one"), inputs, OPTIONS, one);
            TakeResult result =
                    memory(data.resolve("many"))
                            .take(List.of(inputs), OPTIONS, Progress.NONE, many::add);

            assertThat(result).isEqualTo(expected);
            assertThat(many).isEqualTo(one);
            assertThat(result.inventories()).isGreaterThan(50);
            assertThat(result.refused()).isPositive();
            assertThat(result.logs()).isPositive();
            assertThat(bytes(data.resolve("many"))).isEqualTo(bytes(data.resolve("one")));
        }
    }

    @Test
    void watching_reads_ahead_and_leaves_the_very_bytes_that_reading_one_by_one_leaves()
            throws IOException {
        Path inputs = inputs(new Random(11), folder.resolve("in"), true);
        Path data = folder.resolve("data");
        List<Problem> one = new ArrayList<>();
        List<Problem> watched = new ArrayList<>();
        TakeResult expected = oneByOne(data.resolve("one"), inputs, OPTIONS.whileGrowing(), one);
        Watch watch =
                new Watch(
                        memory(data.resolve("watched")),
                        List.of(inputs),
                        () -> OPTIONS,
                        watched::add);

        assertThat(watch.round()).isEqualTo(expected);
        assertThat(watched).isEqualTo(one);
        assertThat(bytes(data.resolve("watched"))).isEqualTo(bytes(data.resolve("one")));
        assertThat(watch.round()).isEqualTo(TakeResult.NOTHING);
    }

    @Test
    void what_was_taken_in_is_known_again_and_a_changed_file_is_not() throws IOException {
        Path inputs = inputs(new Random(7), folder.resolve("in"), false);
        Memory memory = memory(folder.resolve("data"));
        TakeResult first = memory.take(List.of(inputs), OPTIONS, Progress.NONE, _ -> {});
        Map<String, String> before = bytes(folder.resolve("data"));

        TakeResult again = memory.take(List.of(inputs), OPTIONS, Progress.NONE, _ -> {});

        assertThat(again.known()).isEqualTo(first.inventories() + first.logs());
        assertThat(again.inventories()).isZero();
        assertThat(bytes(folder.resolve("data"))).isEqualTo(before);

        Files.writeString(inputs.resolve("pc-3.json"), cycloneDx(new Random(99), "pc-3"));
        TakeResult changed = memory.take(List.of(inputs), OPTIONS, Progress.NONE, _ -> {});
        assertThat(changed.inventories()).isEqualTo(1);
        assertThat(changed.known()).isEqualTo(again.known() - 1);
    }

    @Test
    void a_file_that_is_named_twice_counts_once() throws IOException {
        Path inputs = inputs(new Random(8), folder.resolve("in"), false);
        Path one = inputs.resolve("pc-3.json");
        TakeResult result =
                memory(folder.resolve("data"))
                        .take(List.of(one, inputs, one), OPTIONS, Progress.NONE, _ -> {});
        TakeResult once =
                memory(folder.resolve("once"))
                        .take(List.of(inputs), OPTIONS, Progress.NONE, _ -> {});

        assertThat(result.inventories()).isEqualTo(once.inventories());
        assertThat(result.entries()).isEqualTo(once.entries());
        assertThat(result.known()).isEqualTo(2);
    }

    private static Memory memory(Path data) throws IOException {
        return Memory.open(data, Settings.defaults().withClock(() -> 1_680_000_000_000_000L));
    }

    private static TakeResult oneByOne(
            Path data, Path inputs, TakeOptions options, List<Problem> problems)
            throws IOException {
        TakeResult total = TakeResult.NOTHING;
        try (Taking taking = memory(data).begin(problems::add)) {
            for (Path file : InputFiles.of(List.of(inputs)).files()) {
                total = total.plus(taking.file(file, options, Progress.NONE));
            }
            taking.commit();
        }
        return total;
    }

    private static Map<String, String> bytes(Path data) throws IOException {
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.put(
                        data.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return out;
    }

    /// @param broken whether some files break off; such a file is never known, it may become whole
    private static Path inputs(Random random, Path to, boolean broken) throws IOException {
        Files.createDirectories(to.resolve("more"));
        for (int i = 0; i < 80; i++) {
            String text = cycloneDx(random, "pc-" + i);
            if (broken && i % 11 == 5) {
                text = text.substring(0, random.nextInt(text.length())); // broken off
            }
            if (i % 13 == 7) {
                text = text.replace("Maker", "Ma\u00fcker");
            }
            boolean western = i % 26 == 7;
            byte[] b =
                    text.getBytes(western ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            Path file = to.resolve((i % 3 == 0 ? "" : "more/") + "pc-" + i + ".json");
            if (i % 7 == 6) {
                file = to.resolve("pc-" + i + ".json.gz");
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                    out.write(b);
                }
            } else {
                Files.write(file, b);
            }
        }
        Files.writeString(to.resolve("empty.json"), "");
        Files.writeString(to.resolve("letter.txt"), "Sehr geehrte Damen und Herren,\n");
        Files.writeString(to.resolve("osquery.log"), osquery(random, 3));
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            log.append("{\"_path\":\"dns\",\"ts\":").append(1679500000 + i);
            log.append(",\"id.orig_h\":\"10.0.0.").append(i % 9);
            log.append("\",\"query\":\"n").append(i).append(".example\"}\n");
        }
        Files.writeString(to.resolve("dns.log"), log);
        try (Stream<Path> files = Files.walk(to)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(3600)));
            }
        }
        return to;
    }

    /// One that is not read ahead but beside the writer.
    private static void large(Random random, Path to) throws IOException {
        Path file = Files.writeString(to.resolve("osquery-large.log"), osquery(random, 3000));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(3600)));
    }

    private static String cycloneDx(Random random, String machine) {
        StringBuilder out =
                new StringBuilder("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",");
        out.append("\"metadata\":{\"timestamp\":\"2023-03-30T08:15:00Z\",");
        out.append("\"component\":{\"type\":\"device\",\"name\":\"").append(machine);
        out.append("\"}},\"components\":[");
        int n = 1 + random.nextInt(120);
        for (int i = 0; i < n; i++) {
            int program = random.nextInt(300);
            out.append(i == 0 ? "\n" : ",\n").append("{\"type\":\"application\",\"bom-ref\":\"r");
            out.append(i).append("\",\"publisher\":\"Maker ").append(program % 40);
            out.append("\",\"name\":\"Program ").append(program).append("\",\"version\":\"1.");
            out.append(random.nextInt(5)).append("\"}");
        }
        return out.append("]}\n").toString();
    }

    private static String osquery(Random random, int machines) {
        StringBuilder out = new StringBuilder();
        for (int m = 0; m < machines; m++) {
            out.append("{\"snapshot\":[");
            for (int i = 0; i < 60; i++) {
                int program = random.nextInt(300);
                out.append(i == 0 ? "" : ",").append("{\"name\":\"Program ").append(program);
                out.append("\",\"version\":\"2.").append(random.nextInt(4));
                out.append("\",\"publisher\":\"Maker\",\"install_location\":");
                out.append("\"C:\\\\Program Files\\\\Program\\\\\",\"language\":\"1031\"}");
            }
            out.append("],\"action\":\"snapshot\",\"name\":\"programs\",\"hostIdentifier\":\"os-");
            out.append(m).append("\",\"unixTime\":1680164100}\n");
        }
        return out.toString();
    }
}
