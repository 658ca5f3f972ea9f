/// Opening of inputs: decompression, character sets, bounds.
@NullMarked
package dev.firebreak.formats.input;

import org.jspecify.annotations.NullMarked;
