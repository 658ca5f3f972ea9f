/// Examines releases: the isolated child process, the cache and the order of the steps.
@NullMarked
package dev.firebreak.gate.examine;

import org.jspecify.annotations.NullMarked;
