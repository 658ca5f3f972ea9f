/// Joins identity, version and platform verdicts, kept apart, into an outcome per component.
@NullMarked
package dev.firebreak.core.judge;

import org.jspecify.annotations.NullMarked;
