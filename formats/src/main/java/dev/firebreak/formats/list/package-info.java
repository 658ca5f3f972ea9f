/// Lists of indicators: one a line, or a table with a header.
@NullMarked
package dev.firebreak.formats.list;

import org.jspecify.annotations.NullMarked;
