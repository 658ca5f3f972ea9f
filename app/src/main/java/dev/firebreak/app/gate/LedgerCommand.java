package dev.firebreak.app.gate;

import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Lines;
import dev.firebreak.app.text.Phrases;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.gate.hold.Ledger;
import dev.firebreak.gate.hold.LedgerEntry;
import dev.firebreak.gate.hold.Waivers;
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

    @Mixin LanguageOption language = new LanguageOption();

    @Mixin GateOptions options = new GateOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Language language = this.language.language();
        Ledger ledger = new Ledger(options.ledger(), Clock.systemUTC());
        String broken;
        try {
            broken = anchor == null ? ledger.verify() : ledger.verify(anchor);
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, language));
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
            Lines lines = Lines.of(System.getenv());
            for (LedgerEntry e : ledger.read()) {
                out.println(lines.broken(Terminal.plain(line(e, language)), "    "));
            }
        }
        out.flush();
        if (broken != null) {
            spec.commandLine()
                    .getErr()
                    .println(
                            language.of("The ledger is broken: ", "Das Journal ist beschädigt: ")
                                    + language.of(broken, LedgerFaults.german(broken)));
            return GateCommand.HELD;
        }
        if (!json) {
            int n = ledger.read().size();
            out.println(
                    language.of(
                            n == 1 ? "1 entry, chain whole" : n + " entries, chain whole",
                            n == 1
                                    ? "1 Eintrag, Kette unversehrt"
                                    : n + " Einträge, Kette unversehrt"));
            out.flush();
        }
        return GateCommand.RELEASED;
    }

    private static String line(LedgerEntry e, Language language) {
        String reason =
                language == Language.DE && !e.reasonDe().isEmpty() ? e.reasonDe() : e.reason();
        String ring =
                e.ring().equals(Waivers.Reach.EVERY)
                        ? language.of("every ring", "jeden Ring")
                        : e.ring();
        return e.number()
                + "  "
                + Phrases.moment(e.time(), language)
                + "  "
                + action(e.action(), language)
                + (e.verdict().isEmpty() ? "" : " " + e.verdict())
                + (ring.isEmpty() ? "" : language.of(" to ", " für ") + ring)
                + "  "
                + (e.file().isEmpty() ? e.sha256() : e.file())
                + language.of("  by ", "  von ")
                + e.by()
                + (e.until() == null
                        ? ""
                        : language.of("  until ", "  bis ") + Phrases.moment(e.until(), language))
                + (e.measure()
                        ? language.of(
                                "  also the measure of later releases",
                                "  auch Maßstab späterer Versionen")
                        : "")
                + (reason.isEmpty() ? "" : "  - " + reason);
    }

    private static String action(LedgerEntry.Action action, Language language) {
        return switch (action) {
            case SEEN -> language.of("SEEN", "GESEHEN");
            case EXAMINED -> language.of("EXAMINED", "GEPRÜFT");
            case RELEASED -> language.of("RELEASED", "FREIGEGEBEN");
            case WAIVED -> language.of("WAIVED", "AUSNAHME");
        };
    }
}
