@NullMarked
package dev.firebreak.flink;

import org.jspecify.annotations.NullMarked;
