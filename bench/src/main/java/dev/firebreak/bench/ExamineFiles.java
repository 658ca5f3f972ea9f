package dev.firebreak.bench;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.FactsJson;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.inspect.Inspector;
import dev.firebreak.gate.unpack.Format;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Reads the facts and hashes of all listed files, without unpacking, as the gate does for the files of a release:
/// `ExamineFiles LIST [TIMES] [FACTS]`; LIST is a file of paths that end in NUL, as `sha256sum` gets it. The second time finds the facts in the cache by SHA-256. `FACTS` is a file that
/// gets the facts of the last time, to see that a change of the readers changed none of them.
public final class ExamineFiles {
    private ExamineFiles() {}

    public static void main(String[] args) throws IOException {
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        List<Path> files =
                Stream.of(Files.readString(Path.of(args[0])).split("\0")).map(Path::of).toList();
        Inspector inspector = new Inspector();
        for (int i = 1; i <= times; i++) {
            long cpu = cpuMillis();
            long start = System.nanoTime();
            List<FileFacts> facts = new ArrayList<>(files.size());
            long bytes = 0;
            for (Path file : files) {
                String name = file.toString();
                try (Arena arena = Arena.ofConfined()) {
                    Content content = Content.map(file, arena);
                    bytes += content.size();
                    facts.add(
                            inspector.inspect(
                                    name,
                                    Placing.NONE,
                                    content,
                                    Format.detect(content, name),
                                    List.of()));
                }
            }
            long wall = (System.nanoTime() - start) / 1_000_000;
            cpu = cpuMillis() - cpu;
            System.out.printf(
                    Locale.ROOT,
                    "time %d: %d files, %.0f MB, %d signals, %d ms wall, %d ms CPU, %.0f MB per CPU-second, peak %s%n",
                    i,
                    files.size(),
                    bytes / 1e6,
                    facts.stream().mapToLong(f -> f.signals().size()).sum(),
                    wall,
                    cpu,
                    bytes / 1e3 / Math.max(1, cpu),
                    peak());
            if (i == times && args.length > 2) {
                FactsJson.write(
                        new ReleaseFacts(
                                "tree",
                                "",
                                bytes,
                                "folder",
                                facts,
                                List.of(),
                                ReleaseFacts.REVISION),
                        Path.of(args[2]));
            }
        }
    }

    private static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? "unknown"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.substring(6).strip())
                        .findFirst()
                        .orElse("unknown");
    }
}
