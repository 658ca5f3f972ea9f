package dev.firebreak.formats.fields;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.prose.ProseReader;
import java.util.List;

/// Free text within a structured warning, read as prose. Its spans say in which field the words stand.
public final class Prose {
    private Prose() {}

    /// Adds everything the text says.
    public static void read(AdvisoryDraft draft, Json field) {
        if (field.textOrNull() == null) {
            return;
        }
        Advisory prose = ProseReader.readText(draft.source(), field.text());
        String pointer = field.pointer();
        for (ProductStatement s : prose.statements()) {
            draft.statement(
                    new ProductStatement(
                            s.product(),
                            s.platform(),
                            s.status(),
                            s.scheme(),
                            s.versions(),
                            s.ranges(),
                            s.certainty(),
                            place(s.spans(), pointer)));
        }
        for (Indicator i : prose.indicators()) {
            draft.indicator(
                    new Indicator(
                            i.type(),
                            i.value(),
                            i.validFrom(),
                            i.validUntil(),
                            i.certainty(),
                            i.description(),
                            place(i.spans(), pointer)));
        }
        for (Fact f : prose.facts()) {
            draft.fact(f.type(), f.value(), f.certainty(), place(f.span(), pointer));
        }
        for (Question q : prose.questions()) {
            draft.question(
                    new Question(
                            q.code(),
                            q.english(),
                            q.german(),
                            q.options(),
                            place(q.spans(), pointer)));
        }
        for (Problem p : prose.problems()) {
            draft.problem(pointer, p.reason(), p.severity());
        }
    }

    private static List<Span> place(List<Span> spans, String pointer) {
        return spans.stream().map(span -> place(span, pointer)).toList();
    }

    private static Span place(Span span, String pointer) {
        return Span.field(span.source(), pointer, span.text());
    }

    /// Adds the indicators the text names; its products are known from structured fields.
    public static void indicatorsOnly(AdvisoryDraft draft, Json field) {
        TextIndicators.read(draft, field, null);
    }
}
