package dev.firebreak.app.gate;

import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.gate.hold.BrokenLedgerException;
import dev.firebreak.gate.hold.KnownRings;
import dev.firebreak.gate.hold.Ledger;
import dev.firebreak.gate.hold.LedgerEntry;
import dev.firebreak.gate.hold.Waivers;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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
        exitCodeList = {
            "0:written into the ledger",
            "1:the ledger was changed, nothing is written",
            "2:a condition is not met"
        })
public final class WaiveCommand implements Callable<Integer> {
    @Option(
            names = "--sha256",
            required = true,
            paramLabel = "HASH",
            description = "SHA-256 of the file.")
    @SuppressWarnings("NullAway.Init")
    String sha256;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in at least 10 letters.")
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

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    Rings rings;

    /// Where the file may go; nobody opens more than was meant by leaving an option out.
    static final class Rings {
        @Option(
                names = "--ring",
                paramLabel = "NAME",
                description = "The ring it may go to; may be repeated.")
        List<String> named = List.of();

        @Option(names = "--every-ring", description = "It may go to every ring, at once.")
        boolean every;

        List<String> all() {
            return every ? List.of(Waivers.Reach.EVERY) : named;
        }
    }

    @Option(
            names = "--as-baseline",
            description =
                    "Also compare later releases with this file. Without it they are compared with the last one that was found good, and what is odd about this one is told again.")
    boolean asBaseline;

    @Option(
            names = "--even-denied",
            description = "Also if the file was judged DENY; without it a waiver lifts HOLD only.")
    boolean evenDenied;

    @Mixin LanguageOption language = new LanguageOption();

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
                                    reason,
                                    System.getProperty("user.name", "unknown"),
                                    expires,
                                    people,
                                    new Waivers.Reach(rings.all(), evenDenied, asBaseline));
            Language words = language.language();
            spec.commandLine()
                    .getOut()
                    .println(
                            words.of("Waiver ", "Ausnahme ")
                                    + e.number()
                                    + words.of(" for ", " für ")
                                    + e.sha256()
                                    + words.of(" to ", ", gilt für ")
                                    + (rings.every
                                            ? words.of("every ring", "jeden Ring")
                                            : e.ring())
                                    + words.of(" until ", " bis ")
                                    + e.until()
                                    + words.of(" by ", ", von ")
                                    + e.by());
            spec.commandLine().getOut().flush();
            if (!rings.every) {
                unknown(words);
            }
            return GateCommand.RELEASED;
        } catch (BrokenLedgerException e) {
            return LedgerFaults.tell(
                    spec.commandLine().getErr(),
                    language.language(),
                    e,
                    "The waiver was not written.",
                    "Die Ausnahme ist nicht eingetragen.");
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, language.language()));
            return GateCommand.USAGE;
        }
    }

    /// A misspelt ring opens nothing, and nobody would notice.
    private void unknown(Language words) throws IOException {
        List<String> known = new KnownRings(options.rings()).names();
        for (String ring : rings.all()) {
            if (!known.contains(ring)) {
                spec.commandLine()
                        .getErr()
                        .println(
                                words.of(
                                                "Note: no ring '" + ring + "' is known here; ",
                                                "Hinweis: Ein Ring „"
                                                        + ring
                                                        + "“ ist hier nicht bekannt; ")
                                        + (known.isEmpty()
                                                ? words.of(
                                                        "no folder was watched yet.",
                                                        "bisher wurde kein Ordner überwacht.")
                                                : words.of("known are: ", "bekannt sind: ")
                                                        + String.join(", ", known)
                                                        + ".")
                                        + words.of(
                                                " The waiver is written and opens a ring of exactly this name.",
                                                " Die Ausnahme ist eingetragen und öffnet nur einen Ring genau dieses Namens."));
            }
        }
        spec.commandLine().getErr().flush();
    }
}
