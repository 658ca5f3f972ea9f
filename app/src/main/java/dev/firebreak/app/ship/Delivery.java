package dev.firebreak.app.ship;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends one report of one organisation that came in over the network.
///
/// A log is known again by its whole content: the same report handed in twice counts once, and two that only begin alike
/// are two. A log that has grown is another one, and its older lines count again; `ship` is for logs that grow.
public final class Delivery {
    /// What came of it.
    ///
    /// @param kind absent if it is nothing that is known
    /// @param entries lines of a log, or components of lists
    public record Result(@Nullable String kind, long entries) {}

    private Delivery() {}

    /// Sends a log. It is safe only when the feed was flushed.
    public static Result log(
            Feed feed, Path file, String name, TakeOptions options, Consumer<Problem> problems)
            throws IOException {
        String log = digest(options.organisation(), file);
        LogShipping shipping =
                new LogShipping(feed, options.organisation(), log, name, 0, problems);
        LogOptions how = LogOptions.defaults(options.now()).withZone(options.zone());
        try (InputStream in = LogInput.open(file)) {
            LogResult result = Logs.readStream(name, in, how, shipping);
            if (result.kind().isEmpty()) {
                return new Result(null, 0);
            }
            shipping.finish(result.bytes());
            return new Result("log", result.lines());
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    /// Sends lists of software; everything belongs to the options' organisation if they are strict. They are safe only when
    /// the feed was flushed.
    public static Result inventory(
            Feed feed, Path file, String name, TakeOptions options, Consumer<Problem> problems)
            throws IOException {
        InventoryShipping shipping =
                new InventoryShipping(
                        options.organisation(), options.strict(), name, options.now(), problems);
        InventoryOptions how =
                new InventoryOptions(
                        options.inventoryMap(),
                        options.asset(),
                        options.organisation().isEmpty() ? null : options.organisation(),
                        options.now());
        try (InputStream in = Inputs.open(file)) {
            if (Inventories.readStream(name, in, how, shipping).kind() == null) {
                return new Result(null, 0);
            }
        }
        shipping.finish(feed);
        return new Result("inventory", shipping.entries());
    }

    private static String digest(String organisation, Path file) throws IOException {
        try (InputStream in = LogInput.open(file)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(organisation.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 1); // told apart from logs that are known by their begin
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
