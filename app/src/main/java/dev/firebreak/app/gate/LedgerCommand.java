package dev.firebreak.app.gate;

import dev.firebreak.app.text.Terminal;
import dev.firebreak.gate.hold.Ledger;
import dev.firebreak.gate.hold.LedgerEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gate ledger`: every decision, and whether the chain is whole.
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description =
                "Prints every decision: what, who, why, until when; and checks that nothing was changed afterwards.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the chain is whole",
            "1:the chain is broken",
            "2:wrong usage or unreadable input"
        })
public final class LedgerCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print the entries as JSON lines.")
    boolean json;

    @Option(names = "--verify", description = "Only check the chain.")
    boolean verify;

    @Option(
            names = "--head",
            description =
                    "Print number and hash of the last entry, to be kept elsewhere for a later --anchor.")
    boolean head;

    @Option(
            names = "--anchor",
            paramLabel = "N:HASH",
            description =
                    "Check also that the ledger still holds the entry that --head printed once: shows whether entries were cut off or all of it was rewritten.")
    @Nullable String anchor;

    @Mixin GateOptions options = new GateOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Ledger ledger = new Ledger(options.ledger(), Clock.systemUTC());
        String broken;
        try {
            broken = anchor == null ? ledger.verify() : ledger.verify(anchor);
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return GateCommand.USAGE;
        }
        if (head && broken == null) {
            out.println(ledger.head());
            out.flush();
            return GateCommand.RELEASED;
        }
        if (json && Files.exists(options.ledger())) {
            out.print(Files.readString(options.ledger()));
        } else if (!verify && broken == null) {
            for (LedgerEntry e : ledger.read()) {
                out.println(Terminal.plain(line(e)));
            }
        }
        out.flush();
        if (broken != null) {
            spec.commandLine().getErr().println("The ledger is broken: " + broken);
            return GateCommand.HELD;
        }
        if (!json) {
            out.println(ledger.read().size() + " entries, chain whole");
            out.flush();
        }
        return GateCommand.RELEASED;
    }

    private static String line(LedgerEntry e) {
        return e.number()
                + "  "
                + e.time()
                + "  "
                + e.action()
                + (e.verdict().isEmpty() ? "" : " " + e.verdict())
                + (e.ring().isEmpty() ? "" : " to " + e.ring())
                + "  "
                + (e.file().isEmpty() ? e.sha256() : e.file())
                + "  by "
                + e.by()
                + (e.until() == null ? "" : "  until " + e.until())
                + (e.reason().isEmpty() ? "" : "  - " + e.reason());
    }
}
