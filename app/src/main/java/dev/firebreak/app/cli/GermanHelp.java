package dev.firebreak.app.cli;

import dev.firebreak.app.text.HelpText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Help in German. The commands stay as they are: picocli asks a resource bundle for each text before it takes the annotation's,
/// and this one answers with the German of the annotation's text. Labels of values are no part of a bundle; they are put in
/// where they are drawn.
final class GermanHelp extends Help {
    /// The label behind an option: `=NAME`.
    private static final Pattern LABEL = Pattern.compile("(?<==)[A-Z][A-Z:=|]*");

    GermanHelp(CommandSpec command, ColorScheme colours) {
        super(inGerman(command), colours);
    }

    private static CommandSpec inGerman(CommandSpec command) {
        if (command.resourceBundle() instanceof Texts) {
            return command;
        }
        List<Object[]> texts = new ArrayList<>();
        boolean interpolated = command.interpolateVariables();
        // the sentences as they were written, with ${...} in them
        command.interpolateVariables(false);
        UsageMessageSpec usage = command.usageMessage();
        put(texts, "usage.description", usage.description());
        put(texts, "usage.exitCodeList", exitCodes(usage.exitCodeList()));
        texts.add(new Object[] {"usage.synopsisHeading", "Aufruf: "});
        texts.add(new Object[] {"usage.commandListHeading", "%nBefehle:%n"});
        if (!usage.exitCodeList().isEmpty()) {
            texts.add(new Object[] {"usage.exitCodeListHeading", "%nExit-Codes:%n"});
        }
        for (ArgSpec argument : command.args()) {
            put(texts, key(argument), argument.description());
        }
        command.interpolateVariables(interpolated);
        String label = usage.synopsisSubcommandLabel();
        if (label != null) {
            usage.synopsisSubcommandLabel(HelpText.german(label));
        }
        command.resourceBundle(new Texts(texts.toArray(Object[][]::new)));
        return command;
    }

    private static String[] exitCodes(Map<String, String> codes) {
        return codes.entrySet().stream()
                .map(code -> code.getKey() + ":" + HelpText.german(code.getValue()))
                .toArray(String[]::new);
    }

    private static void put(List<Object[]> texts, String key, String[] english) {
        for (int i = 0; i < english.length; i++) {
            texts.add(new Object[] {key + "." + i, HelpText.german(english[i])});
        }
    }

    /// The key by which picocli looks for the text of an option or a positional parameter.
    private static String key(ArgSpec argument) {
        String stated = argument.descriptionKey();
        if (stated != null && !stated.isEmpty()) {
            return stated;
        }
        return switch (argument) {
            case OptionSpec option -> option.names()[0].replaceFirst("^-+", "");
            case PositionalParamSpec positional ->
                    positional.paramLabel() + "[" + positional.index() + "]";
            default -> throw new IllegalArgumentException("neither option nor parameter");
        };
    }

    @Override
    public IParamLabelRenderer parameterLabelRenderer() {
        IParamLabelRenderer usual = super.parameterLabelRenderer();
        return new IParamLabelRenderer() {
            @Override
            public Ansi.Text renderParameterLabel(
                    ArgSpec argument, Ansi ansi, List<Ansi.IStyle> styles) {
                return usual.renderParameterLabel(labelled(argument), ansi, styles);
            }

            @Override
            public String separator() {
                return usual.separator();
            }
        };
    }

    /// Of options of which one is to be chosen, the synopsis is made without asking for a renderer of labels.
    @Override
    protected Ansi.Text createDetailedSynopsisGroupsText(Set<ArgSpec> inGroups) {
        String text = super.createDetailedSynopsisGroupsText(inGroups).plainString();
        return colorScheme().ansi()
        .new Text(
                LABEL.matcher(text)
                        .replaceAll(m -> Matcher.quoteReplacement(HelpText.german(m.group()))),
                colorScheme());
    }

    private static ArgSpec labelled(ArgSpec argument) {
        String label = HelpText.german(argument.paramLabel());
        return switch (argument) {
            case OptionSpec option -> OptionSpec.builder(option).paramLabel(label).build();
            case PositionalParamSpec positional ->
                    PositionalParamSpec.builder(positional).paramLabel(label).build();
            default -> argument;
        };
    }

    /// What the bundle of one command holds.
    private static final class Texts extends ListResourceBundle {
        private final Object[][] contents;

        Texts(Object[][] contents) {
            this.contents = Arrays.copyOf(contents, contents.length);
        }

        @Override
        protected Object[][] getContents() {
            return contents;
        }
    }
}
