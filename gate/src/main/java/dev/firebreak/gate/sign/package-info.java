/// Signatures: what is signed, by whom, and what lies in a signature that nobody signed.
@NullMarked
package dev.firebreak.gate.sign;

import org.jspecify.annotations.NullMarked;
