/// Reads the facts of one file: executables, classes, scripts, metadata, pictures.
@NullMarked
package dev.firebreak.gate.inspect;

import org.jspecify.annotations.NullMarked;
