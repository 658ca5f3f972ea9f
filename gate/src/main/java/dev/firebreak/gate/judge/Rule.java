package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;

/// Looks at a comparison and says what it finds. Pure: no clock, no files, no order of hash tables.
interface Rule {
    void look(Comparison c, Findings out);
}
