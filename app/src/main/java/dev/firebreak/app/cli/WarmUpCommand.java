package dev.firebreak.app.cli;

import dev.firebreak.app.demo.DemoStory;
import dev.firebreak.app.json.AdvisoryJson;
import dev.firebreak.app.text.AdvisoryText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.formats.Warnings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `warm-up`: runs what people run most, so that the JVM can record which classes and profiles to keep for later starts.
@Command(name = "warm-up", hidden = true, description = "Trains the start-up cache after a build.")
public final class WarmUpCommand implements Callable<Integer> {
    private static final int ROUNDS = 20;

    /// Lines of the log; about 20 MB.
    private static final int LINES = 250_000;

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
            memory(folder, nowhere);
            CommandLine demo = new CommandLine(new DemoCommand()).setOut(nowhere).setErr(nowhere);
            return demo.execute("--out", folder.toString());
        } finally {
            delete(folder);
        }
    }

    /// Takes a log in that is long enough for the profile of its loops to be kept, and asks for a name of it.
    private static void memory(Path folder, PrintWriter nowhere) throws IOException {
        Path log = folder.resolve("dns.log");
        String data = folder.resolve("data").toString();
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            out.write(
                    "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n");
            out.write(
                    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tanswers\n");
            for (int i = 0; i < LINES; i++) {
                out.write(
                        1_700_000_000
                                + i / 10
                                + ".%06d\tC%x\t10.0.".formatted(i % 1_000_000, random.nextInt()));
                out.write(
                        random.nextInt(20)
                                + "."
                                + random.nextInt(250)
                                + "\t50000\t10.0.0.1\t53\tudp\t");
                out.write(
                        "n"
                                + random.nextInt(20_000)
                                + ".example.net\t192.0.2."
                                + random.nextInt(200)
                                + "\n");
            }
        }
        run(
                new ImportCommand(),
                nowhere,
                "--data",
                data,
                "--organisation",
                "Warm-up",
                log.toString());
        run(new AskCommand(), nowhere, "--data", data, "--domain", "n1.example.net");
        run(new StatusCommand(), nowhere, "--data", data);
    }

    private static void run(Object command, PrintWriter nowhere, String... arguments) {
        new CommandLine(command).setOut(nowhere).setErr(nowhere).execute(arguments);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
