/// Human work on an answer: one case per warning and organisation, its states as events, and the rules by which one
/// follows another. Nothing here does I/O; the clock and the actor come with each event.
@NullMarked
package dev.firebreak.core.cases;

import org.jspecify.annotations.NullMarked;
