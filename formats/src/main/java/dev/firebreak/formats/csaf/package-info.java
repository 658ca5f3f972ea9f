/// CSAF 2.0 and 2.1 (OASIS Common Security Advisory Framework): read, check, and write as a draft.
@NullMarked
package dev.firebreak.formats.csaf;

import org.jspecify.annotations.NullMarked;
