@NullMarked
package dev.firebreak.stream.record;

import org.jspecify.annotations.NullMarked;
