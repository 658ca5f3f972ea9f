package dev.firebreak.bench.tamper;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.examine.ReleaseReader;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.inspect.Inspector;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judge;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Severity;
import dev.firebreak.gate.judge.Verdict;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Alters the newer release of honest pairs by every recipe and prints which alterations are released. Pairs whose honest
/// release is held by itself are left out, as nothing could be seen in them. Run by `bench/run-tampered`.
public final class ExamineTampered {
    private final Inspector inspector = new Inspector();
    private final Path scratch = Files.createTempDirectory("tampered");

    private ExamineTampered() throws IOException {}

    private record Honest(Path file, Pack.Kind kind, ReleaseFacts before) {}

    /// @param args folder of pairs, packages for each recipe, seed, and optionally the beginning of recipes' names
    public static void main(String[] args) throws IOException {
        int each = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        String only = args.length > 3 ? args[3] : "";
        new ExamineTampered().run(Path.of(args[0]), each, seed, only);
    }

    private void run(Path folder, int each, long seed, String only) throws IOException {
        List<Path> pairs;
        try (Stream<Path> s = Files.list(folder)) {
            pairs =
                    new ArrayList<>(
                            s.filter(p -> Files.exists(p.resolve("new.name"))).sorted().toList());
        }
        Collections.shuffle(pairs, new Random(seed));
        Map<Path, Honest> known = new LinkedHashMap<>();
        int caught = 0;
        int total = 0;
        for (Pack.Kind kind : Pack.Kind.values()) {
            for (Recipe r : recipes(kind)) {
                if (!r.name().startsWith(only)) {
                    continue;
                }
                int done = 0;
                int good = 0;
                StringBuilder told = new StringBuilder();
                for (Path p : pairs) {
                    Path now = p.resolve(Files.readString(p.resolve("new.name")).strip());
                    if (done == each || Pack.kind(now) != kind) {
                        continue;
                    }
                    Pack pack = Pack.read(now, kind);
                    if (!r.change().apply(pack)) {
                        continue;
                    }
                    Honest honest = known.containsKey(p) ? known.get(p) : honest(p, now, kind);
                    known.put(p, honest);
                    if (honest == null) {
                        continue;
                    }
                    Judgement j =
                            Judge.judge(
                                    Comparison.of(read(now, pack.write()), honest.before()),
                                    List.of(),
                                    List.of());
                    done++;
                    boolean ok = j.verdict() != Verdict.RELEASE;
                    good += ok ? 1 : 0;
                    told.append(ok ? "\n    caught " : "\n    MISSED ")
                            .append(p.getFileName())
                            .append(": ")
                            .append(rules(j, ok ? Severity.HIGH : Severity.LOW));
                }
                caught += good;
                total += done;
                System.out.println(r.name() + " " + good + " of " + done + told);
            }
        }
        System.out.printf(
                "%d of %d altered releases caught: %.1f %%%n",
                caught, total, 100.0 * caught / Math.max(1, total));
        Files.delete(scratch);
    }

    private static List<Recipe> recipes(Pack.Kind kind) {
        List<Recipe> out = new ArrayList<>();
        switch (kind) {
            case NPM -> out.addAll(NpmRecipes.ALL);
            case JAR -> out.addAll(JarRecipes.ALL);
            case WHEEL -> out.addAll(WheelRecipes.ALL);
            case DEB -> out.addAll(DebRecipes.ALL);
        }
        if (kind == Pack.Kind.NPM || kind == Pack.Kind.JAR || kind == Pack.Kind.DEB) {
            out.addAll(ProgramRecipes.of(kind));
        }
        return out;
    }

    private @Nullable Honest honest(Path pair, Path now, Pack.Kind kind) throws IOException {
        Path old = pair.resolve(Files.readString(pair.resolve("old.name")).strip());
        Pack earlier = Pack.read(old, kind);
        Pack.Entry about = earlier.ending(".dist-info/METADATA");
        if (about != null && old.getFileName().equals(now.getFileName())) {
            // The only wheels at hand are of one version each: the earlier one says so of itself.
            about.text(about.text().replaceFirst("\nVersion: ", "\nVersion: 0."));
        }
        ReleaseFacts before = read(old, earlier.write());
        Judgement j =
                Judge.judge(
                        Comparison.of(read(now, Pack.read(now, kind).write()), before),
                        List.of(),
                        List.of());
        if (j.verdict() != Verdict.RELEASE) {
            System.out.println(
                    "left out, held unaltered: "
                            + pair.getFileName()
                            + ": "
                            + rules(j, Severity.HIGH));
            return null;
        }
        return new Honest(now, kind, before);
    }

    private ReleaseFacts read(Path name, byte[] bytes) throws IOException {
        Path file = Files.createTempFile("tampered", ".release");
        try {
            Files.write(file, bytes);
            return new ReleaseReader(inspector, Limits.DEFAULT, scratch)
                    .read(file, name.getFileName().toString());
        } finally {
            Files.delete(file);
        }
    }

    private static String rules(Judgement j, Severity least) {
        StringBuilder out = new StringBuilder();
        int n = 0;
        for (Finding f : j.findings()) {
            if (f.severity().compareTo(least) >= 0 && n++ < 6) {
                String file = f.file();
                out.append(f.severity().name().charAt(0))
                        .append(' ')
                        .append(f.rule())
                        .append(" [")
                        .append(
                                file.length() > 60
                                        ? "…" + file.substring(file.length() - 60)
                                        : file)
                        .append("] ");
            }
        }
        return out.toString();
    }
}
