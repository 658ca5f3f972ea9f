@NullMarked
package dev.firebreak.gate.judge;

import org.jspecify.annotations.NullMarked;
