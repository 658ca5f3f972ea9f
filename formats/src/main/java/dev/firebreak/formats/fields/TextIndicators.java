package dev.firebreak.formats.fields;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.text.IndicatorMatch;
import dev.firebreak.formats.text.IndicatorScanner;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Indicators in the free text of a structured warning.
///
/// A defanged value, or a hash, is an indicator wherever it stands. A plain domain or address is one only where the text
/// says that it lists indicators; elsewhere a plain URL is a reference.
public final class TextIndicators {
    /// Characters of one field that are searched.
    public static final int MAX_TEXT = 4 << 20;

    private static final Pattern SUBJECT =
            Pattern.compile(
                    "(?i)\\bIoCs?\\b|indicators?\\s+of\\s+compromise|\\bindicators?\\b|\\bobservables?\\b|Indikator(?:en)?\\b|Kompromittierung|\\bC2\\b|\\bC&C\\b|command[- ]and[- ]control");

    private TextIndicators() {}

    /// Adds what the text of a field names.
    ///
    /// @param heading what stands over the text, null if nothing
    public static void read(AdvisoryDraft draft, Json field, @Nullable String heading) {
        String text = field.text();
        if (text.length() > MAX_TEXT) {
            draft.partial(
                    field.pointer(),
                    "text longer than " + MAX_TEXT + " characters is not searched");
            return;
        }
        if (text.isBlank()) {
            return;
        }
        boolean subject =
                SUBJECT.matcher(text).find() || heading != null && SUBJECT.matcher(heading).find();
        String pointer = field.pointer();
        for (IndicatorMatch match : IndicatorScanner.scan(text)) {
            Span span =
                    Span.field(draft.source(), pointer, text.substring(match.start(), match.end()));
            if (match.defanged() || isHash(match.type()) || subject && !match.ambiguous()) {
                Certainty certainty =
                        match.defanged() && !match.ambiguous()
                                ? Certainty.INFERRED
                                : Certainty.UNSURE;
                draft.indicator(
                        new Indicator(
                                match.type(),
                                match.value(),
                                null,
                                null,
                                subject && isHash(match.type()) ? Certainty.INFERRED : certainty,
                                "",
                                List.of(span)));
            } else if (match.type() == ObservableType.URL) {
                draft.fact(Fact.Type.REFERENCE, match.value(), Certainty.INFERRED, span);
            }
        }
    }

    private static boolean isHash(ObservableType type) {
        return type == ObservableType.MD5
                || type == ObservableType.SHA1
                || type == ObservableType.SHA256;
    }
}
