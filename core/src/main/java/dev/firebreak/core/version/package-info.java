/// Orders versions by the rules of each scheme and judges a reported version against what a warning says.
@NullMarked
package dev.firebreak.core.version;

import org.jspecify.annotations.NullMarked;
