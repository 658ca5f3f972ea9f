/// Examines releases before they are rolled out.
@NullMarked
package dev.firebreak.gate;

import org.jspecify.annotations.NullMarked;
