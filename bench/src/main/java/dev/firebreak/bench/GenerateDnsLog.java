package dev.firebreak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a made-up DNS log and lists of indicators: `GenerateDnsLog FOLDER MEGABYTES SEED`.
public final class GenerateDnsLog {
    private GenerateDnsLog() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long bytes = Long.parseLong(args[1]) * 1_000_000;
        long seed = Long.parseLong(args[2]);
        var indicators = DnsLogs.indicators(100_000, seed);
        Files.write(folder.resolve("indicators-100000.txt"), indicators);
        Files.write(folder.resolve("indicators-1000.txt"), indicators.subList(0, 1_000));
        DnsLogs.write(folder.resolve("dns.log"), bytes, indicators, seed);
    }
}
