package dev.firebreak.gate.examine;

import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Judgement;
import org.jspecify.annotations.Nullable;

/// One examined release: what was seen and what follows from it.
public record Examination(ReleaseFacts now, @Nullable ReleaseFacts before, Judgement judgement) {}
