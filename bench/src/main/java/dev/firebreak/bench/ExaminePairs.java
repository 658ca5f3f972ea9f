package dev.firebreak.bench;

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
import java.util.List;
import java.util.stream.Stream;

/// Judges every pair of a folder (`*/old.name` and `*/new.name` name the two files) and prints the share that is held:
/// the false alarms where the pairs are honest. Run by `bench/run-pairs`.
public final class ExaminePairs {
    private ExaminePairs() {}

    public static void main(String[] args) throws IOException {
        int held = 0;
        int total = 0;
        long bytes = 0;
        long start = System.nanoTime();
        boolean verbose = args.length > 1 && args[1].equals("-v");
        List<Path> folders;
        try (Stream<Path> s = Files.list(Path.of(args[0]))) {
            folders =
                    s.filter(
                                    p ->
                                            Files.exists(p.resolve("new.name"))
                                                    && Files.exists(p.resolve("old.name")))
                            .sorted()
                            .toList();
        }
        for (Path folder : folders) {
            Path now = folder.resolve(Files.readString(folder.resolve("new.name")).strip());
            Path old = folder.resolve(Files.readString(folder.resolve("old.name")).strip());
            Inspector inspector = new Inspector();
            Path work = Files.createTempDirectory("measure");
            ReleaseFacts before =
                    new ReleaseReader(inspector, Limits.DEFAULT, work)
                            .read(old, old.getFileName().toString());
            ReleaseFacts fresh =
                    new ReleaseReader(inspector, Limits.DEFAULT, work)
                            .read(now, now.getFileName().toString());
            Files.delete(work);
            Judgement j = Judge.judge(Comparison.of(fresh, before), List.of(), List.of());
            total++;
            bytes += Files.size(now) + Files.size(old);
            held += j.verdict() == Verdict.RELEASE ? 0 : 1;
            System.out.println(
                    j.verdict()
                            + " "
                            + folder.getFileName()
                            + " "
                            + old.getFileName()
                            + " -> "
                            + now.getFileName());
            for (Finding f : j.findings()) {
                if (f.severity().compareTo(verbose ? Severity.LOW : Severity.HIGH) >= 0) {
                    String evidence = f.evidence();
                    System.out.println(
                            "    "
                                    + f.severity()
                                    + " "
                                    + f.rule()
                                    + " ["
                                    + f.file()
                                    + "] "
                                    + (evidence.length() > 200
                                            ? evidence.substring(0, 200)
                                            : evidence));
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d of %d pairs not released: %.1f %%; %.1f MB in %.1f s%n",
                held, total, 100.0 * held / Math.max(1, total), bytes / 1e6, seconds);
    }
}
