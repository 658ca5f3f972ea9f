@NullMarked
package dev.firebreak.gate.inspect;

import org.jspecify.annotations.NullMarked;
