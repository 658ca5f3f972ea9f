/// Random access to bytes of any size, in memory or in a work file.
@NullMarked
package dev.firebreak.gate.content;

import org.jspecify.annotations.NullMarked;
