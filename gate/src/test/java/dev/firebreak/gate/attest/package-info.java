@NullMarked
package dev.firebreak.gate.attest;

import org.jspecify.annotations.NullMarked;
