package dev.firebreak.app.ship;

import dev.firebreak.app.check.InputFiles;
import dev.firebreak.app.check.Progress;
import dev.firebreak.app.memory.TakeOptions;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.InventoryOptions;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.log.LogInput;
import dev.firebreak.formats.log.LogOptions;
import dev.firebreak.formats.log.LogResult;
import dev.firebreak.formats.log.Logs;
import dev.firebreak.stream.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads inventories and logs with the same readers as `import`, and sends what they say to Kafka.
///
/// Safe to run twice with the same files: whoever takes the batches in leaves out what it has.
public final class Shipment {
    private final Feed feed;
    private final SentLogs sent;
    private final Consumer<Problem> problems;

    /// What was sent.
    ///
    /// @param refused files that are nothing that is known
    public record Result(int logs, long observations, int lists, int known, int refused) {
        public static final Result NOTHING = new Result(0, 0, 0, 0, 0);

        Result plus(Result o) {
            return new Result(
                    logs + o.logs,
                    observations + o.observations,
                    lists + o.lists,
                    known + o.known,
                    refused + o.refused);
        }
    }

    /// @param state folder in which is kept how far each log was sent
    public Shipment(Feed feed, Path state, Consumer<Problem> problems) throws IOException {
        this.feed = feed;
        this.sent = SentLogs.open(state);
        this.problems = problems;
    }

    /// Sends files and folders. When this returns, everything counted is safe on the cluster.
    ///
    /// @throws IOException if the cluster does not take it; the same files may simply be sent again
    public Result ship(List<Path> paths, TakeOptions options, Progress progress)
            throws IOException {
        Result total = Result.NOTHING;
        for (Path root : paths) {
            InputFiles files = InputFiles.of(List.of(root));
            files.problems().forEach(problems);
            int number = 0;
            for (Path file : files.files()) {
                progress.file("file", file.toString(), ++number, files.files().size());
                TakeOptions its = options.withOrganisation(organisation(root, file, options));
                total = total.plus(file(file, its, progress));
            }
        }
        feed.flush();
        return total;
    }

    private static String organisation(Path root, Path file, TakeOptions options) {
        if (options.byFolder() && !root.equals(file)) {
            Path below = root.relativize(file);
            if (below.getNameCount() > 1) {
                return below.getName(0).toString();
            }
        }
        return options.organisation();
    }

    private Result file(Path file, TakeOptions options, Progress progress) throws IOException {
        String name = file.toAbsolutePath().normalize().toString();
        try {
            byte[] head;
            try (InputStream in = LogInput.open(file)) {
                head = in.readNBytes(Math.max(Inventories.HEAD, SentLogs.HEAD));
            }
            LogOptions logOptions =
                    LogOptions.defaults(options.now())
                            .withMap(options.logMap())
                            .withZone(options.zone())
                            .withProgress(progress::bytes);
            boolean inventory = Inventories.recognise(head).isPresent();
            if (!inventory && Logs.recognise(head, logOptions).isPresent()) {
                return log(file, name, head, options.organisation(), logOptions);
            }
            return inventory(file, name, options);
        } catch (FileSystemException e) {
            problems.accept(
                    new Problem(
                            name, "", "cannot be read: " + e.getMessage(), Problem.Severity.LOST));
            return new Result(0, 0, 0, 0, 1);
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private Result log(Path file, String name, byte[] head, String organisation, LogOptions options)
            throws IOException {
        SentLogs.Sent known = sent.of(organisation, head);
        LogShipping shipping =
                new LogShipping(feed, organisation, known.log(), name, known.sent(), problems);
        LogResult result;
        try (InputStream in = LogInput.open(file)) {
            result = Logs.readStream(name, in, options, shipping);
        }
        if (result.kind().isEmpty()) {
            return new Result(0, 0, 0, 0, 1);
        }
        long observations = shipping.finish(result.bytes());
        feed.flush();
        sent.sent(known, result.bytes());
        boolean nothingNew = result.bytes() <= known.sent();
        return new Result(nothingNew ? 0 : 1, observations, 0, nothingNew ? 1 : 0, 0);
    }

    private Result inventory(Path file, String name, TakeOptions options) throws IOException {
        Instant made = Files.getLastModifiedTime(file).toInstant();
        @Nullable String organisation =
                options.organisation().isEmpty() ? null : options.organisation();
        InventoryOptions how =
                new InventoryOptions(options.inventoryMap(), options.asset(), organisation, made);
        InventoryShipping shipping =
                new InventoryShipping(
                        options.organisation(), options.strict(), name, made, problems);
        try (InputStream in = Inputs.open(file)) {
            Inventories.ReadResult read = Inventories.readStream(name, in, how, shipping);
            if (read.kind() == null) {
                return new Result(0, 0, 0, 0, 1);
            }
        }
        return new Result(0, 0, shipping.finish(feed), 0, 0);
    }
}
