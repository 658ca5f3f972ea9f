package dev.firebreak.app.cli;

import dev.firebreak.app.check.AliasFiles;
import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.text.AnswerCsv;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.ProblemText;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.identity.ReadComponents;
import dev.firebreak.core.index.IndexView;
import dev.firebreak.core.judge.ComponentJudge;
import dev.firebreak.core.judge.ComponentVerdict;
import dev.firebreak.core.judge.Outcome;
import dev.firebreak.core.model.Advisory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `holders`: who has a product, in these versions, on this platform.
@Command(
        name = "holders",
        sortOptions = false,
        description = {
            "Says who has a product now, by organisation, by machine, or both.",
            "Quick however large the estate is; ask --product answers with reasons and coverage beside."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nobody has it",
            "1:somebody has it",
            "2:wrong usage, or no memory",
            "3:nobody surely has it, but somebody perhaps"
        })
public final class HoldersCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    enum By {
        organisation,
        machine,
        both
    }

    // not the standard mixin: --version asks for a product's version here
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Mixin ProductOptions question = new ProductOptions();

    @Option(
            names = "--by",
            paramLabel = "organisation|machine|both",
            description = "How to group (default: organisation).")
    By by = By.organisation;

    @Option(
            names = "--organisation",
            paramLabel = "NAME",
            description = "Of this organisation only.")
    @Nullable String organisation;

    @Option(
            names = "--aliases",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Kept decisions about names.")
    List<Path> aliases = List.of();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    @Option(names = "--csv", description = "Print as CSV.")
    boolean csv;

    @Mixin DataOption data = new DataOption();

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Advisory asked = question.advisory(spec, output.language());
        if (json && by == By.both) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--json prints one list: --by organisation or --by machine");
        }
        try {
            AliasFiles decisions = AliasFiles.read(aliases);
            decisions
                    .problems()
                    .forEach(
                            p ->
                                    spec.commandLine()
                                            .getErr()
                                            .println(ProblemText.line(p, output.language())));
            Memory memory = data.existing();
            IndexView view = memory.view();
            organisation = KnownOrganisation.name(view, organisation, output.language());
            List<ComponentVerdict> verdicts =
                    new ComponentJudge(List.of(asked), decisions.aliases())
                            .verdicts(ReadComponents.of(view.components()));
            BitSet having = with(verdicts, Outcome.AFFECTED);
            Map<String, Long> sure = counts(view, having);
            Map<String, Long> perhaps = counts(view, with(verdicts, Outcome.UNKNOWN));
            if (by != By.machine) {
                byOrganisation(sure, perhaps);
            }
            if (by != By.organisation) {
                HistoryRows rows =
                        new HistoryRows(
                                spec.commandLine().getOut(),
                                HistoryRows.form(json, csv),
                                output.language());
                view.holders(having, organisation, rows);
                rows.end();
                unsure(perhaps);
            }
            return !sure.isEmpty() ? 1 : !perhaps.isEmpty() ? 3 : 0;
        } catch (IOException | UnusableInputException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, output.language()));
            return ExitCodes.USAGE;
        }
    }

    /// The positions of the components of which this is said.
    private static BitSet with(List<ComponentVerdict> verdicts, Outcome wanted) {
        BitSet with = new BitSet();
        for (int i = 0; i < verdicts.size(); i++) {
            with.set(i, verdicts.get(i).outcome() == wanted);
        }
        return with;
    }

    private Map<String, Long> counts(IndexView view, BitSet wanted) throws IOException {
        Map<String, Long> counts = new TreeMap<>(view.holdersByOrganisation(wanted));
        String only = organisation;
        if (only != null) {
            counts.keySet().removeIf(o -> !o.equals(only));
        }
        return counts;
    }

    private void byOrganisation(Map<String, Long> sure, Map<String, Long> perhaps) {
        PrintWriter out = spec.commandLine().getOut();
        TreeSet<String> all = new TreeSet<>(sure.keySet());
        all.addAll(perhaps.keySet());
        if (json) {
            ArrayNode list = JSON.createArrayNode();
            for (String o : all) {
                ObjectNode one = list.addObject();
                one.put("organisation", o.isEmpty() ? null : o);
                one.put("machines", sure.getOrDefault(o, 0L));
                one.put("perhaps", perhaps.getOrDefault(o, 0L));
            }
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list));
        } else if (csv) {
            out.println("organisation,machines,perhaps");
            all.forEach(
                    o ->
                            out.println(
                                    AnswerCsv.cell(o)
                                            + ","
                                            + sure.getOrDefault(o, 0L)
                                            + ","
                                            + perhaps.getOrDefault(o, 0L)));
        } else {
            Language language = output.language();
            all.forEach(
                    o ->
                            out.println(
                                    Terminal.plain(o.isEmpty() ? "-" : o)
                                            + "\t"
                                            + said(
                                                    language,
                                                    sure.getOrDefault(o, 0L),
                                                    perhaps.getOrDefault(o, 0L))));
            long most = sure.values().stream().mapToLong(Long::longValue).sum();
            long maybe = perhaps.values().stream().mapToLong(Long::longValue).sum();
            out.println(
                    language.of("All together", "Zusammen") + "\t" + said(language, most, maybe));
        }
        out.flush();
    }

    private static String said(Language language, long sure, long perhaps) {
        String machines =
                String.format(language.locale(), "%,d", sure)
                        + language.of(sure == 1 ? " machine" : " machines", " Rechner");
        return perhaps == 0
                ? machines
                : machines
                        + String.format(
                                language.locale(),
                                language.of(
                                        ", perhaps %,d (name or version undecided)",
                                        ", vielleicht %,d (Name oder Version unentschieden)"),
                                perhaps);
    }

    private void unsure(Map<String, Long> perhaps) {
        long all = perhaps.values().stream().mapToLong(Long::longValue).sum();
        if (all > 0) {
            spec.commandLine()
                    .getErr()
                    .println(
                            String.format(
                                    output.language().locale(),
                                    output.language()
                                            .of(
                                                    "%,d machines perhaps have it and are not listed; ask --product says why",
                                                    "%,d Rechner haben es vielleicht und sind nicht aufgeführt; ask --product nennt die Gründe"),
                                    all));
        }
    }
}
