/// Benchmarks: side-by-side runs with public tools on the same input, and JMH measurements of single parts.
@NullMarked
package dev.firebreak.bench;

import org.jspecify.annotations.NullMarked;
