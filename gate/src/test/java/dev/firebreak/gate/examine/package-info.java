@NullMarked
package dev.firebreak.gate.examine;

import org.jspecify.annotations.NullMarked;
