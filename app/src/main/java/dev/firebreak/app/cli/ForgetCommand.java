package dev.firebreak.app.cli;

import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `forget`: retention.
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Removes an organisation, or everything last seen before a time, from every file of the memory.")
public final class ForgetCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    What what;

    static final class What {
        @Option(
                names = "--organisation",
                paramLabel = "NAME",
                description = "Everything of this organisation.")
        @Nullable String organisation;

        @Option(
                names = "--older-than",
                paramLabel = "AGE",
                description = "Everything last seen longer ago: 18m, 2y, 90d.")
        @Nullable String olderThan;

        @Option(
                names = "--before",
                paramLabel = "DATE",
                description = "Everything last seen before this day.")
        @Nullable String before;
    }

    @Mixin DataOption data = new DataOption();

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Language language = output.language();
        try {
            Instant time = time();
            Memory memory = data.existing();
            long before = memory.status().bytes();
            String organisation = what.organisation;
            if (organisation != null) {
                if (!memory.forget(organisation)) {
                    spec.commandLine()
                            .getErr()
                            .println(
                                    organisation
                                            + ": "
                                            + language.of(
                                                    "nothing is known of it",
                                                    "Von einer Organisation dieses Namens ist nichts bekannt; status zeigt, welche es gibt."));
                    return ExitCodes.USAGE;
                }
            } else if (time != null) {
                memory.forgetBefore(time);
            }
            long after = memory.status().bytes();
            spec.commandLine()
                    .getOut()
                    .println(
                            String.format(
                                    language.locale(),
                                    language.of(
                                            "Forgotten: %,d KB before, %,d KB now; no file holds it any more.",
                                            "Vergessen: vorher %,d KB, jetzt %,d KB; keine Datei enthält es mehr."),
                                    before >> 10,
                                    after >> 10));
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, language));
            return ExitCodes.USAGE;
        }
    }

    private @Nullable Instant time() {
        String age = what.olderThan;
        String day = what.before;
        try {
            if (age != null) {
                return Instant.now().minus(Arguments.duration(age));
            }
            return day == null ? null : Arguments.startOfDay(day);
        } catch (IllegalArgumentException e) {
            String given = age != null ? "--older-than " + age : "--before " + day;
            throw new ParameterException(spec.commandLine(), given + ": " + e.getMessage(), e);
        }
    }
}
