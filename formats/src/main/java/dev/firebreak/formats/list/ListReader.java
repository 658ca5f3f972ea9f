package dev.firebreak.formats.list;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.fields.AdvisoryDraft;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads lists of indicators: one a line with or without comments, tables with a header or without, hosts files. Rule
/// files (YARA, Suricata, Sigma) are recognised, not run: what they name is listed as unsure.
public final class ListReader {
    /// The line below the header of a table in Markdown: `|---|:--:|`.
    private static final Pattern RULER =
            Pattern.compile("\\s*+\\|?\\s*+:?-{2,}+:?\\s*+(?:\\|\\s*+:?-{2,}+:?\\s*+)*+\\|?\\s*+");

    private ListReader() {}

    /// Reads the texts of a document whose structure is not understood: those that are an indicator and nothing else. What
    /// the document says of them (conditions, negations) is not known, so all are inferred.
    ///
    /// @return null if there is none
    public static @Nullable Advisory readTexts(String source, String format, List<String> texts) {
        AdvisoryDraft draft = new AdvisoryDraft(source, format);
        for (String text : texts) {
            Values.classify(text)
                    .ifPresent(
                            match ->
                                    draft.indicator(
                                            new Indicator(
                                                    match.type(),
                                                    match.value(),
                                                    null,
                                                    null,
                                                    Certainty.INFERRED,
                                                    "",
                                                    List.of(Span.field(source, "", text)))));
        }
        return draft.hasIndicators() ? draft.build() : null;
    }

    /// Reads the text if it is a list.
    ///
    /// @return null if it is none, and so perhaps prose
    public static @Nullable Advisory read(String source, String text) {
        RuleFile.Kind rules = RuleFile.kind(text);
        if (rules != null) {
            AdvisoryDraft draft = new AdvisoryDraft(source, rules.format());
            RuleFile.read(rules, text, draft);
            return draft.build();
        }
        Lines lines = Lines.of(text);
        if (isMarkdownWithProse(lines)) {
            return null;
        }
        Table table = Table.of(lines);
        if (table != null) {
            AdvisoryDraft draft = new AdvisoryDraft(source, "indicators");
            table.read(draft);
            return draft.build();
        }
        if (!PlainList.recognises(lines)) {
            return null;
        }
        AdvisoryDraft draft = new AdvisoryDraft(source, "indicators");
        PlainList.read(lines, draft);
        return draft.build();
    }

    /// Whether tables in Markdown stand among text, or several of them, each with a header of its own: a warning, not a list.
    private static boolean isMarkdownWithProse(Lines lines) {
        int rulers = 0;
        boolean prose = false;
        for (Lines.Line line : lines.lines()) {
            String text = line.text();
            if (text.indexOf('|') >= 0) {
                rulers += RULER.matcher(text).matches() ? 1 : 0;
            } else if (!line.isBlank() && !line.isComment()) {
                prose = true;
            }
            if (rulers > 1 || rulers > 0 && prose) {
                return true;
            }
        }
        return false;
    }
}
