package dev.firebreak.bench;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.InventoryOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Measures how many inventory rows a second are read, format by format, from made-up estates. Everything is made from
/// a seed. Prints rows per second of time and of processor.
///
/// Usage: `ReadInventories [machines] [rows per machine]`, by default 2000 and 150.
public final class ReadInventories {
    private static final long SEED = 20230330;
    private static final int ROUNDS = 3;
    private static final int PROGRAMS = 5000;

    private ReadInventories() {}

    public static void main(String[] args) {
        int machines = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 150;
        System.out.printf(
                Locale.ROOT,
                "seed %d, %d machines of %d rows, java %s, %d processors%n",
                SEED,
                machines,
                rows,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        List<byte[]> events = osqueryEvents(machines, rows);
        List<byte[]> snapshots = osquerySnapshots(machines, rows);
        List<byte[]> boms = cycloneDx(machines, rows);
        List<byte[]> csv = csv(machines, rows);
        for (int round = 0; round < ROUNDS; round++) {
            measure("osquery log, a row a line", List.of(events));
            measure("osquery log, snapshots", List.of(snapshots));
            measure("CycloneDX, a file a machine", boms.stream().map(List::of).toList());
            measure("uninstall registry CSV", List.of(csv));
        }
    }

    private static void measure(String name, List<List<byte[]>> files) {
        Counter counter = new Counter();
        long bytes = files.stream().flatMap(List::stream).mapToLong(b -> b.length).sum();
        long cpu = cpu();
        long start = System.nanoTime();
        InventoryOptions options = new InventoryOptions(null, null, null, Instant.EPOCH);
        for (List<byte[]> file : files) {
            Inventories.readStream("file.json", stream(file), options, counter);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double processor = (cpu() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-30s %9d rows %6d MB  %9.0f rows/s  %9.0f rows/CPU-s  %d problems%n",
                name,
                counter.rows,
                bytes >> 20,
                counter.rows / seconds,
                counter.rows / processor,
                counter.problems);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static InputStream stream(List<byte[]> parts) {
        if (parts.size() == 1) {
            return new ByteArrayInputStream(parts.getFirst());
        }
        List<InputStream> streams = new ArrayList<>();
        parts.forEach(part -> streams.add(new ByteArrayInputStream(part)));
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private static String program(int i) {
        return "\"name\":\"Beispielprogramm Nummer "
                + i
                + "\",\"version\":\""
                + (i % 20)
                + "."
                + (i % 7)
                + "."
                + i
                + "\",\"install_location\":\"C:\\\\Program Files\\\\Beispiel\\\\"
                + i
                + "\\\\\",\"install_source\":\"C:\\\\Windows\\\\Temp\\\\\",\"language\":\"1031\",\"publisher\":\"Hersteller "
                + (i % 300)
                + " GmbH\",\"uninstall_string\":\"MsiExec.exe /X{"
                + guid(i)
                + "}\",\"install_date\":\"20230322\",\"identifying_number\":\"{"
                + guid(i)
                + "}\"";
    }

    private static String guid(int i) {
        return String.format(
                Locale.ROOT, "%08X-1234-4ABC-8DEF-0123456789AB", i * 2654435761L & 0xffffffffL);
    }

    private static List<byte[]> osqueryEvents(int machines, int rows) {
        Random random = new Random(SEED);
        List<byte[]> parts = new ArrayList<>();
        for (int m = 0; m < machines; m++) {
            StringBuilder text = new StringBuilder();
            for (int r = 0; r < rows; r++) {
                text.append("{\"name\":\"pack_inventory_programs\",\"hostIdentifier\":\"pc-")
                        .append(m)
                        .append(
                                "\",\"calendarTime\":\"Thu Mar 30 08:15:00 2023 UTC\",\"unixTime\":1680164100,\"epoch\":0,\"counter\":0,\"numerics\":false,\"columns\":{")
                        .append(program(random.nextInt(PROGRAMS)))
                        .append("},\"action\":\"added\"}\n");
            }
            parts.add(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return parts;
    }

    private static List<byte[]> osquerySnapshots(int machines, int rows) {
        Random random = new Random(SEED);
        List<byte[]> parts = new ArrayList<>();
        for (int m = 0; m < machines; m++) {
            StringBuilder text = new StringBuilder("{\"snapshot\":[");
            for (int r = 0; r < rows; r++) {
                text.append(r == 0 ? "{" : ",{")
                        .append(program(random.nextInt(PROGRAMS)))
                        .append('}');
            }
            text.append("],\"action\":\"snapshot\",\"name\":\"programs\",\"hostIdentifier\":\"pc-")
                    .append(m)
                    .append("\",\"unixTime\":1680164100}\n");
            parts.add(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return parts;
    }

    private static List<byte[]> cycloneDx(int machines, int rows) {
        Random random = new Random(SEED);
        List<byte[]> parts = new ArrayList<>();
        for (int m = 0; m < machines; m++) {
            StringBuilder text =
                    new StringBuilder(
                            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,\"metadata\":{\"timestamp\":\"2023-03-30T08:15:00Z\",\"component\":{\"type\":\"device\",\"name\":\"pc-"
                                    + m
                                    + "\"}},\"components\":[{\"type\":\"operating-system\",\"name\":\"Windows 10\",\"version\":\"10.0\"}");
            for (int r = 0; r < rows; r++) {
                int i = random.nextInt(PROGRAMS);
                text.append(",\n{\"type\":\"application\",\"bom-ref\":\"ref-")
                        .append(r)
                        .append("\",\"publisher\":\"Hersteller ")
                        .append(i % 300)
                        .append(" GmbH\",\"name\":\"Beispielprogramm Nummer ")
                        .append(i)
                        .append("\",\"version\":\"")
                        .append(i % 20)
                        .append('.')
                        .append(i)
                        .append("\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"")
                        .append(String.format(Locale.ROOT, "%064x", i))
                        .append("\"}],\"purl\":\"pkg:generic/beispiel-")
                        .append(i)
                        .append("@1.0\"}");
            }
            parts.add(text.append("]}").toString().getBytes(StandardCharsets.UTF_8));
        }
        return parts;
    }

    private static List<byte[]> csv(int machines, int rows) {
        Random random = new Random(SEED);
        List<byte[]> parts = new ArrayList<>();
        parts.add(
                "PSComputerName;DisplayName;DisplayVersion;Publisher;UninstallString\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        for (int m = 0; m < machines; m++) {
            StringBuilder text = new StringBuilder();
            for (int r = 0; r < rows; r++) {
                int i = random.nextInt(PROGRAMS);
                text.append("pc-")
                        .append(m)
                        .append(";\"Beispielprogramm für Größe ")
                        .append(i)
                        .append("\";1.")
                        .append(i)
                        .append(";Hersteller ")
                        .append(i % 300)
                        .append(" GmbH;MsiExec.exe /X{")
                        .append(guid(i))
                        .append("}\r\n");
            }
            parts.add(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return parts;
    }

    /// Counts, and keeps nothing.
    private static final class Counter implements InventorySink {
        private long rows;
        private long problems;

        @Override
        public void begin(
                Asset asset, Kind kind, String scope, @Nullable Instant collected, long line) {}

        @Override
        public void component(Component component, Change change, long line) {
            rows++;
        }

        @Override
        public void end() {}

        @Override
        public void problem(Problem problem) {
            problems++;
        }
    }
}
