package dev.firebreak.app.gate;

import dev.firebreak.gate.hold.Ledger;
import dev.firebreak.gate.hold.LedgerEntry;
import dev.firebreak.gate.hold.Waivers;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gate waive`: lets one exact file pass, by two people, with a reason and an end.
@Command(
        name = "waive",
        mixinStandardHelpOptions = true,
        description =
                "Lets one exact file pass the gate: by its SHA-256, with a reason, an end and two different people.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written into the ledger", "2:a condition is not met"})
public final class WaiveCommand implements Callable<Integer> {
    @Option(
            names = "--sha256",
            required = true,
            paramLabel = "HASH",
            description = "SHA-256 of the file.")
    @SuppressWarnings("NullAway.Init")
    String sha256;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    @SuppressWarnings("NullAway.Init")
    String reason;

    @Option(
            names = "--expires",
            required = true,
            paramLabel = "DATE",
            description = "Last day, such as 2026-12-31; 90 days at most.")
    @SuppressWarnings("NullAway.Init")
    String expires;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "PERSON",
            description = "Who decides; twice, two different people.")
    List<String> people = List.of();

    @Option(
            names = "--ring",
            paramLabel = "NAME",
            description = "Only for this ring; may be repeated (default: all rings).")
    List<String> rings = List.of();

    @Option(
            names = "--even-denied",
            description = "Also if the file was judged DENY; without it a waiver lifts HOLD only.")
    boolean evenDenied;

    @Mixin GateOptions options = new GateOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        try {
            LedgerEntry e =
                    new Waivers(new Ledger(options.ledger(), clock), clock)
                            .grant(
                                    sha256,
                                    reason.strip()
                                            + " (written by the account "
                                            + System.getProperty("user.name", "unknown")
                                            + ")",
                                    expires,
                                    people,
                                    rings,
                                    evenDenied);
            spec.commandLine()
                    .getOut()
                    .println(
                            "Waiver "
                                    + e.number()
                                    + " for "
                                    + e.sha256()
                                    + " until "
                                    + e.until()
                                    + " by "
                                    + e.by());
            spec.commandLine().getOut().flush();
            return GateCommand.RELEASED;
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return GateCommand.USAGE;
        }
    }
}
