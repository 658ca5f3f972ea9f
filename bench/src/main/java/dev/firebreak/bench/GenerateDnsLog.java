package dev.firebreak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// Writes a made-up DNS log and lists of indicators: `GenerateDnsLog FOLDER MEGABYTES SEED [FORM...]`. All forms tell the same
/// look-ups, as many as make so many megabytes of a Zeek log; without a form, the Zeek log is written.
public final class GenerateDnsLog {
    private GenerateDnsLog() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long bytes = Long.parseLong(args[1]) * 1_000_000;
        long seed = Long.parseLong(args[2]);
        var indicators = DnsLogs.indicators(100_000, seed);
        Files.write(folder.resolve("indicators-100000.txt"), indicators);
        Files.write(folder.resolve("indicators-1000.txt"), indicators.subList(0, 1_000));
        Set<DnsForm> forms = EnumSet.noneOf(DnsForm.class);
        for (int i = 3; i < args.length; i++) {
            forms.add(DnsForm.valueOf(args[i]));
        }
        DnsLogs.write(
                folder,
                forms.isEmpty() ? EnumSet.of(DnsForm.ZEEK_TSV) : forms,
                bytes,
                indicators,
                seed);
    }
}
