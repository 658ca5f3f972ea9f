package dev.firebreak.formats.log;

import static org.assertj.core.api.Assertions.assertThat;

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
}
