package dev.firebreak.gate.examine;

import dev.firebreak.gate.facts.FactsJson;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.inspect.Inspector;
import dev.firebreak.gate.known.Yara;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The isolated process: reads releases and leaves their facts as files in its work folder. All parsers of foreign
/// content run here, under a memory bound and a deadline that the parent enforces.
///
/// The one argument is the work folder; `task.properties` in it says what to do: `file.N` and `name.N` for each release,
/// `known` for facts of an earlier release, and the limits. Results are `facts-N.json`.
public final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path work = Path.of(args[0]);
        Properties task = new Properties();
        try (var in = Files.newBufferedReader(work.resolve("task.properties"))) {
            task.load(in);
        }
        Limits d = Limits.DEFAULT;
        Limits limits =
                new Limits(
                        number(task, "files", d.files()),
                        number(task, "depth", d.depth()),
                        Long.parseLong(task.getProperty("bytes", Long.toString(d.bytes()))),
                        Long.parseLong(task.getProperty("fileBytes", Long.toString(d.fileBytes()))),
                        Duration.ofMillis(number(task, "millis", (int) d.time().toMillis())),
                        d.heapFile());
        Inspector inspector = new Inspector();
        Optional<Yara> rules = Optional.empty();
        if (task.containsKey("rules")) {
            rules = Yara.compile(List.of(Files.readString(Path.of(task.getProperty("rules")))));
            Files.writeString(work.resolve("rules-run"), Boolean.toString(rules.isPresent()));
        }
        Yara yara = rules.orElse(null);
        String known = task.getProperty("known");
        if (known != null) {
            for (FileFacts f : FactsJson.read(Path.of(known)).files()) {
                inspector.remember(f);
            }
        }
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; task.containsKey("file." + i); i++) {
            int n = i;
            Thread t =
                    Thread.ofPlatform()
                            .name("release-" + i)
                            .start(
                                    () -> {
                                        try {
                                            Path own =
                                                    Files.createDirectory(
                                                            work.resolve("spool-" + n));
                                            ReleaseFacts facts =
                                                    new ReleaseReader(inspector, limits, own, yara)
                                                            .read(
                                                                    Path.of(
                                                                            task.getProperty(
                                                                                    "file." + n)),
                                                                    task.getProperty("name." + n));
                                            FactsJson.write(
                                                    facts, work.resolve("facts-" + n + ".json"));
                                        } catch (IOException
                                                | RuntimeException
                                                | StackOverflowError e) {
                                            synchronized (failures) {
                                                failures.add(e);
                                            }
                                        }
                                    });
            threads.add(t);
        }
        for (Thread t : threads) {
            t.join();
        }
        for (Throwable t : failures) {
            System.err.println(t.getMessage() == null ? t.toString() : t.getMessage());
            if (Boolean.getBoolean("firebreak.gate.trace")) {
                t.printStackTrace();
            }
        }
        System.exit(failures.isEmpty() ? 0 : 3);
    }

    private static int number(Properties task, String key, int fallback) {
        return Integer.parseInt(task.getProperty(key, Integer.toString(fallback)));
    }
}
