/// SPDX 2.2 and 2.3 as JSON and tag-value, SPDX 3.0 as JSON-LD.
@NullMarked
package dev.firebreak.formats.spdx;

import org.jspecify.annotations.NullMarked;
