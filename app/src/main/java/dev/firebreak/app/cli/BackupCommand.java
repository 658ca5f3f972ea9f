package dev.firebreak.app.cli;

import dev.firebreak.app.server.BackupRun;
import dev.firebreak.app.server.ServerSettings;
import dev.firebreak.app.text.ErrorText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `firebreak backup`: everything the situation room keeps, in one file; the server may run meanwhile.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes everything the situation room keeps into one file.")
public final class BackupCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The server's data folder.")
    Path data = Path.of("data");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "The file to write.")
    Path target = Path.of("backup.zip");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The PostgreSQL, if it is not the embedded one.")
    @Nullable String url;

    @Option(names = "--config", paramLabel = "FILE", description = "Further settings.")
    @Nullable Path config;

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        try {
            BackupRun.backup(ServerSettings.load(data, 0, "127.0.0.1", url, config), target);
            spec.commandLine()
                    .getOut()
                    .println(
                            output.language().of("Backup written to ", "Sicherung geschrieben: ")
                                    + target);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException | SQLException | RuntimeException e) {
            spec.commandLine()
                    .getErr()
                    .println("firebreak backup: " + ErrorText.of(e, output.language()));
            return 2;
        }
    }
}
