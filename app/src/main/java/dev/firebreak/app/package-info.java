/// The program: [Main] wires everything, nothing else does.
@NullMarked
package dev.firebreak.app;

import org.jspecify.annotations.NullMarked;
