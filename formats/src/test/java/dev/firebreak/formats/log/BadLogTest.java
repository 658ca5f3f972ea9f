package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.firebreak.core.model.Problem.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadLogTest {
    private static final String HEADER =
            "#separator \\x09\n#unset_field\t-\n#path\tdns\n#fields\tts\tid.orig_h\tquery\n";
    private static final LogOptions OPTIONS =
            LogOptions.defaults(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir Path folder;

    private static String line(int n) {
        return "1679900000.00000" + n + "\t10.0.0." + n + "\tn" + n + ".example\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zstd = new ZstdOutputStream(out)) {
            zstd.write(data);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private RecordingSink read(byte[] file) throws IOException {
        Path path = Files.write(folder.resolve("x"), file);
        RecordingSink sink = new RecordingSink();
        Logs.read(path, OPTIONS, sink);
        return sink;
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() throws IOException {
        RecordingSink sink =
                read(
                        join(
                                gzip(bytes(HEADER + line(1))),
                                gzip(bytes(line(2))),
                                gzip(bytes(HEADER + line(3)))));
        assertThat(sink.observations).hasSize(3);
        assertThat(sink.problems).isEmpty();
    }

    @Test
    void zstdOfSeveralFramesIsReadToItsEnd() throws IOException {
        RecordingSink sink = read(join(zstd(bytes(HEADER + line(1))), zstd(bytes(line(2)))));
        assertThat(sink.observations).hasSize(2);
        assertThat(sink.problems).isEmpty();
    }

    @Test
    void whatStandsBeforeTheEndOfATruncatedGzipCounts() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 50_000; i++) {
            text.append("1679900000.")
                    .append(100_000 + i)
                    .append("\t10.0.0.1\tn")
                    .append(i * 7919)
                    .append(".example\n");
        }
        byte[] whole = gzip(bytes(text.toString()));
        RecordingSink sink = read(Arrays.copyOf(whole, whole.length / 2));
        assertThat(sink.observations).hasSizeGreaterThan(10_000);
        assertThat(sink.observations.getLast()).matches("domain n\\d+\\.example by 10.0.0.1 at .*");
        assertThat(sink.problems).extracting(p -> p.severity()).contains(Severity.LOST);
        assertThat(sink.problems.getFirst().reason()).contains("truncated");
        assertThat(sink.problems.getFirst().where()).startsWith("offset ");
    }

    @Test
    void whatStandsBeforeTheEndOfATruncatedZstdCounts() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 50_000; i++) {
            text.append("1679900000.")
                    .append(100_000 + i)
                    .append("\t10.0.0.1\tn")
                    .append(i * 7919)
                    .append(".example\n");
        }
        byte[] whole = zstd(bytes(text.toString()));
        RecordingSink sink = read(Arrays.copyOf(whole, whole.length / 2));
        assertThat(sink.observations).isNotEmpty();
        assertThat(sink.problems.getFirst().severity()).isEqualTo(Severity.LOST);
        assertThat(sink.problems.getFirst().reason()).contains("truncated");
    }

    @Test
    void aDamagedGzipIsTold() throws IOException {
        byte[] whole = gzip(bytes(HEADER + line(1) + line(2)));
        whole[whole.length - 6] ^= 1;
        RecordingSink sink = read(whole);
        assertThat(sink.problems.getFirst().reason()).contains("checksum");
        assertThat(sink.problems.getFirst().severity()).isEqualTo(Severity.LOST);
    }

    @Test
    void rubbishBehindAGzipMemberIsToldButZerosAreNot() throws IOException {
        assertThat(read(join(gzip(bytes(HEADER + line(1))), new byte[512])).problems).isEmpty();
        RecordingSink sink = read(join(gzip(bytes(HEADER + line(1))), bytes("rubbish")));
        assertThat(sink.observations).hasSize(1);
        assertThat(sink.problems.getFirst().reason()).contains("followed by something else");
    }

    @Test
    void aLineOfHundredsOfMegabytesIsLeftOutAndTheRestIsRead() {
        long length = 300L << 20;
        InputStream in =
                new SequenceInputStream(
                        new SequenceInputStream(
                                new ByteArrayInputStream(bytes(HEADER + line(1))),
                                new Same('x', length)),
                        new ByteArrayInputStream(bytes("\n" + line(2))));
        RecordingSink sink = new RecordingSink();
        LogResult result = Logs.readStream("big", in, OPTIONS, sink);
        assertThat(sink.observations).hasSize(2);
        assertThat(sink.observations.get(1))
                .endsWith("offset " + (HEADER.length() + line(1).length() + length + 1));
        assertThat(sink.problems).hasSize(1);
        assertThat(sink.problems.getFirst().where())
                .isEqualTo("offset " + (HEADER.length() + line(1).length()));
        assertThat(sink.problems.getFirst().reason())
                .contains("longer than 1 MiB")
                .contains("314572801 bytes");
        assertThat(result.bytes()).isGreaterThan(length);
    }

    /// The same byte many times.
    private static final class Same extends InputStream {
        private final int value;
        private long left;

        Same(int value, long length) {
            this.value = value;
            left = length;
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
            int n = (int) Math.min(len, left);
            Arrays.fill(b, off, off + n, (byte) value);
            left -= n;
            return n;
        }
    }

    @Test
    void carriageReturnsNulBytesAndAMissingLastLineEndDoNoHarm() throws IOException {
        RecordingSink sink =
                read(
                        bytes(
                                HEADER.replace("\n", "\r\n")
                                        + line(1).replace("\n", "\r\n")
                                        + "1679900000.1\t10.0.0.2\ta\0b.example\r\n"
                                        + line(3).strip()));
        assertThat(sink.observations).hasSize(3);
        assertThat(sink.observations.get(0)).startsWith("domain n1.example by 10.0.0.1 ");
        assertThat(sink.observations.get(2)).startsWith("domain n3.example by 10.0.0.3 ");
        assertThat(sink.problems).isEmpty();
    }

    @Test
    void brokenLinesOfOneKindBecomeOneProblemWithTheirNumber() throws IOException {
        RecordingSink sink = read(bytes(HEADER + line(1) + "broken\n".repeat(1000) + line(2)));
        assertThat(sink.observations).hasSize(2);
        assertThat(sink.problems).hasSize(1);
        assertThat(sink.problems.getFirst().reason()).endsWith("and 999 more of this kind");
        assertThat(sink.problems.getFirst().where())
                .isEqualTo("line 6, offset " + (HEADER + line(1)).length());
    }

    @Test
    void utf16IsRead() throws IOException {
        RecordingSink sink =
                read(
                        join(
                                new byte[] {(byte) 0xff, (byte) 0xfe},
                                (HEADER + line(1)).getBytes(StandardCharsets.UTF_16LE)));
        assertThat(sink.observations).hasSize(1);
    }

    @Test
    void whatIsNoLogIsNeverSilent() throws IOException {
        assertThat(read(new byte[] {'P', 'K', 3, 4, 0, 0}).problems.getFirst().reason())
                .contains("zip archive");
        assertThat(read(gzip(gzip(bytes(HEADER)))).problems.getFirst().reason())
                .contains("compressed twice");
        assertThat(read(new byte[1000]).problems.getFirst().reason()).contains("binary");
        assertThat(read(bytes("a,b,c\n1,2,3\n")).problems.getFirst().reason())
                .contains("column map");
        assertThat(read(bytes("{\"a\":1}\n")).problems.getFirst().reason()).contains("JSON");
        assertThat(read(new byte[0]).problems.getFirst().reason()).isEqualTo("is empty");
        assertThat(read(bytes("0\n")).problems.getFirst().severity()).isEqualTo(Severity.LOST);
        RecordingSink sink = new RecordingSink();
        Logs.read(folder.resolve("absent"), OPTIONS, sink);
        assertThat(sink.problems.getFirst().severity()).isEqualTo(Severity.LOST);
    }

    @Test
    void listsOfSoftwareAreNotTakenForLogs() {
        assertThat(
                        Logs.recognise(
                                bytes(
                                        "ii  dnsmasq-base  2.89-1  amd64  Small caching DNS proxy\nii  unbound 1.17 amd64 DNS\n")))
                .isEmpty();
        assertThat(
                        Logs.recognise(
                                bytes(
                                        "{\"name\":\"pack\",\"hostIdentifier\":\"h\",\"columns\":{\"name\":\"a\"}}\n")))
                .isEmpty();
        assertThat(
                        Logs.recognise(
                                bytes(
                                        "{\"bomFormat\":\"CycloneDX\",\"metadata\":{\"timestamp\":\"x\"}}\n")))
                .isEmpty();
    }

    @Test
    void theProvingLineIsTheWholeLine() {
        String[] proof = new String[1];
        RecordingSink sink =
                new RecordingSink() {
                    @Override
                    public void observation(
                            dev.firebreak.core.model.ObservableType type,
                            dev.firebreak.core.model.Slice value,
                            dev.firebreak.core.model.Slice host,
                            long micros,
                            long offset) {
                        proof[0] = line.get().toString();
                    }
                };
        Logs.readStream(
                "x",
                new ByteArrayInputStream(bytes(HEADER + line(1).replace("\n", "\trest\r\n"))),
                OPTIONS,
                sink);
        assertThat(proof[0]).isEqualTo(line(1).strip() + "\trest");
    }

    /// Patterns that take the square of a line's length would not come to an end here.
    @Test
    void aLineMadeToBeTriedAgainAndAgainIsPassedOver() throws IOException {
        String good =
                "Nov 20 10:00:00 fw %ASA-6-302013: Built outbound TCP connection 1 for outside:203.0.113.9/443 (203.0.113.9/443) to inside:10.0.0.5/51000 (10.0.0.5/51000)\n";
        RecordingSink sink =
                read(
                        bytes(
                                good
                                        + "Nov 20 10:00:00 fw %ASA-6-302013: Built outbound TCP connection 1 for outside:203.0.113.9/443"
                                        + " to x".repeat(200_000)
                                        + "\nNov 20 10:00:00 fw"
                                        + " filterlog[1]:".repeat(70_000)
                                        + "\n"
                                        + good));
        assertThat(sink.observations).hasSize(2);
    }

    @Test
    void aVisitorFromOutsideIsFoundAndNoMachineOfOurs() throws IOException {
        RecordingSink web =
                read(
                        bytes(
                                "{\"time\":\"2026-01-01T10:00:00Z\",\"client_ip\":\"203.0.113.9\",\"url\":\"/login\"}\n"));
        assertThat(web.observations)
                .anySatisfy(o -> assertThat(o).startsWith("ipv4 203.0.113.9 by  at"))
                .noneSatisfy(o -> assertThat(o).contains("by 203.0.113.9"));
        assertThat(web.seen).noneSatisfy(o -> assertThat(o).startsWith("203.0.113.9"));
        RecordingSink firewall =
                read(
                        bytes(
                                "date=2026-01-01 time=10:00:00 srcip=203.0.113.9 srcname=\"evil.example.net\" dstip=10.0.0.5\n"));
        assertThat(firewall.observations)
                .anySatisfy(o -> assertThat(o).startsWith("ipv4 203.0.113.9 by 10.0.0.5"))
                .anySatisfy(o -> assertThat(o).startsWith("domain evil.example.net by 10.0.0.5"));
        assertThat(firewall.names).isEmpty();
    }

    @Test
    void aListOfIndicatorsOrOfMachinesIsNoLog() {
        for (String list :
                new String[] {
                    "time,host,url,user\n2026-01-01T10:00:00Z,evil.example.net,http://evil.example.net/a,x\n",
                    "Date,Domain,IP\n2026-01-01,evil.example.net,203.0.113.9\n",
                    "Computer,Domain,Date\nPC1,corp.example.net,2026-01-01\n",
                    "{\"template-id\":\"x\",\"host\":\"https://www.example.net\",\"ip\":\"10.0.0.5\",\"timestamp\":\"2026-01-01T10:00:00Z\",\"url\":\"https://www.example.net\"}\n"
                }) {
            assertThat(Logs.recognise(bytes(list))).as(list).isEmpty();
        }
        assertThat(
                        Logs.recognise(
                                bytes("Time,Query,IP\n2026-01-01T10:00:00Z,a.example,10.0.0.5\n")))
                .contains(LogKind.MAPPED_CSV);
    }

    @Test
    void severalLinesInOneTextAreSeveral() throws IOException {
        RecordingSink sink =
                read(
                        bytes(
                                "{\"timestamp\":\"2026-01-01T10:00:00Z\",\"message\":\"Nov 20 10:00:00 dns dnsmasq[1]: query[A] a.example.net from 10.0.0.5\\nNov 20 10:00:01 dns dnsmasq[1]: query[A] evil.example.net from 10.0.0.6\"}\n"));
        assertThat(sink.observations)
                .anySatisfy(o -> assertThat(o).startsWith("domain a.example.net by 10.0.0.5"))
                .anySatisfy(o -> assertThat(o).startsWith("domain evil.example.net by 10.0.0.6"));
    }
}
