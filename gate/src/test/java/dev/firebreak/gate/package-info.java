@NullMarked
package dev.firebreak.gate;

import org.jspecify.annotations.NullMarked;
