@NullMarked
package dev.firebreak.gate.known;

import org.jspecify.annotations.NullMarked;
