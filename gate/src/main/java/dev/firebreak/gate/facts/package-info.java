/// What was seen in a release: plain records, no judgement. They are what is kept as the baseline.
@NullMarked
package dev.firebreak.gate.facts;

import org.jspecify.annotations.NullMarked;
