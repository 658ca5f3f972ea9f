@NullMarked
package dev.firebreak.gate.report;

import org.jspecify.annotations.NullMarked;
