package dev.firebreak.bench;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;
import java.util.SplittableRandom;

/// What is installed where, made up: of 50,000 programs each machine has 100 different ones, the popularity of a program
/// falls with its rank (each power of ten of ranks is installed equally often, so the first is on nearly every machine), and
/// of a program a machine has one of four versions, in shares of 60, 25, 10 and 5 per cent. A machine's list depends on the
/// seed and its number alone.
final class MadeUpMachines {
    static final int ENTRIES = 100;
    static final int PROGRAMS = 50_000;
    static final int VERSIONS = 4;
    private static final int STEPS = 1 << 18;

    private final int[] rankOf = new int[STEPS];
    private final int[] lastMachine = new int[PROGRAMS];
    private final long seed;

    MadeUpMachines(long seed) {
        this.seed = seed;
        for (int i = 0; i < STEPS; i++) {
            rankOf[i] = (int) Math.min(PROGRAMS - 1, Math.pow(PROGRAMS, (i + 0.5) / STEPS) - 1);
        }
        java.util.Arrays.fill(lastMachine, -1);
    }

    /// A program as often as it is installed.
    int program(SplittableRandom random) {
        int step = random.nextInt(STEPS);
        int rank = rankOf[step];
        // a step stands for several ranks where they are rare
        int next = step + 1 < STEPS ? rankOf[step + 1] : PROGRAMS;
        return next - rank > 1 ? rank + random.nextInt(next - rank) : rank;
    }

    /// Fills in the numbers of a machine's components, as many as there is room for; the number of a component is program * 4 + version.
    void list(int machine, int[] out) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + machine);
        for (int n = 0; n < out.length; ) {
            int program = program(random);
            if (lastMachine[program] != machine) {
                lastMachine[program] = machine;
                int dice = random.nextInt(100);
                out[n++] = program * VERSIONS + (dice < 60 ? 0 : dice < 85 ? 1 : dice < 95 ? 2 : 3);
            }
        }
        lastMachine[out[0] / VERSIONS] = machine;
    }

    static String programName(int program) {
        return "Program " + program;
    }

    static Component component(int number) {
        int program = number / VERSIONS;
        return new Component(
                programName(program),
                "Maker " + program % 5000,
                "1." + number % VERSIONS + "." + program % 97,
                VersionScheme.GENERIC,
                Platform.WINDOWS,
                List.of());
    }
}
