package dev.firebreak.app.cli;

import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.core.index.CountsTrouble;
import dev.firebreak.core.index.Index;
import dev.firebreak.core.index.IndexStatus;
import dev.firebreak.core.index.IndexView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `status`: what the memory holds.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says what the memory holds, since when, by organisation; gaps; size.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "2:wrong usage, no memory, or damage that cannot be restored"
        })
public final class StatusCommand implements Callable<Integer> {
    @Mixin DataOption data = new DataOption();

    @Option(names = "--verify", description = "Read and check every byte.")
    boolean verify;

    @Option(
            names = "--repair",
            description = "Check every byte and write anew what is damaged but can be restored.")
    boolean repair;

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Language language = output.language();
        try {
            Memory memory = data.existing();
            boolean whole = !verify || memory.verify();
            if (repair) {
                memory.repair();
            }
            List<String> damages = new ArrayList<>();
            for (Index.Damage d : memory.damages()) {
                damages.add(d.file() + ", offset " + d.offset() + ": " + said(d, language));
                whole &= d.restored();
            }
            String folder = memory.folder().toString();
            IndexStatus status =
                    memory.status(t -> spec.commandLine().getErr().println(said(t, language)));
            spec.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? MemoryText.json(status, folder, damages)
                                    : MemoryText.said(status, folder, damages, language)
                                            + unread(memory, language));
            spec.commandLine().getOut().flush();
            return whole ? 0 : ExitCodes.USAGE;
        } catch (IOException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, language));
            return ExitCodes.USAGE;
        }
    }

    /// Logs of which something could not be read when they were taken in.
    private static String unread(Memory memory, Language language) throws IOException {
        IndexView.FlawedLogs flawed = memory.view().flawedLogs(null);
        StringBuilder out = new StringBuilder();
        for (String log : flawed.names()) {
            out.append('\n')
                    .append(log)
                    .append(
                            language.of(
                                    ": a part of this log could not be read; contacts in it are not known",
                                    ": Ein Teil dieses Protokolls war nicht lesbar; Kontakte darin sind nicht bekannt"));
        }
        int more = flawed.logs() - flawed.names().size();
        if (more > 0) {
            out.append('\n')
                    .append(
                            language.of(
                                    more + " more logs could not be read in full",
                                    more + " weitere Protokolle waren nicht ganz lesbar"));
        }
        return out.toString();
    }

    private static String said(CountsTrouble t, Language language) {
        String because = t.reason().isEmpty() ? "" : " (" + t.reason() + ")";
        return t.file()
                + because
                + ": "
                + switch (t.kind()) {
                    case DAMAGED ->
                            language.of(
                                    "the kept counts are damaged; everything was counted anew",
                                    "die aufbewahrten Zählungen sind beschädigt; alles wurde neu gezählt");
                    case FOREIGN ->
                            language.of(
                                    "the kept counts are of another memory or program version; everything was counted anew",
                                    "die aufbewahrten Zählungen gehören zu einem anderen Gedächtnis oder einer anderen Programmversion; alles wurde neu gezählt");
                    case UNREADABLE ->
                            language.of(
                                    "the kept counts cannot be read; everything was counted anew",
                                    "die aufbewahrten Zählungen sind nicht lesbar; alles wurde neu gezählt");
                    case NOT_WRITTEN ->
                            language.of(
                                    "the counts could not be kept; the next status counts again",
                                    "die Zählungen konnten nicht aufbewahrt werden; das nächste status zählt erneut");
                };
    }

    private String said(Index.Damage d, Language language) {
        if (!d.restored()) {
            return language.of(
                    "damaged and lost; forget and import its sources again",
                    "beschädigt und verloren; die Quellen vergessen und neu importieren");
        }
        return repair
                ? language.of("was damaged, written anew", "war beschädigt, neu geschrieben")
                : language.of(
                        "damaged, can be restored (--repair)",
                        "beschädigt, wiederherstellbar (--repair)");
    }
}
