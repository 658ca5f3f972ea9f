package dev.firebreak.app.gate;

import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.ProblemText;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.gate.attest.Attestations;
import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.examine.Examiner;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.hold.Baseline;
import dev.firebreak.gate.hold.BrokenLedgerException;
import dev.firebreak.gate.hold.Ledger;
import dev.firebreak.gate.hold.LedgerEntry;
import dev.firebreak.gate.hold.Products;
import dev.firebreak.gate.hold.Watch;
import dev.firebreak.gate.judge.Verdict;
import dev.firebreak.gate.report.HtmlReport;
import dev.firebreak.gate.report.JsonReport;
import dev.firebreak.gate.report.TextReport;
import dev.firebreak.gate.unpack.Limits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gate examine`: judges one release.
@Command(
        name = "examine",
        mixinStandardHelpOptions = true,
        description = {
            "Examines a release and prints RELEASE, HOLD or DENY with the reasons.",
            "The content is judged; waiting time and rings apply in \"gate watch\"."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:RELEASE",
            "1:HOLD or DENY, or a changed ledger",
            "2:wrong usage or unreadable input"
        })
public final class ExamineCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NEW", description = "The release: installer, package or archive.")
    @SuppressWarnings("NullAway.Init")
    Path release;

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "The release before it, to compare with.")
    @Nullable Path against;

    @Option(
            names = "--product",
            paramLabel = "NAME",
            description =
                    "Compare with the last release of this product, and keep this one's facts and verdict.")
    @Nullable String product;

    @Option(
            names = "--warning",
            paramLabel = "FILE",
            description =
                    "A warning whose indicators are held against the content, or YARA rules (.yar).")
    List<Path> warnings = List.of();

    @Option(
            names = "--provenance",
            paramLabel = "FILE",
            description =
                    "An attestation of the release (Sigstore bundle, answer of the npm registry, PEP 740), if it does not lie beside it.")
    List<Path> provenance = List.of();

    @Option(names = "--json", description = "Print JSON (docs/reference/gate.md).")
    boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the verdict as a page.")
    @Nullable Path html;

    @Option(names = "--all", description = "Print also what is told only for the record.")
    boolean all;

    @Mixin LanguageOption language = new LanguageOption();

    @Mixin GateOptions options = new GateOptions();

    @Mixin TrustOption trust = new TrustOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (against != null && product != null) {
            spec.commandLine()
                    .getErr()
                    .println(
                            ProblemText.message(
                                    "Give either --against or --product.", language.language()));
            return GateCommand.USAGE;
        }
        for (Path file : files()) {
            if (!Files.isRegularFile(file)) {
                spec.commandLine()
                        .getErr()
                        .println(
                                ProblemText.message(
                                        file
                                                + (Files.exists(file)
                                                        ? ": not a file"
                                                        : ": no such file"),
                                        language.language()));
                return GateCommand.USAGE;
            }
        }
        Warned warned = Warned.read(warnings);
        Examiner examiner =
                new Examiner(
                        Limits.DEFAULT,
                        product == null ? null : options.facts(),
                        warned,
                        warned.rules(),
                        new Attestations(trust.root(), provenance));
        Examination e;
        try {
            e = product == null ? examiner.examine(release, against) : known(examiner, product);
        } catch (BrokenLedgerException broken) {
            return LedgerFaults.tell(
                    spec.commandLine().getErr(),
                    language.language(),
                    broken,
                    "Nothing in it counts, and the release was not judged.",
                    "Nichts darin gilt, und die Version wurde nicht beurteilt.");
        }
        print(e);
        return e.judgement().verdict() == Verdict.RELEASE ? GateCommand.RELEASED : GateCommand.HELD;
    }

    private List<Path> files() {
        List<Path> out = new ArrayList<>(warnings);
        out.addAll(provenance);
        if (trust.file != null) {
            out.add(trust.file);
        }
        out.add(release);
        if (against != null) {
            out.add(against);
        }
        return out;
    }

    private Examination known(Examiner examiner, String name) throws IOException {
        Ledger ledger = new Ledger(options.ledger(), Clock.systemUTC());
        String sha = Watch.sha256(release);
        Baseline baseline = Products.baseline(ledger.verified(), name, sha);
        ReleaseFacts before = baseline.facts(options.facts());
        Examination read =
                before == null
                        ? examiner.examine(release, (Path) null)
                        : examiner.examine(release, before);
        Examination e = read.with(baseline.notes());
        String file = String.valueOf(release.getFileName());
        ledger.append(
                LedgerEntry.Action.EXAMINED,
                System.getProperty("user.name", "unknown"),
                name,
                file,
                sha,
                e.judgement().verdict().name(),
                "",
                before == null
                        ? "no earlier release to compare with"
                        : "compared with " + before.name(),
                before == null
                        ? "keine frühere Version zum Vergleich"
                        : "verglichen mit " + before.name(),
                false,
                null);
        return e;
    }

    private void print(Examination e) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean german = language.language() == Language.DE;
        if (html != null) {
            Files.writeString(html, HtmlReport.print(e, german, all));
        }
        if (json) {
            out.println(JsonReport.print(e, all));
        } else {
            out.print(TextReport.print(e, german, Terminal.wantsColours(System.getenv()), all));
        }
        out.flush();
    }
}
