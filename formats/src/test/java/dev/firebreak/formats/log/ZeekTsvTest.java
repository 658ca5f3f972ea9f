package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.match.HostCoverage;
import dev.firebreak.core.match.IndicatorSet;
import dev.firebreak.core.match.SightingCollector;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Span;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ZeekTsvTest {
    private static final String HEADER =
            "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n"
                    + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tqtype_name\n";

    private static SightingCollector read(String log, String... domains) {
        List<Indicator> indicators =
                Stream.of(domains)
                        .map(d -> Indicator.of(ObservableType.DOMAIN, d, Span.field("w", "", d)))
                        .toList();
        SightingCollector collector = new SightingCollector(IndicatorSet.of(indicators));
        Logs.readStream(
                "dns.log",
                new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)),
                LogOptions.defaults(Instant.parse("2026-01-01T00:00:00Z")),
                collector);
        return collector;
    }

    @Test
    void aDomainAndItsSubdomainsAreFoundButNoLookalike() {
        SightingCollector found =
                read(
                        HEADER
                                + "1679900000.000001\tC1\t10.0.0.5\t1\t10.0.0.1\t53\tudp\tWWW.Evil.example.\tA\n"
                                + "1679900060.500000\tC2\t10.0.0.5\t1\t10.0.0.1\t53\tudp\tevil.example\tA\n"
                                + "1679900061.000000\tC3\t10.0.0.6\t1\t10.0.0.1\t53\tudp\tnotevil.example\tA\n"
                                + "1679900062.000000\tC4\t10.0.0.6\t1\t10.0.0.1\t53\tudp\tevil.example.de\tA\n"
                                + "1679900063.000000\tC5\t10.0.0.7\t1\t10.0.0.1\t53\tudp\t-\tA\n",
                        "evil.example");
        assertThat(found.sightings()).hasSize(1);
        Sighting sighting = found.sightings().getFirst();
        assertThat(sighting.host()).isEqualTo("10.0.0.5");
        assertThat(sighting.first()).isEqualTo("2023-03-27T06:53:20.000001Z");
        assertThat(sighting.last()).isEqualTo("2023-03-27T06:54:20.500Z");
        assertThat(sighting.count()).isEqualTo(2);
        assertThat(sighting.evidence()).hasSize(2);
        assertThat(sighting.evidence().getFirst().offset()).isEqualTo(HEADER.length());
        assertThat(sighting.evidence().getFirst().line())
                .startsWith("1679900000.000001\tC1")
                .endsWith("\tA");
        assertThat(found.hosts()).hasSize(3);
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void anAddressOfIpv4WrittenAsOneOfIpv6IsTheSameMachine() {
        SightingCollector found =
                read(
                        HEADER
                                + "1679900000.000001\tC1\t::ffff:10.1.0.13\t1\t10.0.0.1\t53\tudp\tevil.example\tA\n"
                                + "1679900001.000001\tC2\t::FFFF:a01:d\t1\t10.0.0.1\t53\tudp\tevil.example\tA\n"
                                + "1679900002.000001\tC3\t0:0:0:0:0:ffff:10.1.0.13\t1\t10.0.0.1\t53\tudp\tevil.example\tA\n"
                                + "1679900003.000001\tC4\t10.1.0.13\t1\t10.0.0.1\t53\tudp\tevil.example\tA\n"
                                + "1679900004.000001\tC5\t::1234\t1\t10.0.0.1\t53\tudp\tgood.example\tA\n",
                        "evil.example");
        assertThat(found.sightings())
                .singleElement()
                .satisfies(
                        s -> {
                            assertThat(s.host()).isEqualTo("10.1.0.13");
                            assertThat(s.count()).isEqualTo(4);
                        });
        assertThat(found.hosts())
                .extracting(HostCoverage::host)
                .containsExactlyInAnyOrder("10.1.0.13", "::1234");
    }

    @Test
    void aConnectionToAnAddressOfIpv4WrittenAsOneOfIpv6IsAContactOfTheMachine() {
        RecordingSink sink = new RecordingSink();
        Logs.readStream(
                "conn.log",
                new ByteArrayInputStream(
                        ("#separator \\x09\n#unset_field\t-\n#path\tconn\n"
                                        + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n"
                                        + "1679900000.000000\tC1\t::ffff:10.1.0.13\t5000\t::ffff:198.51.100.23\t443\ttcp\n")
                                .getBytes(StandardCharsets.UTF_8)),
                LogOptions.defaults(Instant.parse("2026-01-01T00:00:00Z")),
                sink);
        assertThat(sink.observations).singleElement().asString().contains(" by 10.1.0.13 at ");
    }
}
