package dev.firebreak.flink;

import dev.firebreak.stream.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Makes the files that [EvolutionTest] goes on from. Run by hand with the code of a version that is about to be changed;
/// what it made stays as it is.
///
/// Arguments: an empty folder.
final class SavepointMaker {
    private SavepointMaker() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Trial trial = Trial.of(22, Trial.Size.SMALL);
        Fixture.write(folder.resolve("steps"), trial.steps().stream().map(Fixture::of).toList());
        List<Trial.Step> first = trial.steps().subList(0, trial.steps().size() / 2);
        Fixture.write(
                folder.resolve("findings"),
                SavepointRun.run("maker", first, null, folder.resolve("state"), 1, false));
    }
}
