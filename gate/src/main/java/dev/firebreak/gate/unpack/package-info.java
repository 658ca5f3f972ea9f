/// Opens containers within limits; nothing here writes a file under a name that a package chose.
@NullMarked
package dev.firebreak.gate.unpack;

import org.jspecify.annotations.NullMarked;
