package dev.firebreak.bench;

import dev.firebreak.core.index.FileDisk;
import dev.firebreak.core.index.Index;
import dev.firebreak.core.index.Settings;
import java.io.IOException;
import java.nio.file.Path;

/// Sizes and speeds of the memory on made-up estates; `bench/run-memory` calls it.
///
/// `inventory|sightings DIR SIZE SEED MINUTES` fills a memory (machines, of as many entries each as a further argument says; lines) and
/// stops after so many minutes; called again it goes on. `one-key DIR MACHINES` lets each of these machines look one name up. `ask-inventory DIR SEED` and `ask-sightings DIR SEED LIST` ask; `raw DIR SIZE SEED LINES FILE` writes a log of the first
/// so many look-ups. CPU time is that of this process; latencies are wall time on
/// whatever else the machine does.
public final class MemoryBench {
    private MemoryBench() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[1]);
        Index index =
                Index.open(
                        FileDisk.create(data),
                        Settings.defaults().withMemory(Runtime.getRuntime().maxMemory() / 2));
        switch (args[0]) {
            case "inventory" ->
                    InventoryBench.fill(
                            index,
                            data,
                            Integer.parseInt(args[2]),
                            args.length > 5 ? Integer.parseInt(args[5]) : MadeUpMachines.ENTRIES,
                            Long.parseLong(args[3]),
                            Double.parseDouble(args[4]));
            case "one-key" -> InventoryBench.oneKey(index, Integer.parseInt(args[2]));
            case "ask-inventory" -> InventoryBench.ask(index, Long.parseLong(args[2]));
            case "sightings" ->
                    new SightingBench(Long.parseLong(args[3]), Long.parseLong(args[2]))
                            .fill(index, data, Double.parseDouble(args[4]));
            case "ask-sightings" ->
                    SightingBench.ask(index, Long.parseLong(args[2]), Path.of(args[3]));
            case "raw" ->
                    new SightingBench(Long.parseLong(args[3]), Long.parseLong(args[2]))
                            .raw(Path.of(args[5]), Long.parseLong(args[4]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
