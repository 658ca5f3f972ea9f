package dev.firebreak.app.cli;

import dev.firebreak.app.memory.TakeOptions;
import dev.firebreak.formats.table.ColumnMap;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How `import` and `watch` read files.
final class TakeMixin {
    @Option(
            names = "--organisation",
            paramLabel = "NAME",
            description = "Who owns everything, unless a file says otherwise.")
    String organisation = "";

    @Option(
            names = "--by-folder",
            description = "The first folder below a path names the organisation.")
    boolean byFolder;

    @Option(
            names = "--asset",
            paramLabel = "NAME",
            description = "The machine that the inventories are of, over whatever they say.")
    @Nullable String asset;

    @Option(
            names = "--map",
            paramLabel = "MAP",
            description = "Columns of foreign CSV or JSON lines (docs/reference/logs.md).")
    @Nullable String map;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Time zone of log times written without one (default: UTC).")
    String zone = "UTC";

    TakeOptions options(CommandSpec spec) {
        ColumnMap columns = map == null ? null : argument(spec, "--map", map, ColumnMap::parse);
        return new TakeOptions(
                organisation,
                byFolder,
                asset,
                columns,
                columns,
                argument(spec, "--zone", zone, Arguments::zone),
                Instant.now(),
                false);
    }

    private static <T> T argument(
            CommandSpec spec, String option, String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + ": " + e.getMessage(), e);
        }
    }
}
