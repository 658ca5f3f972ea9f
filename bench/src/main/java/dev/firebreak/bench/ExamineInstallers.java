package dev.firebreak.bench;

import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.examine.Examiner;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Examines one installer against another in the gate's own child process, then both again from the cache; prints wall
/// time and the child's peak memory. Run by `bench/run-installers`.
public final class ExamineInstallers {
    private ExamineInstallers() {}

    private static final Examiner.Known NOTHING =
            new Examiner.Known() {
                @Override
                public List<Finding> findings(Path release, ReleaseFacts facts) {
                    return List.of();
                }

                @Override
                public List<Judgement.Note> notes() {
                    return List.of();
                }
            };

    public static void main(String[] args) throws IOException {
        Path cache = Files.createTempDirectory("facts");
        for (String round : List.of("first", "from the cache")) {
            AtomicLong peak = new AtomicLong();
            Thread sampler = Thread.ofPlatform().daemon().start(() -> sample(peak));
            long start = System.nanoTime();
            Examination e =
                    new Examiner(Limits.DEFAULT, cache, NOTHING, null)
                            .examine(Path.of(args[0]), Path.of(args[1]));
            double seconds = (System.nanoTime() - start) / 1e9;
            sampler.interrupt();
            System.out.printf(
                    "%s: %s, %d files, %.2f s wall, peak memory of the child %d MB%n",
                    round,
                    e.judgement().verdict(),
                    e.now().files().size(),
                    seconds,
                    peak.get() / 1024);
        }
    }

    /// The largest resident set of any child so far, in kB, from `/proc` (Linux only).
    private static void sample(AtomicLong peak) {
        while (!Thread.currentThread().isInterrupted()) {
            ProcessHandle.current()
                    .children()
                    .forEach(
                            p -> {
                                try {
                                    for (String line :
                                            Files.readAllLines(
                                                    Path.of("/proc/" + p.pid() + "/status"))) {
                                        if (line.startsWith("VmHWM:")) {
                                            long kb = Long.parseLong(line.replaceAll("[^0-9]", ""));
                                            peak.accumulateAndGet(kb, Math::max);
                                        }
                                    }
                                } catch (IOException gone) {
                                    // It has ended; its last sample stands.
                                }
                            });
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
