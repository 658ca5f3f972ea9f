package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsServerParserTest {
    private static final LogOptions OPTIONS =
            LogOptions.defaults(Instant.parse("2026-03-29T12:30:20Z"));

    /// `%d` is a number that differs from line to line, so that lines of one kind also differ in length.
    private static final String[] LINES = {
        "27-Mar-2023 06:53:20.123 queries: info: client @0x7f8 10.0.0.%d#50000 (n%d.example.com): query: n%d.example.com IN A +E(0)K (10.0.0.1)",
        "27-Mar-2023 06:53:20.123 queries: info: client 10.0.0.%d#50000 (n%d.example.com): view internal: query: n%d.example.com IN A +",
        "27-Mar-2023 06:53:20.123 queries: info: client says 10.0.0.%d nothing n%d of use n%d",
        "27-Mar-2023 06:53:20.123 security: info: client @0x7f8 10.0.0.%d#50000 (n%d.example.com): query (cache) 'n%d.example.com/A/IN' denied",
        "Mar 27 06:53:20 ns1 named[77]: client @0x7f8 10.0.0.%d#50000 (n%d.example.com): query: n%d.example.com IN A +",
        "Mar 27 06:53:20 dns1 dnsmasq[1234]: query[A] n%d.example.com from 10.0.0.%d",
        "Mar 27 06:53:20 dns1 dnsmasq[1234]: query[A] n%d.example.com by 10.0.0.%d",
        "Mar 27 06:53:20 dns1 dnsmasq[1234]: forwarded n%d.example.com to 192.0.2.%d",
        "Mar 27 06:53:20 dns1 dnsmasq[1234]: reply n%d.example.com is 192.0.2.%d",
        "Mar 27 06:53:20 dns1 dnsmasq[1234]: cached n%d.example.com is 192.0.2.%d",
        "Mar 27 06:53:20 dns1 dnsmasq[1234]: 42 10.0.0.%d/50000 query[AAAA] n%d.example.com from 10.0.0.9",
        "Mar 27 06:53:20 dnsmasq[9]: query[A] n%d.example.com from 10.0.0.%d",
        "Mar 27 06:53:20 dnsmasq[9]: reply n%d.example.com is 192.0.2.%d",
        "Mar 27 06:53:20 dns1 dnsmasq-dhcp[1234]: DHCPACK(eth0) 10.0.0.%d 00:00:5e:00:53:01 pc-%d",
        "[1679900000] unbound[12:0] info: 10.0.0.%d n%d.example.com. A IN",
        "nothing of %d use",
        ""
    };

    private static DnsServerParser parser(RecordingSink sink) {
        return new DnsServerParser(new Output(sink, new Problems("log")), new Times(OPTIONS));
    }

    private static void read(DnsServerParser parser, String text, long offset) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        parser.block(
                Arrays.copyOf(bytes, bytes.length + BlockParser.SLACK), 0, bytes.length, offset);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_line_after_others_means_what_it_means_alone(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        RecordingSink together = new RecordingSink();
        RecordingSink alone = new RecordingSink();
        StringBuilder all = new StringBuilder();
        int kind = 0;
        for (int i = 0; i < 6_000; i++) {
            kind = random.nextInt(3) == 0 ? random.nextInt(LINES.length) : kind;
            int number = random.nextInt(250);
            String line = LINES[kind].formatted(number, number, number) + "\n";
            read(parser(alone), line, all.length());
            all.append(line);
        }
        read(parser(together), all.toString(), 0);

        List<String> expected = new ArrayList<>(alone.observations);
        assertThat(expected).hasSizeGreaterThan(1_000);
        assertThat(together.observations).isEqualTo(expected);
        assertThat(together.seen).isEqualTo(alone.seen);
        assertThat(together.names).isEqualTo(alone.names);
    }
}
