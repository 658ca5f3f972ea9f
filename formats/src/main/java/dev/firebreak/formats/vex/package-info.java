/// Statements of exploitability (VEX): CycloneDX and OpenVEX. CSAF has a package of its own.
@NullMarked
package dev.firebreak.formats.vex;

import org.jspecify.annotations.NullMarked;
