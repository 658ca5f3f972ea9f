package dev.firebreak.bench;

import dev.firebreak.core.match.IndicatorSet;
import dev.firebreak.core.match.SightingCollector;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.log.LogOptions;
import dev.firebreak.formats.log.LogResult;
import dev.firebreak.formats.log.Logs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Holds a log against a list of domains in one pass, as `firebreak check` does: `MatchLog LOG LIST [TIMES]`.
public final class MatchLog {
    private MatchLog() {}

    public static void main(String[] args) throws IOException {
        List<Indicator> indicators =
                Files.readAllLines(Path.of(args[1])).stream()
                        .map(
                                domain ->
                                        Indicator.of(
                                                ObservableType.DOMAIN,
                                                domain,
                                                Span.field("list", "", domain)))
                        .toList();
        int times = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        for (int i = 0; i < times; i++) {
            long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
            long start = System.nanoTime();
            SightingCollector collector = new SightingCollector(IndicatorSet.of(indicators));
            LogResult result =
                    Logs.read(
                            Path.of(args[0]),
                            LogOptions.defaults(Instant.parse("2026-01-01T00:00:00Z")),
                            collector);
            long hits =
                    collector.sightings().stream().mapToLong(sighting -> sighting.count()).sum();
            long wall = (System.nanoTime() - start) / 1_000_000;
            cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() - cpu;
            System.out.println(
                    result.lines()
                            + " lines, "
                            + collector.hosts().size()
                            + " hosts, "
                            + collector.sightings().size()
                            + " sightings, "
                            + hits
                            + " hits, "
                            + collector.problems().size()
                            + " problems, "
                            + wall
                            + " ms, "
                            + cpu
                            + " ms CPU, heap "
                            + (ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                                    >> 20)
                            + " MiB");
        }
    }
}
