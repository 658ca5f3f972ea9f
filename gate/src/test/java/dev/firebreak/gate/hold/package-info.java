@NullMarked
package dev.firebreak.gate.hold;

import org.jspecify.annotations.NullMarked;
