/// Pairs the files of two releases and says what is new.
@NullMarked
package dev.firebreak.gate.compare;

import org.jspecify.annotations.NullMarked;
