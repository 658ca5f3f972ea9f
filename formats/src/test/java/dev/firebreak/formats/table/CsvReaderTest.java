package dev.firebreak.formats.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    private final List<String> faults = new ArrayList<>();

    private List<List<String>> read(byte[] bytes) throws IOException {
        List<List<String>> records = new ArrayList<>();
        try (CsvReader reader = CsvReader.open(new ByteArrayInputStream(bytes), this::fault)) {
            while (reader.next()) {
                records.add(reader.record());
            }
        }
        return records;
    }

    private void fault(long line, long offset, String reason, boolean lost) {
        faults.add(line + " " + reason + (lost ? " LOST" : ""));
    }

    private List<List<String>> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void finds_the_delimiter_in_the_first_record() throws IOException {
        assertThat(read("a;b;c\n1,5;2;3\n"))
                .containsExactly(List.of("a", "b", "c"), List.of("1,5", "2", "3"));
        assertThat(read("a\tb\n1\t2\n")).containsExactly(List.of("a", "b"), List.of("1", "2"));
        assertThat(read("a|b\r\n1|2")).containsExactly(List.of("a", "b"), List.of("1", "2"));
        assertThat(read("\"a;x\",b\n1,2")).containsExactly(List.of("a;x", "b"), List.of("1", "2"));
        assertThat(read("one\ntwo\n")).containsExactly(List.of("one"), List.of("two"));
    }

    @Test
    void obeys_excels_separator_line_and_skips_powershells_type_line() throws IOException {
        assertThat(read("sep=;\r\na,x;b\r\n")).containsExactly(List.of("a,x", "b"));
        assertThat(read("#TYPE Selected.System.Object\n\"a\",\"b\"\n\"1\",\"2\"\n"))
                .containsExactly(List.of("a", "b"), List.of("1", "2"));
        assertThat(read("\r\n\r\nNode,Name\r\nPC,X\r\n"))
                .containsExactly(List.of("Node", "Name"), List.of("PC", "X"));
    }

    @Test
    void reads_quotes_doubled_quotes_line_ends_and_stray_quotes() throws IOException {
        assertThat(read("a,b\n\"x \"\"y\"\" z\",\"line 1\nline 2\"\nlast,\n"))
                .containsExactly(
                        List.of("a", "b"),
                        List.of("x \"y\" z", "line 1\nline 2"),
                        List.of("last", ""));
        assertThat(read("a,b\n\"Tool \"pro\" 2\",1\nTool \"x\",2\n"))
                .containsExactly(
                        List.of("a", "b"),
                        List.of("Tool \"pro\" 2", "1"),
                        List.of("Tool \"x\"", "2"));
        assertThat(faults).isEmpty();
    }

    @Test
    void says_on_which_line_a_record_begins() throws IOException {
        try (CsvReader reader = CsvReader.open(stream("a,b\n\"1\n2\",x\n\n3,4\n"), this::fault)) {
            List<Long> lines = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();
            while (reader.next()) {
                lines.add(reader.line());
                offsets.add(reader.offset());
            }
            assertThat(lines).containsExactly(1L, 2L, 5L);
            assertThat(offsets).containsExactly(0L, 4L, 13L);
        }
    }

    @Test
    void reads_every_character_set_a_windows_machine_writes() throws IOException {
        String text = "Anzeigename;Herausgeber\r\nPrüfer Österreich;Müller & Söhne €\r\n";
        List<String> expected = List.of("Prüfer Österreich", "Müller & Söhne €");
        assertThat(read(text.getBytes(StandardCharsets.UTF_8)).get(1)).isEqualTo(expected);
        assertThat(read(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)).get(1))
                .isEqualTo(expected);
        assertThat(read(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)).get(1))
                .isEqualTo(expected);
        assertThat(read(("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE)).get(1))
                .isEqualTo(expected);
        assertThat(read(text.getBytes(StandardCharsets.UTF_16LE)).get(1)).isEqualTo(expected);
        assertThat(read(text.getBytes(Charset.forName("windows-1252"))).get(1)).isEqualTo(expected);
        assertThat(
                        read(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE))
                                .getFirst()
                                .getFirst())
                .isEqualTo("Anzeigename");
    }

    @Test
    void leaves_out_only_the_line_whose_quote_is_never_closed() throws IOException {
        assertThat(read("a,b\n1,\"open\n2,x\n3,y\n"))
                .containsExactly(List.of("a", "b"), List.of("2", "x"), List.of("3", "y"));
        assertThat(faults)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("2 a quote is opened")
                .endsWith("LOST");
    }

    @Test
    void a_file_that_never_closes_its_quotes_is_read_in_linear_time() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(",\"open\n");
        }
        List<List<String>> records = read(text.toString());
        assertThat(records.size() + CsvReader.MAX_UNCLOSED).isGreaterThan(49_000);
        assertThat(faults).anyMatch(fault -> fault.contains("plain characters"));
    }

    @Test
    void leaves_out_a_line_over_the_bound_in_constant_memory() throws IOException {
        byte[] head = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\n3,4\n".getBytes(StandardCharsets.UTF_8);
        InputStream huge =
                new java.io.SequenceInputStream(
                        new java.io.SequenceInputStream(
                                new ByteArrayInputStream(head), new Repeated('x', 100L << 20)),
                        new ByteArrayInputStream(tail));
        List<List<String>> records = new ArrayList<>();
        try (CsvReader reader = CsvReader.open(huge, this::fault)) {
            while (reader.next()) {
                records.add(reader.record());
            }
        }
        assertThat(records)
                .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("3", "4"));
        assertThat(faults).containsExactly("3 longer than 4 MiB, left out LOST");
    }

    @Test
    void reads_back_whatever_a_correct_writer_writes() throws IOException {
        long seed = 20260330;
        System.out.println("CsvReaderTest seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {"a", "ü", "\"", ";", ",", "\n", "\r\n", "€", " ", "0", "😀", "'"};
        for (int round = 0; round < 300; round++) {
            int width = 2 + random.nextInt(4);
            List<List<String>> expected = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int r = 0; r < 1 + random.nextInt(40); r++) {
                List<String> record = new ArrayList<>();
                for (int f = 0; f < width; f++) {
                    StringBuilder field = new StringBuilder(r == 0 ? "h" : "");
                    for (int p = random.nextInt(5); p > 0; p--) {
                        field.append(pieces[random.nextInt(pieces.length)]);
                    }
                    record.add(field.toString());
                    text.append(f == 0 ? "" : ";")
                            .append('"')
                            .append(field.toString().replace("\"", "\"\""))
                            .append('"');
                }
                text.append(random.nextBoolean() ? "\n" : "\r\n");
                expected.add(record);
            }
            assertThat(read(text.toString())).isEqualTo(expected);
        }
        assertThat(faults).isEmpty();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A stream of one byte over and over.
    private static final class Repeated extends InputStream {
        private final byte value;
        private long left;

        Repeated(char value, long count) {
            this.value = (byte) value;
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? value : -1;
        }

        @Override
        public int read(byte[] b, int off, int len) {
            if (left <= 0) {
                return -1;
            }
            int n = (int) Math.min(left, len);
            java.util.Arrays.fill(b, off, off + n, value);
            left -= n;
            return n;
        }
    }
}
