package dev.firebreak.formats.list;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Tlp;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.prose.ProseReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Lines of a list that are no entries. Some authors put a sentence over their list that names the product: such lines are
/// read as prose, and a line that gives nothing there either is reported.
final class Sentences {
    /// Lines read as prose; more means that the file is odd, not that it has a long introduction.
    static final int MAX_LINES = 500;

    private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}\\P{L}+(?:\\p{L}{2,}|\\d)");

    private Sentences() {}

    static void read(List<Lines.Line> left, AdvisoryDraft draft) {
        Set<Integer> used = new HashSet<>();
        if (left.size() <= MAX_LINES
                && left.stream().anyMatch(l -> WORDS.matcher(l.text()).find())) {
            prose(left, draft, used);
        }
        for (Lines.Line line : left) {
            if (!used.contains(line.number())) {
                draft.partial(
                        "line " + line.number(), "no indicator: " + PlainList.shorten(line.text()));
            }
        }
    }

    private static void prose(List<Lines.Line> left, AdvisoryDraft draft, Set<Integer> used) {
        StringBuilder text = new StringBuilder();
        ArrayList<Integer> starts = new ArrayList<>();
        for (Lines.Line line : left) {
            starts.add(text.length());
            text.append(line.text()).append('\n');
        }
        Advisory prose = ProseReader.readText(draft.source(), text.toString());
        for (ProductStatement s : prose.statements()) {
            // A name alone over a list is its heading more often than a statement.
            if (!s.namesNoVersion()) {
                draft.statement(
                        new ProductStatement(
                                s.product(),
                                s.platform(),
                                s.status(),
                                s.scheme(),
                                s.versions(),
                                s.ranges(),
                                s.certainty(),
                                place(s.spans(), left, starts, used)));
            }
        }
        for (Fact fact : prose.facts()) {
            Span span = place(List.of(fact.span()), left, starts, used).getFirst();
            if (fact.type() == Fact.Type.TLP) {
                Tlp.parse(fact.value()).ifPresent(tlp -> draft.tlp(tlp, span));
            } else {
                draft.fact(fact.type(), fact.value(), Certainty.INFERRED, span);
            }
        }
        if (draft.hasStatements()) {
            for (Question q : prose.questions()) {
                draft.question(
                        new Question(
                                q.code(),
                                q.english(),
                                q.german(),
                                q.options(),
                                place(q.spans(), left, starts, used)));
            }
        }
    }

    private static List<Span> place(
            List<Span> spans, List<Lines.Line> left, List<Integer> starts, Set<Integer> used) {
        ArrayList<Span> placed = new ArrayList<>();
        for (Span span : spans) {
            int i = 0;
            while (i + 1 < starts.size() && starts.get(i + 1) <= Math.max(span.start(), 0)) {
                i++;
            }
            int line = left.get(i).number();
            used.add(line);
            placed.add(Span.field(span.source(), "line " + line, span.text()));
        }
        return placed;
    }
}
