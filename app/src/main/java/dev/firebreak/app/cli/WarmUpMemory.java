package dev.firebreak.app.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import picocli.CommandLine;

/// Takes in logs and inventories that are large enough for the profiles of the loops to be kept, and asks of them. Everything is
/// made up.
final class WarmUpMemory {
    /// Lines of Zeek's tab-separated log; about 20 MB.
    private static final int LINES = 250_000;

    private static final int MACHINES = 600;
    private static final int ENTRIES = 60;
    private static final int PROGRAMS = 12_000;

    private final Path folder;
    private final PrintWriter nowhere;
    private final Random random = new Random(1);

    /// One look-up.
    private record Lookup(Instant time, int uid, String client, String name, String answer) {}

    WarmUpMemory(Path folder, PrintWriter nowhere) {
        this.folder = folder;
        this.nowhere = nowhere;
    }

    void run() throws IOException {
        String data = folder.resolve("data").toString();
        take(data, log());
        take(data, inventories());
        for (String program : List.of("Program 7", "Tool 70 Professional")) {
            run(new AskCommand(), "--data", data, "--product", program, "--version", "1.2.3");
            run(new HoldersCommand(), "--data", data, "--product", program);
        }
        run(new AskCommand(), "--data", data, "--domain", "n1.example.net");
        run(new StatusCommand(), "--data", data);
    }

    private void take(String data, Path file) {
        run(new ImportCommand(), "--data", data, "--organisation", "Warm-up", file.toString());
    }

    private void run(Object command, String... arguments) {
        new CommandLine(command).setOut(nowhere).setErr(nowhere).execute(arguments);
    }

    private Path log() throws IOException {
        Path log = folder.resolve("dns.log");
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            out.write(ZEEK_HEADER);
            for (int i = 0; i < LINES; i++) {
                out.write(zeek(lookup(i)));
            }
        }
        return log;
    }

    private Lookup lookup(int i) {
        return new Lookup(
                Instant.ofEpochSecond(1_700_000_000L + i / 10, i % 10 * 100_000_000L),
                random.nextInt(1 << 30),
                "10.0." + random.nextInt(20) + "." + random.nextInt(250),
                "n" + random.nextInt(20_000) + ".example.net",
                "192.0.2." + random.nextInt(200));
    }

    private static final String ZEEK_HEADER =
            "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n"
                    + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tanswers\n";

    private static String seconds(Lookup l) {
        return l.time.getEpochSecond() + "." + l.time.getNano() / 100_000_000 + "00000";
    }

    private static String zeek(Lookup l) {
        return seconds(l)
                + "\tC"
                + l.uid
                + "\t"
                + l.client
                + "\t50000\t10.0.0.1\t53\tudp\t"
                + l.name
                + "\t"
                + l.answer
                + "\n";
    }

    /// Snapshots of osquery with many different programs, as an estate has them.
    private Path inventories() throws IOException {
        Path file = folder.resolve("osquery.log");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int m = 0; m < MACHINES; m++) {
                StringBuilder line = new StringBuilder("{\"snapshot\":[");
                for (int i = 0; i < ENTRIES; i++) {
                    line.append(i == 0 ? "" : ",").append(program(random.nextInt(PROGRAMS)));
                }
                line.append(
                                "],\"action\":\"snapshot\",\"name\":\"programs\",\"hostIdentifier\":\"pc-")
                        .append(m);
                out.write(line.append("\",\"unixTime\":1700000000}\n").toString());
            }
        }
        return file;
    }

    private static String program(int number) {
        String name =
                switch (number % 5) {
                    case 0 -> "Program " + number;
                    case 1 -> "Maker " + number % 500 + " Suite " + number + " (x64 de)";
                    case 2 -> "Tool " + number + " Professional";
                    case 3 -> "App" + number + " 1.2." + number % 9;
                    default -> "Viewer " + number + " (64-bit)";
                };
        return "{\"name\":\""
                + name
                + "\",\"version\":\"1."
                + number % 4
                + "."
                + number % 9
                + "\",\"publisher\":\"Maker "
                + number % 500
                + " GmbH\"}";
    }
}
