/// Holding: ledger, waivers, rings and their soak times, the watched folder.
@NullMarked
package dev.firebreak.gate.hold;

import org.jspecify.annotations.NullMarked;
