/// STIX 2.1 bundles (OASIS Structured Threat Information Expression); 2.0 is read too.
@NullMarked
package dev.firebreak.formats.stix;

import org.jspecify.annotations.NullMarked;
