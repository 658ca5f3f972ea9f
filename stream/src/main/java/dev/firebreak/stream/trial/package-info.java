/// Made-up input from a seed, for tests and for operators who want to see that their cluster finds what it must.
@NullMarked
package dev.firebreak.stream.trial;

import org.jspecify.annotations.NullMarked;
