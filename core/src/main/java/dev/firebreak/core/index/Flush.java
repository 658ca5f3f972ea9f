package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes what a writer holds as new runs.
final class Flush {
    // What rows take on the disk, from fills with a billion of each: 9.4, 3.9 and 5.7 bytes
    // (docs/concepts/memory.md).
    private static final long BYTES_OF_A_SIGHTING = 10;
    private static final long BYTES_OF_AN_ENTRY = 4;
    private static final long BYTES_OF_A_LINE = 6;

    private final List<String> begun = new ArrayList<>();
    private final Disk disk;
    private final IndexWriter writer;
    private final List<RunInfo> out = new ArrayList<>();
    private final long sequence;
    private long nextFile;

    private interface Body {
        /// @return rows, or -1 if they are as many as entries
        long write(RunWriter out) throws IOException;
    }

    Flush(Disk disk, Store.Snapshot snapshot, IndexWriter writer) {
        this.disk = disk;
        this.writer = writer;
        sequence = snapshot.manifest().generation() + 1;
        nextFile = snapshot.manifest().nextFile();
    }

    static String name(long number, Table table) {
        return "run-%010d.%s".formatted(number, table.suffix());
    }

    List<RunInfo> write() throws IOException {
        long estimate =
                writer.window().rows() * BYTES_OF_A_SIGHTING
                        + writer.stations().rows() * BYTES_OF_AN_ENTRY
                        + writer.ledgers().lines() * BYTES_OF_A_LINE;
        if (disk.freeBytes() < estimate + WrittenState.RESERVE) {
            throw new IOException(
                    "no room on the disk: about " + (estimate >> 20) + " MB are needed");
        }
        try {
            runs();
        } catch (IOException e) {
            undo(e);
            throw e;
        }
        return out;
    }

    /// The disk was full after all: what was begun goes, so that others find the room they had.
    private void undo(IOException cause) {
        for (String file : begun) {
            try {
                disk.delete(file);
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void runs() throws IOException {
        sightings();
        inventories();
        hosts();
        sources();
        bindings();
    }

    private void run(Table table, int era, Body body) throws IOException {
        String file = name(nextFile++, table);
        disk.delete(file); // left by a crash
        begun.add(file);
        try (RunWriter w = new RunWriter(disk, file, table)) {
            long rows = body.write(w);
            RunInfo info = w.finish();
            out.add(info.withEra(era, sequence, rows < 0 ? info.entries() : rows));
        }
    }

    private void sightings() throws IOException {
        SightingWindow window = writer.window();
        if (window.rows() > 0) {
            int[] order = window.termOrder();
            for (int era : window.eras()) {
                run(Table.SIGHTINGS, era, w -> window.write(w, era, order));
            }
        }
        if (!writer.coverage().isEmpty()) {
            run(
                    Table.COVERAGE,
                    RunInfo.NO_ERA,
                    w -> {
                        writer.coverage().write(w);
                        return -1;
                    });
        }
        for (int era : writer.ledgers().eras()) {
            run(
                    Table.LEDGER,
                    era,
                    w -> {
                        writer.ledgers().write(w, era);
                        return -1;
                    });
        }
    }

    private void inventories() throws IOException {
        StationBook stations = writer.stations();
        if (!stations.isEmpty()) {
            run(Table.HOLDINGS, RunInfo.NO_ERA, stations::writeHoldings);
            run(
                    Table.REPORTS,
                    RunInfo.NO_ERA,
                    w -> {
                        stations.writeReports(w);
                        return -1;
                    });
        }
        if (stations.hasFresh()) {
            run(
                    Table.STATIONS,
                    RunInfo.NO_ERA,
                    w -> {
                        stations.writeStations(w);
                        return -1;
                    });
            run(
                    Table.STATION_HOSTS,
                    RunInfo.NO_ERA,
                    w -> {
                        stations.writeHosts(w);
                        return -1;
                    });
        }
        ComponentBook components = writer.components();
        if (!components.isEmpty()) {
            run(
                    Table.COMPONENTS,
                    RunInfo.NO_ERA,
                    w -> {
                        components.writeKeys(w);
                        return -1;
                    });
            run(
                    Table.COMPONENT_TEXTS,
                    RunInfo.NO_ERA,
                    w -> {
                        components.writeTexts(w);
                        return -1;
                    });
        }
    }

    private void hosts() throws IOException {
        HostBook hosts = writer.hosts();
        if (hosts.hasFresh()) {
            run(
                    Table.NAMES,
                    RunInfo.NO_ERA,
                    w -> {
                        hosts.writeNames(w);
                        return -1;
                    });
        }
        if (!hosts.isEmpty()) {
            run(
                    Table.HOSTS,
                    RunInfo.NO_ERA,
                    w -> {
                        hosts.writeHosts(w);
                        return -1;
                    });
        }
    }

    private void sources() throws IOException {
        SourceBook sources = writer.sources();
        if (!sources.isEmpty()) {
            run(
                    Table.SOURCES,
                    RunInfo.NO_ERA,
                    w -> {
                        sources.writeSources(w);
                        return -1;
                    });
        }
        if (sources.hasPrints()) {
            run(
                    Table.FINGERPRINTS,
                    RunInfo.NO_ERA,
                    w -> {
                        sources.writePrints(w);
                        return -1;
                    });
        }
    }

    private void bindings() throws IOException {
        if (writer.bindings().isEmpty()) {
            return;
        }
        TreeMap<byte[], TreeSet<Binding>> sorted = new TreeMap<>(java.util.Arrays::compareUnsigned);
        writer.bindings()
                .forEach(
                        (k, v) -> {
                            int space = k.indexOf(' ');
                            sorted.put(
                                    key(
                                            Integer.parseInt(k.substring(0, space)),
                                            k.substring(space + 1)),
                                    v);
                        });
        run(
                Table.BINDINGS,
                RunInfo.NO_ERA,
                w -> {
                    ByteOut value = new ByteOut();
                    for (Map.Entry<byte[], TreeSet<Binding>> e : sorted.entrySet()) {
                        value.clear();
                        Binding.encode(Binding.condense(e.getValue()), value);
                        w.add(e.getKey(), value);
                    }
                    return -1;
                });
    }

    static byte[] key(int organisation, String address) {
        byte[] text = address.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new ByteOut(4 + text.length)
                .u32(organisation)
                .bytes(text, 0, Math.min(text.length, RunWriter.MAX_KEY - 4))
                .copy();
    }
}
