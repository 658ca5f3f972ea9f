package dev.firebreak.app.gate;

import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Lines;
import dev.firebreak.app.text.Phrases;
import dev.firebreak.app.text.ProblemText;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.gate.attest.Attestations;
import dev.firebreak.gate.examine.Examiner;
import dev.firebreak.gate.hold.BrokenLedgerException;
import dev.firebreak.gate.hold.KnownRings;
import dev.firebreak.gate.hold.Ledger;
import dev.firebreak.gate.hold.Ring;
import dev.firebreak.gate.hold.Watch;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gate watch`: a drop folder whose files are examined, held and released by age and ring.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Watches a drop folder: examines what is put there, holds it, and copies it to ring-NAME inside it when it was found good and has aged.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:with --once: nothing is held, denied or unexamined",
            "1:with --once: something is held, denied or not examined yet as it is still being written; also without it: the ledger was changed, so nothing is released",
            "2:wrong usage or unreadable input"
        })
public final class WatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The drop folder.")
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Option(
            names = "--ring",
            paramLabel = "NAME=TIME",
            description =
                    "A ring and its waiting time, such as pilot=7d; may be repeated (default: all=21d).")
    List<String> rings = List.of();

    @Option(
            names = "--warning",
            paramLabel = "FILE",
            description =
                    "A warning whose indicators are held against the content, or YARA rules (.yar).")
    List<Path> warnings = List.of();

    @Option(names = "--once", description = "Look once and end.")
    boolean once;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Seconds between two looks (default: 60).")
    int every;

    @Mixin LanguageOption language = new LanguageOption();

    @Mixin GateOptions options = new GateOptions();

    @Mixin TrustOption trust = new TrustOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (every < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--every " + every + " is too small; write a number from 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(folder)) {
            spec.commandLine()
                    .getErr()
                    .println(ProblemText.message(folder + ": no such folder", language.language()));
            return GateCommand.USAGE;
        }
        List<Ring> parsed = new ArrayList<>();
        try {
            for (String r : rings.isEmpty() ? List.of("all") : rings) {
                parsed.add(Ring.parse(r));
            }
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, language.language()));
            return GateCommand.USAGE;
        }
        Ledger ledger = new Ledger(options.ledger(), Clock.systemUTC());
        new KnownRings(options.rings()).add(parsed.stream().map(Ring::name).toList());
        try {
            return look(ledger, parsed, out);
        } catch (BrokenLedgerException e) {
            out.flush();
            return LedgerFaults.tell(
                    spec.commandLine().getErr(),
                    language.language(),
                    e,
                    "No waiver counts, and nothing is released.",
                    "Keine Ausnahme gilt, und nichts wird freigegeben.");
        }
    }

    private int look(Ledger ledger, List<Ring> parsed, PrintWriter out)
            throws IOException, InterruptedException {
        String known = "";
        Watch watch = watch(ledger, parsed, Warned.read(warnings));
        while (true) {
            String state = Warned.state(warnings);
            boolean again = !state.equals(known);
            if (again && !known.isEmpty()) {
                watch = watch(ledger, parsed, Warned.read(warnings));
            }
            known = state;
            boolean held = false;
            // The first look judges anew what waits: warnings may have come since the last run.
            for (Watch.State s : watch.pass(again)) {
                held |= print(s, out);
            }
            out.flush();
            if (once) {
                return held ? GateCommand.HELD : GateCommand.RELEASED;
            }
            Thread.sleep(Math.max(1, every) * 1000L);
        }
    }

    private Watch watch(Ledger ledger, List<Ring> parsed, Warned warned) throws IOException {
        Examiner examiner =
                new Examiner(
                        Limits.DEFAULT,
                        options.facts(),
                        warned,
                        warned.rules(),
                        new Attestations(trust.root(), List.of()));
        return new Watch(
                folder,
                options.facts(),
                ledger,
                parsed,
                Clock.systemUTC(),
                (file, before) ->
                        before == null
                                ? examiner.examine(file, (Path) null)
                                : examiner.examine(file, before));
    }

    /// Prints one file's state; returns whether it is held, denied or not examined yet.
    private boolean print(Watch.State s, PrintWriter out) {
        Language language = this.language.language();
        Lines lines = Lines.of(System.getenv());
        boolean held =
                s.state().equals("held")
                        || s.state().equals("denied")
                        || s.state().equals(Watch.State.ARRIVING);
        out.println(
                lines.broken(
                        Terminal.plain(
                                word(s.state(), language)
                                        + "  "
                                        + s.file()
                                        + (s.verdict().isEmpty() ? "" : "  " + s.verdict())
                                        + (s.rings().isEmpty()
                                                ? ""
                                                : language.of("  rings: ", "  Ringe: ")
                                                        + String.join(", ", s.rings()))
                                        + (s.next() == null
                                                ? ""
                                                : language.of(
                                                                "  next ring at ",
                                                                "  nächster Ring am ")
                                                        + Phrases.moment(s.next(), language))),
                        "    "));
        if (held) {
            out.println(
                    lines.broken(
                            Terminal.plain("    " + language.of(s.reason(), s.reasonDe())),
                            "    "));
        }
        return held;
    }

    private static String word(String state, Language language) {
        return language.of(
                state,
                switch (state) {
                    case "released" -> "freigegeben";
                    case "waiting" -> "wartet";
                    case "held" -> "zurückgehalten";
                    case "denied" -> "abgelehnt";
                    case Watch.State.ARRIVING -> "trifft ein";
                    case null, default -> state;
                });
    }
}
