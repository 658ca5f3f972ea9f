@NullMarked
package dev.firebreak.gate.sign;

import org.jspecify.annotations.NullMarked;
