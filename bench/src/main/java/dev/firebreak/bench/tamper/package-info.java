/// Honest releases altered by harmless recipes, to see what the gate misses.
@NullMarked
package dev.firebreak.bench.tamper;

import org.jspecify.annotations.NullMarked;
