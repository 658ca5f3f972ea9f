package dev.firebreak.formats;

import dev.firebreak.core.model.InventorySink;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.inventory.InventoryRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads every inventory Firebreak knows; what a file is, its content tells.
public final class Inventories {
    /// So much of a file is looked at to tell what it is, in bytes after decompression.
    public static final int HEAD = 1 << 16;

    private Inventories() {}

    /// What an inventory is written in.
    public enum Kind {
        CYCLONEDX_JSON,
        CYCLONEDX_XML,
        SPDX_JSON,
        SPDX_TAG_VALUE,
        SPDX3_JSON,
        /// An array of rows, as `osqueryi --json` prints it.
        OSQUERY_ROWS,
        /// Lines of the osqueryd results log.
        OSQUERY_LOG,
        /// `osqueryi --csv`.
        OSQUERY_CSV,
        /// The Windows uninstall registry or its kin as CSV.
        UNINSTALL_CSV,
        UNINSTALL_JSON,
        /// The same as printed by Format-List or Format-Table.
        UNINSTALL_TEXT,
        /// A `.reg` file.
        UNINSTALL_REG,
        DPKG_LIST,
        DPKG_QUERY,
        APT_LIST,
        RPM_LIST,
        WINGET_LIST,
        WINGET_EXPORT,
        BREW_LIST,
        BREW_JSON,
        PIP_LIST,
        PIP_JSON,
        NPM_JSON,
        /// CSV whose header names machine, program and version in common words, or any CSV with a map.
        TABLE,
        /// JSON lines or an array of objects with a map.
        TABLE_JSON
    }

    /// What came of reading one file.
    ///
    /// @param kind what it was, null if that cannot be told (then there is a problem that says so)
    /// @param assets different machines
    /// @param components entries, repeated ones counted again
    /// @param problems how many, before repeated ones are folded
    public record ReadResult(@Nullable Kind kind, long assets, long components, long problems) {}

    /// Tells an inventory from anything else by its first bytes. Careful: what could as well be a log or a list of
    /// indicators is not claimed, though [#read] would read it when told that it is an inventory.
    ///
    /// @param head the first [#HEAD] bytes after decompression, or all if there are fewer
    public static Optional<Kind> recognise(byte[] head) {
        return Optional.empty();
    }

    /// Reads a file that the user says is an inventory. Whatever is wrong with it becomes a problem in the sink; only
    /// what the sink itself throws comes out.
    public static ReadResult read(Path file, InventoryOptions options, InventorySink sink) {
        InventoryRun run =
                new InventoryRun(
                        file.toString(),
                        options.asset(),
                        options.organisation(),
                        collected(file, options),
                        sink);
        try (InputStream in = Inputs.open(file)) {
            return read(run, in, options);
        } catch (IOException e) {
            run.lost("", "cannot be read: " + reason(e));
            run.finish();
            return new ReadResult(null, 0, 0, run.problems());
        }
    }

    /// Reads a stream, such as an upload.
    ///
    /// @param source how to call it; the machine's name is guessed from it as from a file name
    /// @param in after decompression; not closed
    public static ReadResult readStream(
            String source, InputStream in, InventoryOptions options, InventorySink sink) {
        Instant collected = options.fallbackCollected();
        InventoryRun run =
                new InventoryRun(
                        source,
                        options.asset(),
                        options.organisation(),
                        collected == null ? Instant.EPOCH : collected,
                        sink);
        return read(run, in, options);
    }

    private static ReadResult read(InventoryRun run, InputStream in, InventoryOptions options) {
        run.lost("", "this kind of file is not read yet");
        run.finish();
        return new ReadResult(null, run.assets(), run.components(), run.problems());
    }

    private static Instant collected(Path file, InventoryOptions options) {
        Instant stated = options.fallbackCollected();
        if (stated != null) {
            return stated;
        }
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            // The file cannot be opened either, and that is what the user is told.
            return Instant.EPOCH;
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
