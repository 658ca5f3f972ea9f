package dev.firebreak.formats;

import dev.firebreak.core.model.InventorySink;
import dev.firebreak.formats.cyclonedx.CycloneDxJson;
import dev.firebreak.formats.cyclonedx.CycloneDxXml;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.input.Utf8Input;
import dev.firebreak.formats.inventory.Interner;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.osquery.OsqueryReader;
import dev.firebreak.formats.packages.BrewReader;
import dev.firebreak.formats.packages.DebReader;
import dev.firebreak.formats.packages.NpmReader;
import dev.firebreak.formats.packages.OneLineReader;
import dev.firebreak.formats.packages.PythonReader;
import dev.firebreak.formats.packages.RpmReader;
import dev.firebreak.formats.packages.StanzaReader;
import dev.firebreak.formats.packages.StanzaReader.Maker;
import dev.firebreak.formats.packages.WingetReader;
import dev.firebreak.formats.packages.ZypperReader;
import dev.firebreak.formats.registry.UninstallJson;
import dev.firebreak.formats.registry.UninstallText;
import dev.firebreak.formats.spdx.Spdx3Json;
import dev.firebreak.formats.spdx.SpdxJson;
import dev.firebreak.formats.spdx.SpdxTagValue;
import dev.firebreak.formats.table.AgentXml;
import dev.firebreak.formats.table.ColumnMap;
import dev.firebreak.formats.table.NestedJson;
import dev.firebreak.formats.table.TableReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ref.SoftReference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads every inventory Firebreak knows; what a file is, its content tells.
public final class Inventories {
    /// So much of a file is looked at to tell what it is, in bytes after decompression.
    public static final int HEAD = 1 << 16;

    /// Tables of texts and components kept for the next file; readers on more threads make their own.
    private static final Queue<SoftReference<Interner>> INTERNERS = new ArrayBlockingQueue<>(4);

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
        /// The box `osqueryi` draws by default.
        OSQUERY_BOX,
        /// `osqueryi --line`.
        OSQUERY_LINES,
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
        APK_LIST,
        ZYPPER_LIST,
        SNAP_LIST,
        NIX_LIST,
        CHOCOLATEY_LIST,
        /// Names with versions, a line each, of no tool that is known.
        PLAIN_LIST,
        WINGET_LIST,
        WINGET_EXPORT,
        BREW_LIST,
        BREW_JSON,
        /// Blocks of `key: value`.
        DPKG_STATUS,
        RPM_INFO,
        PACMAN_INFO,
        WMIC_LIST,
        PIP_LIST,
        PIP_JSON,
        NPM_JSON,
        /// CSV whose header names machine, program and version in common words, or any CSV with a map.
        TABLE,
        /// Lists of software in arrays of a JSON document of any maker.
        NESTED_JSON,
        /// What the agents of OCS Inventory and its kin send.
        AGENT_XML,
        /// A JSON document with objects in an array, with a map.
        TABLE_JSON,
        /// JSON objects over several lines each, one after the other, with a map.
        TABLE_JSON_OBJECTS,
        /// JSON lines with a map.
        TABLE_JSON_LINES
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
        return Optional.ofNullable(Recognition.of(head, true));
    }

    /// Reads a file that the user says is an inventory. Whatever is wrong with it becomes a problem in the sink; only
    /// what the sink itself throws comes out.
    public static ReadResult read(Path file, InventoryOptions options, InventorySink sink) {
        Interner interner = borrow();
        InventoryRun run = run(file.toString(), options, collected(file, options), sink, interner);
        try (InputStream in = Inputs.open(file)) {
            return read(run, in, options);
        } catch (IOException e) {
            run.lost("", "cannot be read: " + reason(e));
            run.finish();
            return new ReadResult(null, 0, 0, run.problems());
        } finally {
            giveBack(interner);
        }
    }

    private static InventoryRun run(
            String source,
            InventoryOptions options,
            @Nullable Instant collected,
            InventorySink sink,
            Interner interner) {
        return new InventoryRun(
                source, options.asset(), options.organisation(), collected, sink, interner);
    }

    /// A table of texts and components that is filled from the files before: the same programs are in most of them.
    private static Interner borrow() {
        SoftReference<Interner> spare = INTERNERS.poll();
        Interner interner = spare == null ? null : spare.get();
        return interner == null ? new Interner() : interner;
    }

    private static void giveBack(Interner interner) {
        // If there are enough already, this one is dropped.
        var _ = INTERNERS.offer(new SoftReference<>(interner));
    }

    /// Reads a stream, such as an upload.
    ///
    /// @param source how to call it; the machine's name is guessed from it as from a file name
    /// @param in after decompression; not closed
    /// @param options whose `fallbackCollected` may be null: then the time of a list that does not tell it is unknown
    public static ReadResult readStream(
            String source, InputStream in, InventoryOptions options, InventorySink sink) {
        Interner interner = borrow();
        try {
            return read(
                    run(source, options, options.fallbackCollected(), sink, interner), in, options);
        } finally {
            giveBack(interner);
        }
    }

    /// Reads a file that is in memory; the same as [#readStream], with less to do for a small one.
    public static ReadResult readContent(
            String source, byte[] content, InventoryOptions options, InventorySink sink) {
        Interner interner = borrow();
        try {
            InventoryRun run = run(source, options, options.fallbackCollected(), sink, interner);
            byte[] head = content.length <= HEAD ? content : Arrays.copyOf(content, HEAD);
            return read(
                    run,
                    head,
                    () -> new ByteArrayInputStream(content),
                    () -> Utf8Input.of(content),
                    options);
        } finally {
            giveBack(interner);
        }
    }

    private static ReadResult read(InventoryRun run, InputStream raw, InventoryOptions options) {
        Replay in = new Replay(raw, HEAD);
        return read(run, in.head(), () -> in, () -> new Utf8Input(in), options);
    }

    /// @param bytes the whole file as it is; only one of this and `utf8` is asked, once
    /// @param utf8 the whole file in UTF-8
    private static ReadResult read(
            InventoryRun run,
            byte[] head,
            Supplier<InputStream> bytes,
            Supplier<Utf8Input> utf8,
            InventoryOptions options) {
        Kind kind = null;
        try {
            kind = kind(run, head, options);
            Charset declared =
                    kind == Kind.CYCLONEDX_XML ? Recognition.declaredCharset(head) : null;
            if (declared != null) {
                new CycloneDxXml(run).read(new InputStreamReader(bytes.get(), declared));
            } else if (kind != null) {
                Utf8Input text = utf8.get();
                dispatch(kind, run, text, options);
                afterwards(run, text, kind);
            }
        } catch (IOException e) {
            run.lost("", "cannot be read: " + reason(e));
        }
        run.finish();
        return new ReadResult(kind, run.assets(), run.components(), run.problems());
    }

    /// What the file is; the map decides about tables and JSON that say nothing themselves.
    private static @Nullable Kind kind(InventoryRun run, byte[] head, InventoryOptions options) {
        if (head.length == 0) {
            run.lost("", "the file is empty");
            return null;
        }
        if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
            run.lost(
                    "",
                    "this is a zip archive or an Office file; unpack it, or save its table as CSV");
            return null;
        }
        Kind kind = Recognition.of(head, false);
        ColumnMap map = options.map();
        if (map != null) {
            Kind mapped = Recognition.tabular(head, kind, map);
            if (mapped != null) {
                return mapped;
            }
        }
        if (kind == null && Recognition.isScannerReport(head)) {
            run.lost(
                    "",
                    "this is a vulnerability scanner's report, which lists findings and not a machine's software; export the"
                            + " software of the machines instead");
        } else if (kind == null) {
            String refusal = Recognition.refusal(head);
            run.lost(
                    "",
                    refusal != null
                            ? refusal
                            : "this is no inventory in a format that is known, and no table whose columns could be understood; for CSV or JSON lines say with --map what the columns mean");
        }
        return kind;
    }

    private static void dispatch(
            Kind kind, InventoryRun run, Utf8Input in, InventoryOptions options)
            throws IOException {
        switch (kind) {
            case CYCLONEDX_JSON -> new CycloneDxJson(run).read(in);
            case CYCLONEDX_XML ->
                    new CycloneDxXml(run).read(new InputStreamReader(in, StandardCharsets.UTF_8));
            case SPDX_JSON -> new SpdxJson(run).read(in);
            case SPDX_TAG_VALUE -> new SpdxTagValue(run).read(in);
            case SPDX3_JSON -> new Spdx3Json(run).read(in);
            case OSQUERY_ROWS -> new OsqueryReader(run).readRows(in);
            case OSQUERY_LOG -> new OsqueryReader(run).readLog(in);
            case OSQUERY_BOX -> new OsqueryReader(run).readBox(in);
            case OSQUERY_LINES -> new OsqueryReader(run).readLines(in);
            case OSQUERY_CSV -> new OsqueryReader(run).readCsv(in);
            case UNINSTALL_CSV, TABLE -> new TableReader(run, options.map()).readCsv(in);
            case UNINSTALL_JSON -> new UninstallJson(run).read(in);
            case UNINSTALL_TEXT -> new UninstallText(run).read(in);
            case UNINSTALL_REG -> new UninstallText(run).readReg(in);
            case DPKG_LIST -> new DebReader(run).readList(in);
            case DPKG_QUERY -> new DebReader(run).readQuery(in);
            case APT_LIST -> new DebReader(run).readApt(in);
            case RPM_LIST -> new RpmReader(run).read(in);
            case APK_LIST -> new OneLineReader(run, OneLineReader.Maker.APK).read(in);
            case ZYPPER_LIST -> new ZypperReader(run).read(in);
            case SNAP_LIST -> new OneLineReader(run, OneLineReader.Maker.SNAP).read(in);
            case NIX_LIST -> new OneLineReader(run, OneLineReader.Maker.NIX).read(in);
            case CHOCOLATEY_LIST -> new OneLineReader(run, OneLineReader.Maker.CHOCOLATEY).read(in);
            case PLAIN_LIST -> BrewReader.ofAnyMaker(run).readList(in);
            case WINGET_LIST -> new WingetReader(run).readList(in);
            case WINGET_EXPORT -> new WingetReader(run).readExport(in);
            case BREW_LIST -> new BrewReader(run).readList(in);
            case BREW_JSON -> new BrewReader(run).readJson(in);
            case DPKG_STATUS -> new StanzaReader(run, Maker.DPKG).read(in);
            case RPM_INFO -> new StanzaReader(run, Maker.RPM).read(in);
            case PACMAN_INFO -> new StanzaReader(run, Maker.PACMAN).read(in);
            case WMIC_LIST -> new StanzaReader(run, Maker.WMIC).read(in);
            case NESTED_JSON -> new NestedJson(run).read(in);
            case AGENT_XML ->
                    new AgentXml(run).read(new InputStreamReader(in, StandardCharsets.UTF_8));
            case PIP_LIST -> new PythonReader(run).readList(in);
            case PIP_JSON -> new PythonReader(run).readJson(in);
            case NPM_JSON -> new NpmReader(run).read(in);
            case TABLE_JSON -> mappedJson(run, in, options, false, true);
            case TABLE_JSON_OBJECTS -> mappedJson(run, in, options, false, false);
            case TABLE_JSON_LINES -> mappedJson(run, in, options, true, false);
        }
    }

    private static void mappedJson(
            InventoryRun run,
            Utf8Input in,
            InventoryOptions options,
            boolean lines,
            boolean wrapped)
            throws IOException {
        ColumnMap map = options.map();
        if (map == null) {
            run.lost("", "say with --map what the keys of this JSON mean");
        } else if (!map.has(ColumnMap.Field.NAME)) {
            run.lost("", "the map names no key for the product (name=…)");
        } else if (lines) {
            new TableReader(run, map).readJsonLines(in, map);
        } else {
            new TableReader(run, map).readJson(in, map, wrapped);
        }
    }

    private static void afterwards(InventoryRun run, Utf8Input in, Kind kind) {
        IOException failure = in.failure();
        if (failure != null) {
            run.lost(
                    "offset " + in.bytesRead(),
                    "the file breaks off; what came before is used, but not an entry cut in the middle: "
                            + reason(failure));
        }
        if (in.firstInvalid() >= 0) {
            run.note(
                    "offset " + in.firstInvalid(),
                    "not all of it is UTF-8; the other bytes are read as windows-1252");
        }
        if (run.components() > 0 || run.isLost()) {
            return;
        }
        // A VEX or a shell of a document would otherwise prove a machine to be clean.
        if (isBom(kind)) {
            run.lost("", "the document lists no software, so it is no inventory of a machine");
        } else if (run.hasList() || !run.namesMachine()) {
            run.lost("", "no software is listed in it, so it is no inventory of a machine");
        }
    }

    private static boolean isBom(Kind kind) {
        return kind == Kind.CYCLONEDX_JSON
                || kind == Kind.CYCLONEDX_XML
                || kind == Kind.SPDX_JSON
                || kind == Kind.SPDX_TAG_VALUE
                || kind == Kind.SPDX3_JSON;
    }

    private static @Nullable Instant collected(Path file, InventoryOptions options) {
        Instant stated = options.fallbackCollected();
        if (stated != null) {
            return stated;
        }
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            // The file cannot be opened either, and that is what the user is told.
            return null;
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
