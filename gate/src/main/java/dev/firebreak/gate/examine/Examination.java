package dev.firebreak.gate.examine;

import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Judgement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One examined release: what was seen and what follows from it.
public record Examination(ReleaseFacts now, @Nullable ReleaseFacts before, Judgement judgement) {
    /// The same with more notes for whoever reads the verdict.
    public Examination with(List<Judgement.Note> notes) {
        List<Judgement.Note> all = new ArrayList<>(judgement.notes());
        all.addAll(notes);
        return new Examination(
                now, before, new Judgement(judgement.verdict(), judgement.findings(), all));
    }
}
