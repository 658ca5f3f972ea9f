/// Turns a comparison into findings and a verdict; pure, the same input gives the same verdict.
@NullMarked
package dev.firebreak.gate.judge;

import org.jspecify.annotations.NullMarked;
