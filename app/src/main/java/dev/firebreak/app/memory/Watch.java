package dev.firebreak.app.memory;

import dev.firebreak.app.check.InputFiles;
import dev.firebreak.app.check.Progress;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Keeps taking in what appears or grows in folders: looks at sizes and times every few seconds (which works on network folders
/// too, where notifications do not).
public final class Watch {
    private final Memory memory;
    private final List<Path> folders;
    private final Supplier<TakeOptions> options;
    private final Consumer<Problem> problems;
    private final Map<Path, State> seen = new HashMap<>();

    private record State(long size, Instant modified) {}

    /// @param options asked each round, for the clock in it
    public Watch(
            Memory memory,
            List<Path> folders,
            Supplier<TakeOptions> options,
            Consumer<Problem> problems) {
        this.memory = memory;
        this.folders = List.copyOf(folders);
        this.options = options;
        this.problems = problems;
    }

    /// Takes in once what has changed since the last round; durable when it returns.
    public TakeResult round() throws IOException {
        Map<Path, State> now = new HashMap<>();
        List<Path> changed = new ArrayList<>();
        for (Path file : InputFiles.of(folders).files()) {
            try {
                BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
                State state = new State(a.size(), a.lastModifiedTime().toInstant());
                now.put(file, state);
                if (!state.equals(seen.get(file))) {
                    changed.add(file);
                }
            } catch (java.nio.file.NoSuchFileException _) {
                continue; // rotated away between two looks; its new name comes up by itself
            }
        }
        if (changed.isEmpty()) {
            return TakeResult.NOTHING;
        }
        TakeResult total;
        try (Taking taking = memory.begin(problems)) {
            TakeOptions growing = options.get().whileGrowing();
            total =
                    taking.files(
                            changed.stream()
                                    .map(file -> new ReadAhead.Wanted(file, growing))
                                    .toList(),
                            Progress.NONE);
            taking.commit();
        }
        seen.clear();
        seen.putAll(now);
        return total;
    }

    /// Rounds until told to stop.
    ///
    /// @param each told of every round that took something in
    public void run(Duration pause, BooleanSupplier goesOn, Consumer<TakeResult> each)
            throws IOException, InterruptedException {
        while (goesOn.getAsBoolean()) {
            TakeResult result = round();
            if (result.files() > 0) {
                each.accept(result);
            }
            Thread.sleep(pause);
        }
    }
}
