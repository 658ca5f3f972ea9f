/// Results of osquery: rows as `osqueryi` prints them, and the results log of `osqueryd` in its three shapes.
@NullMarked
package dev.firebreak.formats.osquery;

import org.jspecify.annotations.NullMarked;
