package dev.firebreak.bench;

import dev.firebreak.core.model.Component;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the lists of made-up machines as files: `osquery FOLDER MACHINES SEED` as snapshots of osquery, 1,000 machines in a
/// file; `cyclonedx FOLDER MACHINES SEED` as CycloneDX, a file for each machine.
public final class GenerateInventories {
    private static final int PER_FILE = 1000;

    private GenerateInventories() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        int machines = Integer.parseInt(args[2]);
        MadeUpMachines estate = new MadeUpMachines(Long.parseLong(args[3]));
        switch (args[0]) {
            case "osquery" -> osquery(folder, machines, estate);
            case "cyclonedx" -> cycloneDx(folder, machines, estate);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void osquery(Path folder, int machines, MadeUpMachines estate)
            throws IOException {
        int[] list = new int[MadeUpMachines.ENTRIES];
        for (int m = 0; m < machines; m += PER_FILE) {
            try (BufferedWriter out =
                    Files.newBufferedWriter(folder.resolve("osquery-" + m / PER_FILE + ".log"))) {
                for (int i = m; i < Math.min(machines, m + PER_FILE); i++) {
                    estate.list(i, list);
                    out.write("{\"snapshot\":[");
                    for (int r = 0; r < list.length; r++) {
                        Component c = MadeUpMachines.component(list[r]);
                        out.write(r == 0 ? "{\"name\":\"" : ",{\"name\":\"");
                        out.write(
                                c.name()
                                        + "\",\"version\":\""
                                        + c.version()
                                        + "\",\"publisher\":\""
                                        + c.publisher());
                        out.write(
                                "\",\"install_location\":\"C:\\\\Program Files\\\\"
                                        + c.name()
                                        + "\\\\\",\"language\":\"1031\"}");
                    }
                    out.write(
                            "],\"action\":\"snapshot\",\"name\":\"programs\",\"hostIdentifier\":\"pc-"
                                    + i);
                    out.write("\",\"unixTime\":1680164100}\n");
                }
            }
        }
    }

    private static void cycloneDx(Path folder, int machines, MadeUpMachines estate)
            throws IOException {
        int[] list = new int[MadeUpMachines.ENTRIES];
        for (int m = 0; m < machines; m++) {
            estate.list(m, list);
            Path part = Files.createDirectories(folder.resolve("part-" + m / PER_FILE));
            try (BufferedWriter out =
                    Files.newBufferedWriter(part.resolve("pc-" + m + ".cdx.json"))) {
                out.write(
                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,\"metadata\":{");
                out.write(
                        "\"timestamp\":\"2023-03-30T08:15:00Z\",\"component\":{\"type\":\"device\",\"name\":\"pc-"
                                + m
                                + "\"}},");
                out.write("\"components\":[");
                for (int r = 0; r < list.length; r++) {
                    Component c = MadeUpMachines.component(list[r]);
                    out.write(r == 0 ? "\n" : ",\n");
                    out.write(
                            "{\"type\":\"application\",\"bom-ref\":\"ref-"
                                    + r
                                    + "\",\"publisher\":\""
                                    + c.publisher());
                    out.write(
                            "\",\"name\":\""
                                    + c.name()
                                    + "\",\"version\":\""
                                    + c.version()
                                    + "\"}");
                }
                out.write("]}\n");
            }
        }
    }
}
