/// The commands of the update gate: `gate examine`, `gate watch`, `gate ledger`, `gate waive`.
@NullMarked
package dev.firebreak.app.gate;

import org.jspecify.annotations.NullMarked;
