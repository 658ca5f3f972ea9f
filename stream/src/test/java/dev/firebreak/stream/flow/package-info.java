@NullMarked
package dev.firebreak.stream.flow;

import org.jspecify.annotations.NullMarked;
