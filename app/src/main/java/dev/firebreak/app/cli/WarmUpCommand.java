package dev.firebreak.app.cli;

import dev.firebreak.app.demo.DemoStory;
import dev.firebreak.app.json.AdvisoryJson;
import dev.firebreak.app.text.AdvisoryText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.formats.Warnings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `warm-up`: runs what people run most, so that the JVM can record which classes and profiles to keep for later starts.
@Command(name = "warm-up", hidden = true, description = "Trains the start-up cache after a build.")
public final class WarmUpCommand implements Callable<Integer> {
    private static final int ROUNDS = 20;

    @Option(names = "--server", description = "Trains the start of the server instead.")
    boolean server;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("firebreak-warm-up-");
        try {
            if (server) {
                WarmUpServer.run(folder);
                return 0;
            }
            DemoStory story = DemoStory.write(folder);
            PrintWriter nowhere = new PrintWriter(new StringWriter());
            for (int i = 0; i < ROUNDS; i++) {
                Advisory advisory = Warnings.read("warm-up", Files.readAllBytes(story.warning()));
                AdvisoryJson.write(List.of(advisory), "en", nowhere);
                new AdvisoryText(new Terminal(nowhere, true), Language.DE).print(advisory);
            }
            new WarmUpMemory(folder, nowhere).run();
            CommandLine demo = new CommandLine(new DemoCommand()).setOut(nowhere).setErr(nowhere);
            return demo.execute("--out", folder.toString());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
